import { Button } from 'antd';
import { useParams } from 'react-router';
import type { Bulletin } from '../../api/schemas/bulletin.ts';
import { offers } from '../desk/rights.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { useBulletin, useSession } from '../server/answers.ts';
import { address } from '../server/request.ts';
import { periodName } from '../standings/period.ts';
import css from './bulletin-page.module.css';
import { BulletinRanking } from './bulletin-ranking.tsx';
import { BulletinSummary } from './bulletin-summary.tsx';
import { PublishForm } from './publish-form.tsx';

const dictionary = {
  zh: {
    draft: '草稿',
    print: '打印',
    district: '区县与园区',
    department: '责任部门',
    findings: '停工与未复工',
    none: '期末没有黄牌以上的停工。',
    snails: '金蜗牛',
    rests: (hash: string) => `数据指纹 ${hash}`,
    simulated: '演示：数据均由模拟器产生',
  },
  en: {
    draft: 'draft',
    print: 'Print',
    district: 'Counties and parks',
    department: 'Departments',
    findings: 'Stalled and not resumed',
    none: 'No stop of yellow or above at the end of the period.',
    snails: 'Golden snails',
    rests: (hash: string) => `fingerprint of the data ${hash}`,
    simulated: 'A demonstration: all data come from a simulator',
  },
};

const forms = ['docx', 'xlsx', 'csv'] as const;

/** 通报: one closed period as it is, or will be, published; to be checked, printed and taken home. */
export function BulletinPage() {
  const { period } = useParams();
  const words = useWords(dictionary);
  const answer = useBulletin(period!);
  const may = offers(useSession().data, 'dispatch');
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading lines={12} />;
  const bulletin = answer.data;
  return (
    <div className={css.sheet}>
      <PageHead title={bulletin.title} lead={<Lead bulletin={bulletin} words={words} />}>
        {forms.map((form) => (
          <Button key={form} href={address(`/bulletins/${bulletin.period}.${form}`)} download>
            {form.toUpperCase()}
          </Button>
        ))}
        <Button onClick={() => window.print()}>{words.print}</Button>
      </PageHead>
      {bulletin.state === 'draft' && may && <PublishForm bulletin={bulletin} />}
      <article className={css.bulletin} data-testid="bulletin" data-state={bulletin.state}>
        <BulletinSummary bulletin={bulletin} />
        <BulletinRanking title={words.district} standings={bulletin.standings.district} />
        <BulletinRanking title={words.department} standings={bulletin.standings.department} />
        <Findings bulletin={bulletin} words={words} />
        <p className={css.rests}>{words.rests(bulletin.inputsHash)}</p>
      </article>
    </div>
  );
}

function Lead({ bulletin, words }: { bulletin: Bulletin; words: typeof dictionary.zh }) {
  const { language } = useLanguage();
  return (
    <>
      {bulletin.issuer} {bulletin.number ?? ''} · {periodName(bulletin.period, language)}
      {bulletin.state === 'draft' && <b className={css.draft}>{words.draft}</b>}
      {bulletin.simulated && ` · ${words.simulated}`}
    </>
  );
}

function Findings({ bulletin, words }: { bulletin: Bulletin; words: typeof dictionary.zh }) {
  const { days } = useWords(terms);
  return (
    <section>
      <h2>{words.findings}</h2>
      {bulletin.findings.length === 0 && <p>{words.none}</p>}
      <ul className={css.findings}>
        {bulletin.findings.map((finding) => (
          <li key={finding.id}>
            <LevelCard level={finding.level} small /> <strong>{finding.name}</strong> {days(finding.days)}
            <p>{finding.sentence}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

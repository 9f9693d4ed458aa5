import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { LinkAct, LinkOutcome, LinkView } from '../../api/schemas/act.ts';
import { dayAndClock } from '../figures/days.ts';
import { Mark } from '../frame/mark.tsx';
import { useLanguage, useSentence, useWords } from '../language/language.tsx';
import { LevelCard } from '../look/level-card.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { get, send } from '../server/request.ts';
import css from './act-page.module.css';
import { ExplainForm } from './explain-form.tsx';

const dictionary = {
  zh: {
    product: '晾晒 · 重大项目用电监测',
    acknowledge: '签收',
    explain: '说明原因',
    inTheName: (person: string) => `以 ${person} 的名义`,
    since: (day: string) => `自 ${day}`,
    until: (time: string) => `请在 ${time} 前说明`,
    over: '已结束',
    acted: (count: number) => (count > 0 ? `已办理 ${count} 项，谢谢。` : '这些事项都已结束，无需办理。'),
  },
  en: {
    product: 'Liangshai · major projects by electricity',
    acknowledge: 'Acknowledge',
    explain: 'Explain',
    inTheName: (person: string) => `in the name of ${person}`,
    since: (day: string) => `since ${day}`,
    until: (time: string) => `explain by ${time}`,
    over: 'over',
    acted: (count: number) =>
      count > 0 ? `Done for ${count}. Thank you.` : 'All of these are over; there is nothing to do.',
  },
};

/** Where the link in a letter leads. Looking changes nothing: whoever reads presses the button. */
export function ActPage() {
  const words = useWords(dictionary);
  const { token } = useParams();
  const path = `/act/${encodeURIComponent(token!)}`;
  const link = useQuery({
    queryKey: ['act', token],
    queryFn: ({ signal }) => get<LinkView>(path, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const act = useMutation({ mutationFn: (body: LinkAct) => send<LinkOutcome>('POST', path, body) });

  return (
    <main className={css.page}>
      <p className={css.product}>
        <Mark /> {words.product}
      </p>
      {link.isPending && <Loading />}
      {link.error && <ErrorNotice error={link.error} />}
      {link.data && (
        <>
          <h1>{words[link.data.action]}</h1>
          <p className={css.person}>{words.inTheName(link.data.person)}</p>
          <ul className={css.matters}>
            {link.data.matters.map((matter) => (
              <Matter key={`${matter.finding}${matter.openedMs}`} matter={matter} words={words} />
            ))}
          </ul>
          {act.data && <p role="status">{words.acted(act.data.acted)}</p>}
          {act.error && <ErrorNotice error={act.error} />}
          {!act.data && link.data.action === 'acknowledge' && (
            <button type="button" className={css.act} disabled={act.isPending} onClick={() => act.mutate({})}>
              {words.acknowledge}
            </button>
          )}
          {!act.data && link.data.action === 'explain' && (
            <ExplainForm busy={act.isPending} onSend={(explain) => act.mutate(explain)} />
          )}
        </>
      )}
    </main>
  );
}

/** Letters speak of days in the city's time; this page has no session and so does not know the zone by the overview. */
const zone = 'Asia/Shanghai';

function Matter({ matter, words }: { matter: LinkView['matters'][number]; words: typeof dictionary.zh }) {
  const sentence = useSentence();
  const { language } = useLanguage();
  return (
    <li>
      <p className={css.head}>
        <LevelCard level={matter.level} /> <strong>{matter.project?.name}</strong>
        {matter.closedMs !== null && <span>{words.over}</span>}
      </p>
      <p>{sentence(matter.evidence)}</p>
      <p className={css.person}>
        {[
          matter.district?.name,
          matter.department?.name,
          words.since(matter.since),
          matter.explainUntilMs === null
            ? null
            : words.until(dayAndClock(matter.explainUntilMs, zone, language)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  );
}

import { Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { PageDetail, PageView } from '../../api/schemas/page.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { Segments } from '../look/segments.tsx';
import { usePage, usePages, useZone } from '../server/answers.ts';
import css from './pages-page.module.css';

const dictionary = {
  zh: {
    title: '通知',
    lead: (count: number) => `${count} 件：通知了谁、是否签收、是否说明`,
    which: '范围',
    open: '未了结',
    all: '全部',
    none: '没有通知',
    noneHint: '有需要责任部门处理的发现时，通知会出现在这里。',
    level: '级别',
    matter: '事项',
    project: '项目',
    audience: '责任方',
    opened: '提出',
    told: '送达',
    acknowledged: '签收',
    explained: '说明',
    escalated: (times: number) => `上升 ${times} 级`,
    steps: '经过',
    attempts: '投递',
    outcome: { delivered: '送达', postponed: '稍后再试', refused: '被拒' } as Record<
      PageDetail['attempts'][number]['outcome'],
      string
    >,
    storm: '电表大面积离线',
    undelivered: '通知送不到',
  },
  en: {
    title: 'Pages',
    lead: (count: number) => `${count}: who was told, who acknowledged, who explained`,
    which: 'Which',
    open: 'Open',
    all: 'All',
    none: 'Nobody was paged',
    noneHint: 'Pages appear when a finding asks a department to act.',
    level: 'Level',
    matter: 'Matter',
    project: 'Project',
    audience: 'Who answers',
    opened: 'Opened',
    told: 'Told',
    acknowledged: 'Acknowledged',
    explained: 'Explained',
    escalated: (times: number) => `up ${times}`,
    steps: 'Steps',
    attempts: 'Deliveries',
    outcome: { delivered: 'delivered', postponed: 'later again', refused: 'refused' },
    storm: 'Many meters silent at once',
    undelivered: 'Not deliverable',
  },
};

const ranges = ['open', 'all'] as const;
const noPages: PageView[] = [];

/** Who was told of what, when it arrived, and what they did. */
export function PagesPage() {
  const words = useWords(dictionary);
  const { kind } = useWords(terms);
  const [search, setSearch] = useSearchParams();
  const range = search.get('which') === 'all' ? 'all' : 'open';
  const answer = usePages(range === 'open');
  const pages = answer.data?.pages ?? noPages;
  const time = useTime();
  const matters: Record<string, string> = {
    ...kind,
    'meter-storm': words.storm,
    undelivered: words.undelivered,
  };
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  return (
    <>
      <PageHead title={words.title} lead={answer.data && words.lead(pages.length)}>
        <Segments
          label={words.which}
          options={ranges.map((value) => ({ value, label: words[value] }))}
          value={range}
          onChange={(next) => setSearch(next === 'all' ? { which: 'all' } : {})}
        />
      </PageHead>
      {answer.isPending && <Loading lines={8} />}
      {answer.isSuccess && pages.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {pages.length > 0 && (
        <ScrollRegion label={words.title}>
          <Table
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={pages}
            expandable={{
              expandedRowRender: ({ id }) => <PageSteps id={id} />,
              columnTitle: words.steps,
              columnWidth: 70,
            }}
            columns={[
              { title: words.level, width: 80, render: (_, { level }) => <LevelCard level={level} /> },
              { title: words.matter, width: 150, render: (_, { matter }) => matters[matter] ?? matter },
              {
                title: words.project,
                render: (_, { project }) =>
                  project && <Link to={`/projects/${encodeURIComponent(project.id)}`}>{project.name}</Link>,
              },
              {
                title: words.audience,
                width: 190,
                render: (_, page) =>
                  page.escalated > 0
                    ? `${page.audience} · ${words.escalated(page.escalated)}`
                    : page.audience,
              },
              { title: words.opened, width: 125, render: (_, page) => time(page.openedMs) },
              { title: words.told, width: 125, render: (_, page) => time(page.toldMs) },
              {
                title: words.acknowledged,
                width: 190,
                render: (_, page) =>
                  `${time(page.acknowledgedMs)}${page.acknowledgedBy ? ` ${page.acknowledgedBy}` : ''}`,
              },
              { title: words.explained, width: 125, render: (_, page) => time(page.explainedMs) },
            ]}
          />
        </ScrollRegion>
      )}
    </>
  );
}

function useTime(): (ms: number | null) => string {
  const { language } = useLanguage();
  const zone = useZone();
  return (ms) => (ms === null ? '–' : dayAndClock(ms, zone, language));
}

function PageSteps({ id }: { id: string }) {
  const words = useWords(dictionary);
  const time = useTime();
  const page = usePage(id);
  if (page.isError) return <ErrorNotice error={page.error} />;
  if (page.data === undefined) return <Loading lines={2} />;
  return (
    <div className={css.steps}>
      <ol aria-label={words.steps}>
        {page.data.steps.map((step) => (
          <li key={`${step.atMs}${step.what}`}>
            {time(step.atMs)} {step.actor} {step.what} {step.note}
          </li>
        ))}
      </ol>
      <ol aria-label={words.attempts}>
        {page.data.attempts.map((attempt) => (
          <li key={`${attempt.atMs}${attempt.channel}${attempt.target}`}>
            {time(attempt.atMs)} {attempt.channel} {attempt.target} · {words.outcome[attempt.outcome]}{' '}
            {attempt.detail}
          </li>
        ))}
      </ol>
    </div>
  );
}

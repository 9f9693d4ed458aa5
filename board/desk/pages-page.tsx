import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { PageView } from '../../api/schemas/page.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { CsvButton } from '../look/csv-button.tsx';
import { LevelCard } from '../look/level-card.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { Segments } from '../look/segments.tsx';
import { useZone } from '../server/answers.ts';
import { usePages } from '../server/page-answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { PageSteps } from './page-steps.tsx';
import { usePageWords } from './page-words.ts';
import css from './pages-page.module.css';

const dictionary = {
  zh: {
    title: '催办',
    lead: (count: number) => `${count} 件：通知了谁、是否签收、是否说明`,
    which: '范围',
    open: '未了结',
    all: '全部',
    none: '没有催办',
    noneHint: '有需要责任部门处理的问题时，催办会出现在这里。没有配置渠道时不通知任何人。',
    level: '级别',
    matter: '事项',
    project: '项目',
    audience: '责任方',
    opened: '提出',
    told: '送达',
    held: (reason: string) => `暂不催办：${reason}`,
    heldColumn: '暂不催办的原因',
    acknowledged: '签收',
    acknowledgedBy: '签收人',
    acknowledge: '签收',
    explained: '说明',
    escalated: (times: number) => `升级 ${times} 次`,
    steps: '经过',
  },
  en: {
    title: 'Pages',
    lead: (count: number) => `${count}: who was told, who acknowledged, who explained`,
    which: 'Which',
    open: 'Open',
    all: 'All',
    none: 'Nobody was paged',
    noneHint: 'Pages appear when a finding asks a department to act. Without a channel nobody is told.',
    level: 'Level',
    matter: 'Matter',
    project: 'Project',
    audience: 'Who answers',
    opened: 'Opened',
    told: 'Told',
    held: (reason: string) => `held back: ${reason}`,
    heldColumn: 'Why held back',
    acknowledged: 'Acknowledged',
    acknowledgedBy: 'By',
    acknowledge: 'Acknowledge',
    explained: 'Explained',
    escalated: (times: number) => `up ${times}`,
    steps: 'Steps',
  },
};

const ranges = ['open', 'all'] as const;
const noPages: PageView[] = [];

/** Who was told of what, when it arrived, and what they did. */
export function PagesPage() {
  const words = useWords(dictionary);
  const [search, setSearch] = useSearchParams();
  const range = search.get('which') === 'all' ? 'all' : 'open';
  const answer = usePages(range === 'open');
  const pages = answer.data?.pages ?? noPages;
  const columns = useColumns();
  const rows = usePageRows();
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
        <CsvButton name={words.title} table={() => rows(pages)} />
      </PageHead>
      {answer.isPending && <Loading lines={8} />}
      {answer.isSuccess && pages.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {pages.length > 0 && (
        <ScrollRegion label={words.title} wide>
          <Table
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={pages}
            expandable={{
              expandedRowRender: ({ id }) => <PageSteps id={id} />,
              columnTitle: words.steps,
              columnWidth: '4.5rem',
            }}
            columns={columns}
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

function useColumns(): TableColumnsType<PageView> {
  const words = useWords(dictionary);
  const said = usePageWords();
  const time = useTime();
  return [
    { title: words.level, width: '5rem', render: (_, { level }) => <LevelCard level={level} /> },
    { title: words.matter, width: '9.5rem', render: (_, page) => said.matter(page) },
    {
      title: words.project,
      render: (_, { project, held }) => (
        <>
          {project && <Link to={`/projects/${encodeURIComponent(project.id)}`}>{project.name}</Link>}
          {held !== null && <p className={css.held}>{words.held(said.held(held))}</p>}
        </>
      ),
    },
    {
      title: words.audience,
      width: '14rem',
      render: (_, page) => (
        <>
          {said.responsible(page)}
          {page.escalated > 0 && <span className={css.soft}> · {words.escalated(page.escalated)}</span>}
        </>
      ),
    },
    { title: words.opened, width: '7.8rem', render: (_, page) => time(page.openedMs) },
    { title: words.told, width: '7.8rem', render: (_, page) => time(page.toldMs) },
    { title: words.acknowledged, width: '11rem', render: (_, page) => <Acknowledgement page={page} /> },
    { title: words.explained, width: '7.8rem', render: (_, page) => time(page.explainedMs) },
  ];
}

/** When and by whom, or the way to do it. */
function Acknowledgement({ page }: { page: PageView }) {
  const words = useWords(dictionary);
  const time = useTime();
  const client = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: () => send('POST', `/pages/${encodeURIComponent(page.id)}/acknowledge`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.pages }),
  });
  if (acknowledge.error) return <ErrorNotice error={acknowledge.error} />;
  if (page.acknowledgedMs !== null) return `${time(page.acknowledgedMs)} ${page.acknowledgedBy ?? ''}`;
  if (page.closedMs !== null) return '–';
  return (
    <Button
      size="small"
      className="not-printed"
      loading={acknowledge.isPending}
      onClick={() => acknowledge.mutate()}
    >
      {words.acknowledge}
    </Button>
  );
}

/** The pages as a table of plain cells. */
function usePageRows() {
  const words = useWords(dictionary);
  const said = usePageWords();
  const { level } = useWords(terms);
  const { language } = useLanguage();
  const zone = useZone();
  const time = (ms: number | null) => (ms === null ? null : dayAndClock(ms, zone, language));
  return (pages: readonly PageView[]) => ({
    columns: [
      words.level,
      words.matter,
      words.project,
      words.audience,
      words.opened,
      words.told,
      words.heldColumn,
      words.acknowledged,
      words.acknowledgedBy,
      words.explained,
    ],
    rows: pages.map((page) => [
      level[page.level],
      said.matter(page),
      page.project?.name ?? null,
      said.responsible(page),
      time(page.openedMs),
      time(page.toldMs),
      page.held === null ? null : said.held(page.held),
      time(page.acknowledgedMs),
      page.acknowledgedBy,
      time(page.explainedMs),
    ]),
  });
}

import { Drawer, Select } from 'antd';
import { useSearchParams } from 'react-router';
import type { FindingQuery, FindingView } from '../../api/schemas/finding.ts';
import { type FindingKind, type FindingLevel, findingLevels } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { useRootPx } from '../look/root-size.ts';
import { Segments } from '../look/segments.tsx';
import { useFindings } from '../server/answers.ts';
import { FindingDetail } from './finding-detail.tsx';
import { FindingList } from './finding-list.tsx';
import { useFindingRows } from './finding-rows.ts';
import css from './findings-page.module.css';

const dictionary = {
  zh: {
    title: '问题',
    lead: (shown: number, total: number) => (shown < total ? `先列 ${shown} / ${total} 条` : `${total} 条`),
    state: '范围',
    states: { open: '未关闭', closed: '已关闭', all: '全部' },
    kind: '种类',
    level: '级别',
    none: '没有符合条件的问题',
    noneHint: '换一个范围、种类或级别看看。',
    file: '问题',
    detail: '问题详情',
  },
  en: {
    title: 'Findings',
    lead: (shown: number, total: number) => (shown < total ? `${shown} of ${total} are listed` : `${total}`),
    state: 'Which',
    states: { open: 'Open', closed: 'Closed', all: 'All' },
    kind: 'Kind',
    level: 'Level',
    none: 'No such finding',
    noneHint: 'Try another range, kind or level.',
    file: 'findings',
    detail: 'Finding',
  },
};

const states = ['open', 'closed', 'all'] as const;
const noFindings: FindingView[] = [];

/** What asks for an answer, the reddest first; one opens beside the list to be acknowledged, explained or closed. */
export function FindingsPage() {
  const words = useWords(dictionary);
  const { kind, level } = useWords(terms);
  const [search, setSearch] = useSearchParams();
  const state = states.find((known) => known === search.get('state')) ?? 'open';
  const query: Partial<FindingQuery> = { state, limit: 1000 };
  if (search.has('kind')) query.kind = search.get('kind') as FindingKind;
  if (search.has('level')) query.level = search.get('level') as FindingLevel;
  const answer = useFindings(query);
  const findings = answer.data?.findings ?? noFindings;
  const opened = findings.find(({ id }) => id === search.get('finding'));
  const rows = useFindingRows();
  const rootPx = useRootPx();
  const put = (name: string, value: string | undefined) =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const choice = (name: 'kind' | 'level', options: { value: string; label: string }[]) => (
    <Select
      aria-label={words[name]}
      placeholder={words[name]}
      value={search.get(name)}
      options={options}
      onChange={(next: string | undefined) => put(name, next)}
      allowClear
      popupMatchSelectWidth={false}
      className={css.choice ?? ''}
    />
  );

  return (
    <>
      <PageHead title={words.title} lead={answer.data && words.lead(findings.length, answer.data.total)}>
        <Segments
          label={words.state}
          options={states.map((value) => ({ value, label: words.states[value] }))}
          value={state}
          onChange={(next) => put('state', next)}
        />
        {choice(
          'kind',
          Object.entries(kind).map(([value, label]) => ({ value, label })),
        )}
        {choice(
          'level',
          findingLevels.map((value) => ({ value, label: level[value] })),
        )}
        <CsvButton name={words.file} table={() => rows(findings)} />
      </PageHead>
      {answer.isError && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading lines={10} />}
      {answer.isSuccess && findings.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {findings.length > 0 && <FindingList findings={findings} onOpen={(id) => put('finding', id)} />}
      <Drawer
        open={opened !== undefined}
        onClose={() => put('finding', undefined)}
        size={35 * rootPx}
        title={words.detail}
        destroyOnHidden
      >
        {opened && <FindingDetail key={opened.id} finding={opened} />}
      </Drawer>
    </>
  );
}

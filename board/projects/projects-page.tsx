import { Input, Select, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { type ActivityState, activityStates, type FindingKind } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { useAppearance } from '../look/appearance.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { useRootPx } from '../look/root-size.ts';
import { useProjects } from '../server/answers.ts';
import { useProjectColumns } from './project-columns.tsx';
import { filtered, type ProjectFilter } from './project-filter.ts';
import { useProjectRows } from './project-rows.ts';
import css from './projects-page.module.css';

const dictionary = {
  zh: {
    title: '项目',
    lead: (shown: number, all: number) => (shown === all ? `${all} 个项目` : `${shown} / ${all} 个项目`),
    search: '按名称或编号查找',
    state: '状态',
    district: '区县与园区',
    department: '责任部门',
    finding: '问题',
    file: '项目',
  },
  en: {
    title: 'Projects',
    lead: (shown: number, all: number) => (shown === all ? `${all} projects` : `${shown} of ${all} projects`),
    search: 'Name or number',
    state: 'State',
    district: 'District or park',
    department: 'Department',
    finding: 'Finding',
    file: 'projects',
  },
};

const noProjects: ProjectItem[] = [];

/** Every project in a list that can be narrowed, ordered, printed and taken home; the narrowing is in the address. */
export function ProjectsPage() {
  const words = useWords(dictionary);
  const answer = useProjects();
  const projects = answer.data?.projects ?? noProjects;
  const [search, setSearch] = useSearchParams();
  const filter: ProjectFilter = {
    text: search.get('q') ?? '',
    state: search.get('state') as ActivityState | null,
    district: search.get('district'),
    department: search.get('department'),
    finding: search.get('finding') as FindingKind | null,
  };
  const shown = filtered(projects, filter);
  const columns = useProjectColumns();
  const rows = useProjectRows();
  const put = (name: string, value: string | undefined) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );

  if (answer.isError && answer.data === undefined) {
    return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  }
  return (
    <>
      <PageHead title={words.title} lead={words.lead(shown.length, projects.length)}>
        <CsvButton name={words.file} table={() => rows(shown)} />
      </PageHead>
      <Filters projects={projects} filter={filter} words={words} put={put} />
      {answer.isPending ? <Loading lines={12} /> : <ProjectTable projects={shown} columns={columns} />}
    </>
  );
}

function Filters({
  projects,
  filter,
  words,
  put,
}: {
  projects: readonly ProjectItem[];
  filter: ProjectFilter;
  words: typeof dictionary.zh;
  put: (name: string, value: string | undefined) => void;
}) {
  const { state, kind } = useWords(terms);
  const districts = useMemo(() => options(projects.map(({ district }) => district)), [projects]);
  const departments = useMemo(() => options(projects.map(({ department }) => department)), [projects]);
  const select = (name: string, label: string, value: string | null, choices: Option[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      value={value}
      options={choices}
      onChange={(next: string | undefined) => put(name, next)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      className={css.select ?? ''}
    />
  );
  return (
    <search className={`${css.filters} not-printed`}>
      <Input.Search
        aria-label={words.search}
        placeholder={words.search}
        defaultValue={filter.text}
        onChange={(event) => put('q', event.target.value)}
        allowClear
        className={css.search ?? ''}
      />
      {select(
        'state',
        words.state,
        filter.state,
        activityStates.map((value) => ({ value, label: state[value] })),
      )}
      {select('district', words.district, filter.district, districts)}
      {select('department', words.department, filter.department, departments)}
      {select(
        'finding',
        words.finding,
        filter.finding,
        Object.entries(kind).map(([value, label]) => ({ value, label })),
      )}
    </search>
  );
}

interface Option {
  value: string;
  label: string;
}

function options(named: readonly { id: string; name: string }[]): Option[] {
  return [...new Map(named.map(({ id, name }) => [id, name]))]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'zh-CN'));
}

function ProjectTable({
  projects,
  columns,
}: {
  projects: ProjectItem[];
  columns: TableColumnsType<ProjectItem>;
}) {
  const navigate = useNavigate();
  const rootPx = useRootPx();
  const { printing } = useAppearance();
  const [height] = useState(() => Math.max(20 * rootPx, window.innerHeight - 18 * rootPx));
  return (
    <div className={css.table} data-testid="project-table">
      <Table
        rowKey="id"
        size="middle"
        virtual={!printing}
        pagination={false}
        {...(!printing && { scroll: { x: 74 * rootPx, y: height } })}
        // On paper the columns share what room there is.
        columns={printing ? columns.map(({ width, ...column }) => column) : columns}
        dataSource={projects}
        onRow={(project) => ({
          onClick: () => navigate(`/projects/${encodeURIComponent(project.id)}`),
        })}
      />
    </div>
  );
}

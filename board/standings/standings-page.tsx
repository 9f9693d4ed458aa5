import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import type { StandingList } from '../../api/schemas/standing.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { Segments } from '../look/segments.tsx';
import { useProjects, useStandings } from '../server/answers.ts';
import { periodName } from './period.ts';
import { PeriodChoice } from './period-choice.tsx';
import { PeriodState } from './period-state.tsx';
import { useStandingRows } from './standing-rows.ts';
import css from './standings-page.module.css';
import { StandingsTable } from './standings-table.tsx';

const dictionary = {
  zh: {
    title: '晾晒',
    lead: (period: string, from: string, to: string) => `${period}（${from} 至 ${to}）`,
    subjects: '对象',
    county: '区县',
    park: '园区',
    department: '部门',
    project: '项目',
    district: '区县与园区',
    score:
      '得分由投资完成、开工与节点、用电动态、答复四部分按权重合成，点开名称看每个数的来历。可判定项目不足的不排名；未知单列，不算停工。',
    none: '这一期还没有排名',
    noneHint: '排名在评价之后得出；期初几天的数据尚少。',
    present: '投屏',
    leave: '退出投屏',
  },
  en: {
    title: 'Standings',
    lead: (period: string, from: string, to: string) => `${period} (${from} to ${to})`,
    subjects: 'Who',
    county: 'Counties',
    park: 'Parks',
    department: 'Departments',
    project: 'Projects',
    district: 'Counties and parks',
    score:
      'The score is made of investment, milestones, work by electricity and answers, by their weights; open a name to see where each figure comes from. With too few projects that can be told about there is no rank; unknown stands apart and is no stop.',
    none: 'No standings of this period yet',
    noneHint: 'They follow the evaluation; at the beginning of a period little is known.',
    present: 'Present',
    leave: 'Leave',
  },
};

const subjects = ['district', 'county', 'park', 'department', 'project'] as const;
type Subject = (typeof subjects)[number];

function subjectOf(text: string | null): Subject {
  return subjects.find((known) => known === text) ?? 'district';
}

/** 一屏晾晒: who stands where in a period, how that moved, and from what it is made. */
export function StandingsPage() {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const subject = subjectOf(search.get('by'));
  const by = subject === 'county' || subject === 'park' ? 'district' : subject;
  const answer = useStandings(search.get('period'), by);
  const compare = search.get('compare');
  const compared = useStandings(compare, by, compare !== null).data;
  const projects = useProjects().data?.projects ?? [];
  const rows = useStandingRows();
  const presenting = search.get('present') !== null;
  const put = (name: string, value: string | null) =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });

  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading lines={10} />;
  const list: StandingList = {
    ...answer.data,
    standings: answer.data.standings.filter((standing) => by === subject || standing.kind === subject),
  };
  const period = periodName(list.period, language);
  return (
    <div className={css.standings}>
      <PageHead
        title={words.title}
        lead={
          <>
            {words.lead(period, list.from, list.to)} <PeriodState list={list} />
          </>
        }
      >
        <PeriodChoice
          list={list}
          compared={compare}
          onChoose={(next) => put('period', next)}
          onCompare={(next) => put('compare', next)}
        />
        <Segments
          label={words.subjects}
          options={subjects.map((value) => ({ value, label: words[value] }))}
          value={subject}
          onChange={(next) => put('by', next)}
        />
        <CsvButton name={`${words.title}-${list.period}`} table={() => rows(list)} />
        <Button onClick={() => present(!presenting, put)}>{presenting ? words.leave : words.present}</Button>
      </PageHead>
      {list.standings.length === 0 ? (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      ) : (
        <StandingsTable
          list={list}
          compared={compare === null ? null : (compared ?? null)}
          projects={projects}
        />
      )}
      <p className={css.explained}>{words.score}</p>
    </div>
  );
}

/** Large on the whole screen, for a meeting. A browser that refuses full screen still shows it large. */
function present(on: boolean, put: (name: string, value: string | null) => void): void {
  put('present', on ? '1' : null);
  const done = on ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  done.catch(() => undefined);
}

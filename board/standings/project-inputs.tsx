import { Link } from 'react-router';
import type { StandingInputs, StandingList } from '../../api/schemas/standing.ts';
import { figureText, money } from '../figures/numbers.ts';
import { activityStates } from '../language/field.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { useStandingInputs } from '../server/answers.ts';
import css from './standing-inputs.module.css';

const dictionary = {
  zh: {
    title: '各项目的数据来源',
    project: '项目',
    days: '逐日状态（天）',
    invested: '期内报送',
    milestones: '节点',
    milestonesOf: (reached: number, all: number) => `${reached} / ${all}`,
    answers: '答复',
    answersOf: (inTime: number, asked: number) => `${inTime} / ${asked} 按时`,
    waiting: '待裁定的天数不计',
    file: '数据来源',
  },
  en: {
    title: 'Where the figures come from, by project',
    project: 'Project',
    days: 'Days by state',
    invested: 'Reported',
    milestones: 'Milestones',
    milestonesOf: (reached: number, all: number) => `${reached} of ${all}`,
    answers: 'Answers',
    answersOf: (inTime: number, asked: number) => `${inTime} of ${asked} in time`,
    waiting: 'days wait for a decision and do not count',
    file: 'inputs',
  },
};

type Project = StandingInputs['projects'][number];

/** The days, reports, milestones and answers of each project that a standing was computed from. */
export function ProjectInputs({ list, subject }: { list: StandingList; subject: string }) {
  const words = useWords(dictionary);
  const { state, excused } = useWords(terms);
  const { language } = useLanguage();
  const answer = useStandingInputs({
    period: list.period,
    by: list.by,
    subject,
    revision: list.revision ?? undefined,
  });
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading />;
  const { projects } = answer.data;
  const wan = (row: Project) => {
    const sum = row.investments.reduce((total, { amountWan }) => total + amountWan, 0);
    return row.investments.length === 0 ? '–' : figureText(money(sum, language));
  };
  return (
    <>
      <p className={css.head}>
        {words.title}
        <CsvButton
          name={`${words.file}-${list.period}-${subject}`}
          table={() => ({
            columns: [words.project, ...activityStates.map((each) => state[each]), excused, words.invested],
            rows: projects.map((row) => [
              row.project.name,
              ...activityStates.map((each) => daysIn(row, each)),
              row.days.filter((day) => day.excused !== null).length,
              wan(row),
            ]),
          })}
        />
      </p>
      <ScrollRegion label={words.title}>
        <table className={css.projects}>
          <thead>
            <tr>
              <th scope="col">{words.project}</th>
              <th scope="col">{words.days}</th>
              <th scope="col">{words.invested}</th>
              <th scope="col">{words.milestones}</th>
              <th scope="col">{words.answers}</th>
            </tr>
          </thead>
          <tbody>
            {projects.map((row) => (
              <tr key={row.project.id}>
                <th scope="row">
                  <Link to={`/projects/${encodeURIComponent(row.project.id)}`}>{row.project.name}</Link>
                </th>
                <td>
                  {activityStates
                    .filter((each) => daysIn(row, each) > 0)
                    .map((each) => `${state[each]} ${daysIn(row, each)}`)
                    .join(' · ')}
                </td>
                <td>{wan(row)}</td>
                <td>
                  {row.milestones.length > 0 &&
                    words.milestonesOf(
                      row.milestones.filter(({ actual }) => actual !== null).length,
                      row.milestones.length,
                    )}
                </td>
                <td>
                  {row.answers && words.answersOf(row.answers.inTime, row.answers.asked)}
                  {row.waiting.length > 0 && ` ${words.waiting}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

function daysIn({ days }: Project, state: string): number {
  return days.filter((day) => day.state === state && day.excused === null).length;
}

import type { ProjectDetail } from '../../api/schemas/project.ts';
import { dayOf, daysBetween } from '../figures/days.ts';
import { useWords } from '../language/language.tsx';
import { CsvLink } from '../look/csv-link.tsx';
import { Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useZone } from '../server/answers.ts';
import css from './milestone-panel.module.css';

const dictionary = {
  zh: {
    title: '节点',
    reached: (reached: number, all: number) => `${reached} / ${all} 已完成`,
    none: '没有登记节点',
    name: '节点',
    planned: '计划',
    actual: '实际',
    onTime: '按期',
    late: (days: number) => `晚 ${days} 天`,
    early: (days: number) => `早 ${days} 天`,
    overdue: (days: number) => `逾期 ${days} 天`,
    ahead: (days: number) => `还有 ${days} 天`,
  },
  en: {
    title: 'Milestones',
    reached: (reached: number, all: number) => `${reached} of ${all} reached`,
    none: 'No milestone is registered',
    name: 'Milestone',
    planned: 'Planned',
    actual: 'Reached',
    onTime: 'on time',
    late: (days: number) => `${days} d late`,
    early: (days: number) => `${days} d early`,
    overdue: (days: number) => `overdue by ${days} d`,
    ahead: (days: number) => `in ${days} d`,
  },
};

/** What was to be reached when, and was. */
export function MilestonePanel({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const today = dayOf(project.asOfMs, useZone());
  const { milestones } = project;
  const reached = milestones.filter(({ actual }) => actual !== null).length;
  return (
    <Panel
      title={words.title}
      aside={
        <>
          {words.reached(reached, milestones.length)}
          <CsvLink
            name={`${project.id} ${words.title}`}
            table={() => ({
              columns: [words.name, words.planned, words.actual],
              rows: milestones.map(({ name, planned, actual }) => [name, planned, actual]),
            })}
          />
        </>
      }
      data-testid="milestones"
    >
      {milestones.length === 0 ? (
        <Notice title={words.none} />
      ) : (
        <table className={css.milestones}>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.planned}</th>
              <th scope="col">{words.actual}</th>
            </tr>
          </thead>
          <tbody>
            {milestones.map((milestone) => (
              <tr
                key={milestone.name}
                data-is={milestone.actual ? 'reached' : milestone.planned < today ? 'overdue' : 'ahead'}
              >
                <th scope="row">{milestone.name}</th>
                <td>{milestone.planned}</td>
                <td>
                  {milestone.actual} <small>{lateness(milestone, today, words)}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function lateness(
  { planned, actual }: ProjectDetail['milestones'][number],
  today: string,
  words: typeof dictionary.zh,
): string {
  const late = daysBetween(planned, actual ?? today);
  if (actual === null) return late > 0 ? words.overdue(late) : words.ahead(-late);
  if (late === 0) return words.onTime;
  return late > 0 ? words.late(late) : words.early(-late);
}

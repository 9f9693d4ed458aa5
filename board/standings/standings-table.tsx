import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { PlanProgressList } from '../../api/schemas/plan-progress.ts';
import type { ProjectItem } from '../../api/schemas/project.ts';
import type { StandingList, StandingView } from '../../api/schemas/standing.ts';
import { figureText, percent } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { StateBar } from '../look/state-bar.tsx';
import { usePlanProgress } from '../server/answers.ts';
import { Movement } from './movement.tsx';
import { periodName } from './period.ts';
import { cards, projectsOf } from './standing-figures.ts';
import { StandingInputs } from './standing-inputs.tsx';
import { standingColumnNames } from './standing-rows.ts';
import css from './standings-table.module.css';

const dictionary = {
  zh: {
    open: '看构成',
    unranked: '未排名',
    page: '项目页',
    place: (rank: number) => `第 ${rank} 名`,
  },
  en: {
    open: 'What it is made of',
    unranked: 'not ranked',
    page: 'page',
    place: (rank: number) => `place ${rank}`,
  },
};

/** The ranking; beside it, where one was chosen, where each stood in another period. */
export function StandingsTable({
  list,
  compared,
  projects,
}: {
  list: StandingList;
  compared: StandingList | null;
  projects: readonly ProjectItem[];
}) {
  const words = useWords(standingColumnNames);
  const { excused } = useWords(terms);
  const { language } = useLanguage();
  const columns = compared ? 9 : 8;
  const [opened, setOpened] = useState<string | null>(null);
  const plans = usePlanProgress(list.by).data?.rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
    <section className={css.scroll} aria-label={words.rank} tabIndex={0}>
      <table className={css.table} data-compares={compared !== null} data-testid="standings-table">
        <thead>
          <tr>
            <th scope="col">{words.rank}</th>
            <th scope="col">{words.subject}</th>
            <th scope="col">{words.score}</th>
            {compared && <th scope="col">{periodName(compared.period, language)}</th>}
            <th scope="col">{words.states}</th>
            <th scope="col">{words.projects}</th>
            <th scope="col">{excused}</th>
            <th scope="col">{words.cards}</th>
            <th scope="col">{words.plan}</th>
          </tr>
        </thead>
        <tbody>
          {list.standings.map((standing) => {
            const own = projectsOf(projects, list.by, standing.subject.id);
            const isOpen = opened === standing.subject.id;
            return (
              <Fragment key={standing.subject.id}>
                <StandingRow
                  standing={standing}
                  by={list.by}
                  own={own}
                  plan={plans?.find(({ subject }) => subject.id === standing.subject.id)}
                  other={
                    compared &&
                    (compared.standings.find((row) => row.subject.id === standing.subject.id) ?? null)
                  }
                  compares={compared !== null}
                  isOpen={isOpen}
                  onOpen={() => setOpened(isOpen ? null : standing.subject.id)}
                />
                {isOpen && (
                  <tr className={css.inputs}>
                    <td colSpan={columns}>
                      <StandingInputs list={list} standing={standing} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function StandingRow({
  standing,
  by,
  own,
  plan,
  other,
  compares,
  isOpen,
  onOpen,
}: {
  standing: StandingView;
  by: StandingList['by'];
  own: readonly ProjectItem[];
  plan: PlanProgressList['rows'][number] | undefined;
  /** The same subject in the period it is compared with; null: it had no place there, or none is compared. */
  other: StandingView | null;
  compares: boolean;
  isOpen: boolean;
  onOpen: () => void;
}) {
  const words = useWords(dictionary);
  const names = useWords(standingColumnNames);
  const { language } = useLanguage();
  const { yellow, red } = cards(own);
  return (
    <tr data-testid="standing-row" data-subject={standing.subject.id}>
      <td className={css.rank}>
        {standing.rank ?? <abbr title={words.unranked}>–</abbr>}
        <Movement standing={standing} />
      </td>
      <th scope="row">
        <button type="button" aria-expanded={isOpen} title={words.open} onClick={onOpen}>
          {standing.subject.name}
        </button>
        {by === 'project' && (
          <Link className={css.page} to={`/projects/${encodeURIComponent(standing.subject.id)}`}>
            {words.page}
          </Link>
        )}
        {standing.snail && <span className={css.snail}>{names.snail}</span>}
      </th>
      <td className={css.score}>
        <span>{standing.score === null ? '–' : standing.score.toFixed(1)}</span>
        <i style={{ width: `${standing.score ?? 0}%` }} />
      </td>
      {compares && <Compared standing={standing} other={other} />}
      <td className={css.states}>
        <StateBar counts={standing} />
      </td>
      <td>{standing.projects}</td>
      <td>{standing.excused}</td>
      <td>
        <span className={css.cards}>
          {yellow} <LevelCard level="yellow" small /> {red} <LevelCard level="red" small />
        </span>
      </td>
      <td>
        <span className={css.cards}>
          {figureText(percent(plan?.doneShare ?? null, language))}
          {plan?.light && plan.light !== 'green' && <LevelCard level={plan.light} small />}
        </span>
      </td>
    </tr>
  );
}

/** The score and the place in the other period, and by how much the score differs. */
function Compared({ standing, other }: { standing: StandingView; other: StandingView | null }) {
  const words = useWords(dictionary);
  if (other === null || other.score === null) return <td>–</td>;
  const difference = standing.score === null ? null : standing.score - other.score;
  const sign = difference === null || difference < 0 ? '' : '+';
  return (
    <td className={css.compared}>
      {other.score.toFixed(1)}
      {difference !== null && <b>{`${sign}${difference.toFixed(1)}`.replace('-', '−')}</b>}
      {other.rank !== null && <small>{words.place(other.rank)}</small>}
    </td>
  );
}

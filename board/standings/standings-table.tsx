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
import { cards, projectsOf } from './standing-figures.ts';
import { StandingInputs } from './standing-inputs.tsx';
import { standingColumnNames } from './standing-rows.ts';
import css from './standings-table.module.css';

const dictionary = {
  zh: { open: '看构成', unranked: '未排名' },
  en: { open: 'What it is made of', unranked: 'not ranked' },
};

export function StandingsTable({ list, projects }: { list: StandingList; projects: readonly ProjectItem[] }) {
  const words = useWords(standingColumnNames);
  const { excused } = useWords(terms);
  const [opened, setOpened] = useState<string | null>(null);
  const plans = usePlanProgress(list.by).data?.rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
    <section className={css.scroll} aria-label={words.rank} tabIndex={0}>
      <table className={css.table} data-testid="standings-table">
        <thead>
          <tr>
            <th scope="col">{words.rank}</th>
            <th scope="col">{words.subject}</th>
            <th scope="col">{words.score}</th>
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
                  isOpen={isOpen}
                  onOpen={() => setOpened(isOpen ? null : standing.subject.id)}
                />
                {isOpen && (
                  <tr className={css.inputs}>
                    <td colSpan={8}>
                      <StandingInputs standing={standing} by={list.by} projects={own} />
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
  isOpen,
  onOpen,
}: {
  standing: StandingView;
  by: StandingList['by'];
  own: readonly ProjectItem[];
  plan: PlanProgressList['rows'][number] | undefined;
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
        {by === 'project' ? (
          <Link to={`/projects/${encodeURIComponent(standing.subject.id)}`}>{standing.subject.name}</Link>
        ) : (
          <button type="button" aria-expanded={isOpen} title={words.open} onClick={onOpen}>
            {standing.subject.name}
          </button>
        )}
        {standing.snail && <span className={css.snail}>{names.snail}</span>}
      </th>
      <td className={css.score}>
        <span>{standing.score === null ? '–' : standing.score.toFixed(1)}</span>
        <i style={{ width: `${standing.score ?? 0}%` }} />
      </td>
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

import { Link } from 'react-router';
import type { ProjectItem } from '../../api/schemas/project.ts';
import type { StandingList, StandingView } from '../../api/schemas/standing.ts';
import { index } from '../figures/numbers.ts';
import { activityStates } from '../language/field.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { StateMark } from '../look/state-mark.tsx';
import css from './standing-inputs.module.css';

const dictionary = {
  zh: {
    counts: (text: string) => `期末：${text}`,
    now: '各项目此刻',
    index: '指数',
    list: '在项目页查看',
  },
  en: {
    counts: (text: string) => `At the end of the period: ${text}`,
    now: 'Its projects now',
    index: 'index',
    list: 'See them in the list of projects',
  },
};

/** What a place is made of: the counts it was computed from, and each of its projects. */
export function StandingInputs({
  standing,
  by,
  projects,
}: {
  standing: StandingView;
  by: StandingList['by'];
  projects: readonly ProjectItem[];
}) {
  const words = useWords(dictionary);
  const { state, kind, excused } = useWords(terms);
  const { language } = useLanguage();
  const counts = [
    ...activityStates.map((each) => `${state[each]} ${standing[each]}`),
    `${excused} ${standing.excused}`,
  ].join(' · ');
  const ordered = projects.toSorted(
    (a, b) => activityStates.indexOf(b.state) - activityStates.indexOf(a.state) || (a.id < b.id ? -1 : 1),
  );
  return (
    <div className={css.inputs}>
      <p>{words.counts(counts)}</p>
      <p className={css.now}>
        {words.now} ·{' '}
        <Link to={`/projects?${by}=${encodeURIComponent(standing.subject.id)}`}>{words.list}</Link>
      </p>
      <ul>
        {ordered.map((project) => (
          <li key={project.id}>
            <StateMark state={project.state} excused={project.excused !== null} />
            <Link to={`/projects/${encodeURIComponent(project.id)}`}>{project.name}</Link>
            <span>
              {state[project.state]} · {words.index} {index(project.index, language)}
            </span>
            {project.findings[0] && (
              <span>
                <LevelCard level={project.findings[0].level} small /> {kind[project.findings[0].kind]}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

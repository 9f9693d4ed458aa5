import type { StateCounts } from '../../api/schemas/overview.ts';
import { type ActivityState, activityStates } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import css from './state-bar.module.css';

type Shares = Pick<StateCounts, ActivityState | 'projects'>;

/** How the projects divide into the four states, as one bar whose whole length is all of them. */
export function StateBar({ counts, thick = false }: { counts: Shares; thick?: boolean }) {
  const words = useWords(terms);
  const said = activityStates.map((state) => `${words.state[state]} ${counts[state]}`).join(', ');
  return (
    <div className={css.bar} data-thick={thick} role="img" aria-label={said}>
      {activityStates
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: counts[state] }} />
        ))}
    </div>
  );
}

import { activityStates, findingLevels } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { StateMark } from '../look/state-mark.tsx';
import css from './sites-legend.module.css';

const dictionary = { zh: { ring: '外圈：停工、放缓' }, en: { ring: 'Ring: stopped, slowing' } };

export function SitesLegend() {
  const words = useWords(dictionary);
  const { state, level } = useWords(terms);
  return (
    <div className={css.legend}>
      <ul>
        {activityStates.map((each) => (
          <li key={each}>
            <StateMark state={each} />
            {state[each]}
          </li>
        ))}
      </ul>
      <ul>
        <li className={css.rings}>{words.ring}</li>
        {findingLevels.map((each) => (
          <li key={each}>
            <svg viewBox="0 0 16 16" aria-hidden="true" className={css.ring} data-level={each}>
              <circle cx="8" cy="8" r="6" />
            </svg>
            {level[each]}
          </li>
        ))}
      </ul>
    </div>
  );
}

import type { Overview } from '../../api/schemas/overview.ts';
import { count, percent } from '../figures/numbers.ts';
import { activityStates } from '../language/field.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { Loading } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { StateBar } from '../look/state-bar.tsx';
import { StateMark } from '../look/state-mark.tsx';
import css from './state-panel.module.css';

const dictionary = {
  zh: {
    title: '施工占比',
    of: (projects: string) => `${projects} 个项目`,
    basis: (judged: string) => `按 ${judged} 个可判定且不免责的项目计`,
    excused: (excused: string) => `其中 ${excused} 个免责，不计入`,
  },
  en: {
    title: 'Working share',
    of: (projects: string) => `${projects} projects`,
    basis: (judged: string) => `of ${judged} that are measured and not excused`,
    excused: (excused: string) => `${excused} of them excused, counted neither way`,
  },
};

/** The one figure of the city, and how its projects divide into the four states. */
export function StatePanel({ overview }: { overview: Overview | undefined }) {
  const words = useWords(dictionary);
  const { state, stateMeaning } = useWords(terms);
  const { language } = useLanguage();
  if (overview === undefined) {
    return (
      <Panel title={words.title}>
        <Loading lines={6} />
      </Panel>
    );
  }
  const { counts } = overview;
  const share = percent(counts.workingShare, language);
  const judged = counts.working + counts.idle + counts.off - counts.excused;
  return (
    <Panel title={words.title} aside={words.of(count(counts.projects, language))} data-testid="state-counts">
      <p className={css.share} data-testid="working-share" data-partial={overview.progress !== null}>
        <span>{share.value}</span>
        <small>{share.unit}</small>
      </p>
      <p className={css.basis}>{words.basis(count(judged, language))}</p>
      <StateBar counts={counts} thick />
      <dl className={css.states}>
        {activityStates.map((each) => (
          <div key={each} title={stateMeaning[each]}>
            <dt>
              <StateMark state={each} />
              {state[each]}
            </dt>
            <dd data-testid={`count-${each}`}>{count(counts[each], language)}</dd>
          </div>
        ))}
      </dl>
      <p className={css.excused} data-testid="count-excused">
        <StateMark state="idle" excused />
        {words.excused(count(counts.excused, language))}
      </p>
    </Panel>
  );
}

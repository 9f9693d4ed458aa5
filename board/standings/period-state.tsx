import type { StandingList } from '../../api/schemas/standing.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useZone } from '../server/answers.ts';
import css from './standings-page.module.css';

type State = StandingList['state'];

export const periodStateNames = {
  zh: { running: '进行中', waiting: '待结账', closed: '已结账', reopened: '已重开' } as Record<State, string>,
  en: { running: 'running', waiting: 'to be closed', closed: 'closed', reopened: 'opened again' },
};

const dictionary = {
  zh: { revision: (revision: number, time: string) => `第 ${revision} 版，${time} 冻结` },
  en: { revision: (revision: number, time: string) => `revision ${revision}, frozen on ${time}` },
};

/** Whether the figures still change, or which frozen ones they are. */
export function PeriodState({ list: { state, revision, closedMs } }: { list: StandingList }) {
  const words = useWords(dictionary);
  const names = useWords(periodStateNames);
  const { language } = useLanguage();
  const zone = useZone();
  return (
    <span className={css.state} data-testid="period-state" data-state={state}>
      {names[state]}
      {revision !== null &&
        closedMs !== null &&
        ` · ${words.revision(revision, dayAndClock(closedMs, zone, language))}`}
    </span>
  );
}

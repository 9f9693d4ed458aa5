import { Select } from 'antd';
import type { StandingList } from '../../api/schemas/standing.ts';
import { dayOf } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useZone } from '../server/answers.ts';
import { kindOf, type PeriodKind, periodKinds, periodName, periodOf } from './period.ts';

const dictionary = {
  zh: {
    period: '期间',
    kind: '周期',
    kinds: { 'half-month': '半月', month: '月', week: '周' } as Record<PeriodKind, string>,
  },
  en: {
    period: 'Period',
    kind: 'Length',
    kinds: { 'half-month': 'Half months', month: 'Months', week: 'Weeks' },
  },
};

/** How long a period is, and which of those that have standings. */
export function PeriodChoice({
  list,
  onChoose,
}: {
  list: Pick<StandingList, 'period' | 'periods' | 'to'>;
  onChoose: (period: string) => void;
}) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const today = dayOf(Date.now(), useZone());
  const kind = kindOf(list.period);
  const [last] = [list.to, today].toSorted() as [string, string];
  const offered = [...new Set([list.period, ...list.periods])].filter((period) => kindOf(period) === kind);
  return (
    <>
      <Select
        aria-label={words.kind}
        value={kind}
        options={periodKinds.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(next) =>
          onChoose(list.periods.find((period) => kindOf(period) === next) ?? periodOf(last, next))
        }
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={words.period}
        value={list.period}
        options={offered
          .toSorted()
          .toReversed()
          .map((value) => ({ value, label: periodName(value, language) }))}
        onChange={onChoose}
        popupMatchSelectWidth={false}
      />
    </>
  );
}

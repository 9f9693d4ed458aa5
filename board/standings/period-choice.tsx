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
    compare: '对比期间',
    kinds: { 'half-month': '半月', month: '月', week: '周', quarter: '季度', year: '年' } as Record<
      PeriodKind,
      string
    >,
  },
  en: {
    period: 'Period',
    kind: 'Length',
    compare: 'Compared with',
    kinds: {
      'half-month': 'Half months',
      month: 'Months',
      week: 'Weeks',
      quarter: 'Quarters',
      year: 'Years',
    },
  },
};

/** How long a period is, which of those that have standings, and which other one it is compared with. */
export function PeriodChoice({
  list,
  compared,
  onChoose,
  onCompare,
}: {
  list: Pick<StandingList, 'period' | 'periods' | 'to'>;
  compared: string | null;
  onChoose: (period: string) => void;
  onCompare: (period: string | null) => void;
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
      <Select
        aria-label={words.compare}
        placeholder={words.compare}
        value={compared}
        allowClear
        options={list.periods
          .filter((period) => period !== list.period)
          .map((value) => ({ value, label: periodName(value, language) }))}
        onChange={(next: string | undefined) => onCompare(next ?? null)}
        popupMatchSelectWidth={false}
      />
    </>
  );
}

import { Button, Select } from 'antd';
import type { StandingList } from '../../api/schemas/standing.ts';
import { dayOf } from '../figures/days.ts';
import { useWords } from '../language/language.tsx';
import { useZone } from '../server/answers.ts';
import { kindOf, type PeriodKind, periodAfter, periodKinds, periodOf } from './period.ts';

const dictionary = {
  zh: {
    before: '上一期',
    after: '下一期',
    kind: '周期',
    kinds: { 'half-month': '半月', month: '月', week: '周' } as Record<PeriodKind, string>,
  },
  en: {
    before: 'The period before',
    after: 'The period after',
    kind: 'Period',
    kinds: { 'half-month': 'Half months', month: 'Months', week: 'Weeks' },
  },
};

/** One period back, one on, and how long a period is. What has not begun cannot be chosen. */
export function PeriodChoice({
  list,
  onChoose,
}: {
  list: Pick<StandingList, 'period' | 'periodBefore' | 'to'>;
  onChoose: (period: string) => void;
}) {
  const words = useWords(dictionary);
  const today = dayOf(Date.now(), useZone());
  const [last] = [list.to, today].toSorted() as [string, string];
  const kind = kindOf(list.period);
  return (
    <>
      <Select
        aria-label={words.kind}
        value={kind}
        options={periodKinds.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(next) => onChoose(periodOf(last, next))}
        style={{ minWidth: 110 }}
      />
      <Button aria-label={words.before} title={words.before} onClick={() => onChoose(list.periodBefore)}>
        ‹
      </Button>
      <Button
        aria-label={words.after}
        title={words.after}
        disabled={list.to >= today}
        onClick={() => onChoose(periodAfter(list.to, kind))}
      >
        ›
      </Button>
    </>
  );
}

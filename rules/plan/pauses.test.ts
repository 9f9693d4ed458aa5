import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber, dayText } from '../city-days.ts';
import { pausedDays, pausesOf } from './pauses.ts';

const first = dayNumber('2026-01-01');
const span = fc
  .record({ from: fc.nat(60), days: fc.option(fc.nat(20)) })
  .map(({ from, days }) => ({ from: first + from, to: days === null ? null : first + from + days }));

test('a day that several stops cover is paused once, and an open stop goes on', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), fc.nat(60), fc.nat(40), (spans, begin, length) => {
      const rows = spans.map(({ from, to }) => ({
        project: 'P',
        from: dayText(from),
        to: to === null ? null : dayText(to),
        reason: '考古',
        document: null,
      }));
      const days = Array.from({ length: length + 1 }, (_, i) => first + begin + i);
      const paused = days.filter((day) =>
        spans.some(({ from, to }) => day >= from && (to === null || day <= to)),
      );
      expect(pausedDays(pausesOf(rows, []), days[0]!, days.at(-1)!)).toBe(paused.length);
    }),
  );
});

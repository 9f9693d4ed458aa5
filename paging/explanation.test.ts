import { expect, test } from 'vitest';
import type { Explanation } from '../store/pages.ts';
import { waitingDays, waits } from './explanation.ts';

const zone = 'Asia/Shanghai';
const calendar = (date: string) => ({
  date,
  workday: Temporal.PlainDate.from(date).dayOfWeek <= 5,
  holiday: null,
  springFestivalDay: null,
});
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;

// A Thursday.
const asked: Explanation = {
  id: 'E1',
  actor: '张三',
  atMs: at('2026-11-26T15:00'),
  finding: 'P1~stalled~2026-11-24',
  project: 'P1',
  reason: 'design',
  text: '等图纸',
  asks: { from: '2026-11-20', to: '2026-12-20' },
  decision: null,
};

test.each([
  ['2026-11-26T15:01', ['P1'], 'from the moment it is asked'],
  ['2026-12-01T23:59', ['P1'], 'to the end of the third working day, the weekend between not counted'],
  ['2026-12-02T00:00', [], 'and no longer, though nobody has decided'],
])('at %s the score of %j waits: %s', (time, waiting) => {
  const found = waits([asked], 3, { nowMs: at(time), zone, calendar });
  expect(waitingDays(found).map(({ project }) => project)).toEqual(waiting);
});

test('what asks for nothing, or is decided, does not wait', () => {
  const decision = { verdict: 'declined' as const, note: null, actor: '赵主任', atMs: asked.atMs + 1 };
  const explanations = [
    { ...asked, asks: null },
    { ...asked, decision },
  ];
  expect(waits(explanations, 3, { nowMs: asked.atMs + 2, zone, calendar })).toEqual([]);
});

test.each([
  ['the same days', { finding: 'P1~slowing~2026-11-20' }],
  ['days that overlap', { finding: 'P1~slowing~2026-11-20', asks: { from: '2026-12-20', to: '2027-01-20' } }],
  ['other days of the same finding', { asks: { from: '2026-12-21', to: '2026-12-31' } }],
])('asking again for %s does not make it wait again', (_name, over) => {
  const decision = { verdict: 'declined' as const, note: null, actor: '赵主任', atMs: asked.atMs + 1 };
  const again = { ...asked, id: 'E2', atMs: asked.atMs + 2, ...over };
  const now = { nowMs: asked.atMs + 3, zone, calendar };
  expect(waits([again, { ...asked, decision }], 3, now)).toEqual([]);
  expect(waits([again, { ...asked, project: 'P2', decision }], 3, now)).toHaveLength(1);
});

test('the days that are asked for are those that wait, and until when is told', () => {
  const [wait] = waits([asked], 3, { nowMs: asked.atMs, zone, calendar });
  expect(waitingDays([wait!])).toEqual([{ project: 'P1', from: '2026-11-20', to: '2026-12-20' }]);
  expect(wait!.untilMs).toBe(at('2026-12-02T00:00'));
});

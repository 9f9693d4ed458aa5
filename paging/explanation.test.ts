import { expect, test } from 'vitest';
import type { Explanation } from '../store/pages.ts';
import { waitingProjects } from './explanation.ts';

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
  expect([...waitingProjects([asked], 3, { nowMs: at(time), zone, calendar })]).toEqual(waiting);
});

test('what asks for nothing, or is decided, does not wait', () => {
  const decision = { verdict: 'declined' as const, note: null, actor: '赵主任', atMs: asked.atMs + 1 };
  const explanations = [
    { ...asked, asks: null },
    { ...asked, decision },
  ];
  expect(waitingProjects(explanations, 3, { nowMs: asked.atMs + 2, zone, calendar }).size).toBe(0);
});

import { expect, test } from 'vitest';
import { timeRange } from './time-range.ts';

const zone = 'Asia/Shanghai';
const now = Date.parse('2026-11-24T10:00:00+08:00');

test.each([
  [
    'nothing: the last sixty days, today whole',
    {},
    'day',
    '2026-09-26T00:00+08:00',
    '2026-11-25T00:00+08:00',
  ],
  ['nothing, by the quarter: three days', {}, 'interval', '2026-11-22T00:00+08:00', '2026-11-25T00:00+08:00'],
  [
    'two days: both whole, by the city’s midnight',
    { from: '2026-11-01', to: '2026-11-02' },
    'day',
    '2026-11-01T00:00+08:00',
    '2026-11-03T00:00+08:00',
  ],
  [
    'an end alone: as many days before it',
    { to: '2026-02-28' },
    'interval',
    '2026-02-26T00:00+08:00',
    '2026-03-01T00:00+08:00',
  ],
  [
    'instants: to the millisecond',
    { from: '2026-11-23T16:00:00Z', to: '2026-11-24T09:30:00.5+08:00' },
    'hour',
    '2026-11-24T00:00+08:00',
    '2026-11-24T09:30:00.500+08:00',
  ],
  [
    'epoch milliseconds',
    { from: '1795449600000', to: '1795453200000' },
    'hour',
    '2026-11-24T00:00+08:00',
    '2026-11-24T01:00+08:00',
  ],
] as const)('asked for %s', (_, query, step, from, to) => {
  const range = timeRange(query, step, now, zone);
  expect([range.fromMs, range.toMs]).toEqual([Date.parse(from), Date.parse(to)]);
});

test.each([
  ['a local time, for a zone is never guessed', { from: '2026-11-24T08:00' }],
  ['a day that is not in the calendar', { from: '2026-02-30' }],
  ['an end before its begin', { from: '2026-11-24', to: '2026-11-23' }],
  ['more quarters of an hour than an answer holds', { from: '2026-01-01', to: '2026-11-23' }],
])('%s is refused', (_, query) => {
  expect(() => timeRange(query, 'interval', now, zone)).toThrow(
    expect.objectContaining({ code: 'invalid-range' }),
  );
});

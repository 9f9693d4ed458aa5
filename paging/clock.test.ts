import { expect, test } from 'vitest';
import { lastAt, spanDay } from './clock.ts';

const zone = 'Asia/Shanghai';
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone);

test.each([
  ['08:00', '17:30', '2026-11-24T08:00', '2026-11-24', 'the begin is in it'],
  ['08:00', '17:30', '2026-11-24T17:30', null, 'the end is not'],
  ['18:00', '08:00', '2026-11-24T23:00', '2026-11-24', 'the evening is of its own day'],
  ['18:00', '08:00', '2026-11-25T07:59', '2026-11-24', 'the morning after is of the day before'],
  ['18:00', '08:00', '2026-11-24T12:00', null, 'noon is not in a night'],
  ['00:00', '24:00', '2026-11-24T00:00', '2026-11-24', 'a whole day begins at midnight'],
  ['00:00', '24:00', '2026-11-24T23:59', '2026-11-24', 'and goes to the end'],
] as [string, string, string, string | null, string][])(
  '%s to %s holds %s as of %s: %s',
  (from, to, time, day, _why) => {
    expect(spanDay({ from, to }, at(time))?.toString() ?? null).toBe(day);
  },
);

test.each([
  ['2026-11-24T09:00', '2026-11-24T09:00'],
  ['2026-11-24T08:59', '2026-11-23T16:00'],
  ['2026-11-24T16:01', '2026-11-24T16:00'],
])('at %s the last of 09:00 and 16:00 was %s', (now, last) => {
  expect(lastAt(['09:00', '16:00'], at(now).epochMilliseconds, zone)).toBe(at(last).epochMilliseconds);
});

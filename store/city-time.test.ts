import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CityTime } from './city-time.ts';

const hour = 3_600_000;
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

test.each([
  ['Asia/Shanghai', '2026-03-02T15:59:59Z', '2026-03-01T16:00:00Z', 24],
  ['Asia/Shanghai', '2026-03-02T16:00:00Z', '2026-03-02T16:00:00Z', 24],
  ['Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00Z', 23],
  ['Europe/Berlin', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00Z', 25],
])('in %s the day of %s begins at %s and has %d hours', (zone, instant, begin, hours) => {
  const day = new CityTime(zone).day(at(instant));
  expect([day.startMs, day.endMs - day.startMs]).toEqual([at(begin), hours * hour]);
});

test.each([
  ['Asia/Shanghai', '2026-03-02T01:59:00Z', '2026-03-02T01:00:00Z'],
  ['Asia/Kolkata', '2026-03-02T01:29:00Z', '2026-03-02T00:30:00Z'],
  ['Asia/Kolkata', '2026-03-02T01:30:00Z', '2026-03-02T01:30:00Z'],
])('in %s the hour of %s begins at %s', (zone, instant, begin) => {
  expect(new CityTime(zone).hourStart(at(instant))).toBe(at(begin));
});

test('stretches of one offset cover a range without gap or overlap', () => {
  const city = new CityTime('Europe/Berlin');
  const range = { fromMs: at('2026-01-01T00:00:00Z'), toMs: at('2027-01-01T00:00:00Z') };
  const stretches = city.stretches(range);
  expect(stretches.map(({ offsetMs }) => offsetMs / hour)).toEqual([1, 2, 1]);
  expect([stretches[0]!.fromMs, stretches.at(-1)!.toMs]).toEqual([range.fromMs, range.toMs]);
  for (const [index, { toMs }] of stretches.slice(0, -1).entries())
    expect(stretches[index + 1]!.fromMs).toBe(toMs);
});

test('whole days and cuts together are the range, and whole days begin and end at midnight', () => {
  const city = new CityTime('Europe/Berlin');
  const moment = fc.integer({ min: at('2026-03-27T00:00:00Z'), max: at('2026-04-02T00:00:00Z') });
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const range = { fromMs: Math.min(a, b), toMs: Math.max(a, b) };
      const { whole, cuts } = city.daysOf(range);
      const parts = [...cuts, ...(whole === null ? [] : [whole])].sort((x, y) => x.fromMs - y.fromMs);
      expect(parts.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(range.toMs - range.fromMs);
      for (const [index, { toMs }] of parts.slice(0, -1).entries())
        expect(parts[index + 1]!.fromMs).toBe(toMs);
      if (whole !== null) {
        expect([city.day(whole.fromMs).startMs, city.day(whole.toMs).startMs]).toEqual([
          whole.fromMs,
          whole.toMs,
        ]);
      }
    }),
  );
});

test('a zone that does not exist is refused', () => {
  expect(() => new CityTime('Asia/Nowhere')).toThrow(RangeError);
});

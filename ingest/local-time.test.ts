import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LocalTime } from './local-time.ts';

test.each([
  ['Asia/Shanghai', '2026-11-24T08:00:00', '2026-11-24T00:00:00Z'],
  ['Asia/Shanghai', '2026-11-24 08:00', '2026-11-24T00:00:00Z'],
  ['Europe/London', '2026-07-01T01:00:00', '2026-07-01T00:00:00Z'],
  ['Europe/London', '2026-10-25T01:30:00', '2026-10-25T00:30:00Z'],
])('in %s %s is %s', (zone, text, instant) => {
  expect(new LocalTime(zone).parse(text)).toBe(Date.parse(instant));
});

test.each(['2026-02-30T00:00:00', '2026-11-24', 'noon', '2026-11-24T25:00:00', ''])(
  '%j is no time',
  (text) => {
    expect(new LocalTime('Asia/Shanghai').parse(text)).toBeNaN();
  },
);

test('every local time means what Temporal says it means', () => {
  const clocks = ['Asia/Shanghai', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe'].map(
    (zone) => [zone, new LocalTime(zone)] as const,
  );
  const second = fc.integer({ min: 946_684_800, max: 2_000_000_000 });
  fc.assert(
    fc.property(second, fc.constantFrom(...clocks), (seconds, [zone, clock]) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
      const local = zoned.toPlainDateTime();
      const wanted = local.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
      expect(clock.parse(local.toString({ smallestUnit: 'second' }))).toBe(wanted);
    }),
  );
});

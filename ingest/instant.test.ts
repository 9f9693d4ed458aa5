import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant } from './instant.ts';

test.each([
  ['2026-11-24T08:00:00+08:00', '2026-11-24T00:00:00Z'],
  ['2026-11-24T00:00Z', '2026-11-24T00:00:00Z'],
  ['2026-11-24T00:00:00.5Z', '2026-11-24T00:00:00.500Z'],
  ['2026-11-24T00:00:00.123456789-0330', '2026-11-24T03:30:00.123Z'],
  ['2024-02-29T23:59:59+08', '2024-02-29T15:59:59Z'],
])('%s is %s', (text, instant) => {
  expect(parseInstant(text)).toBe(Date.parse(instant));
});

test.each([
  ['a local time, for a zone is never guessed', '2026-11-24T08:00:00'],
  ['a day', '2026-11-24'],
  ['a day that is not in the calendar', '2026-02-29T00:00:00Z'],
  ['a 13th month', '2026-13-01T00:00:00Z'],
  ['hour 24', '2026-11-24T24:00:00Z'],
  ['a space instead of T', '2026-11-24 08:00:00Z'],
  ['words after the offset', '2026-11-24T08:00:00Z now'],
  ['an empty fraction', '2026-11-24T08:00:00.Z'],
  ['an offset of 25 hours', '2026-11-24T08:00:00+25:00'],
  ['nothing', ''],
])('%s is no instant', (_, text) => {
  expect(parseInstant(text)).toBeNaN();
});

test('every instant that Temporal prints comes back as the same millisecond', () => {
  const zones = ['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      fc.integer({ min: -2_208_988_800_000, max: 4_102_444_800_000 }),
      fc.constantFrom(...zones),
      (ms, zone) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        const text = zoned.toString({ timeZoneName: 'never' });
        // Before standard time an offset has seconds, which Temporal rounds away in print.
        expect(parseInstant(text)).toBe(Temporal.Instant.from(text).epochMilliseconds);
      },
    ),
  );
});

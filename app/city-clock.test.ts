import { expect, test } from 'vitest';
import { cityClock } from './city-clock.ts';

const startMs = 1_800_000_000_000;

function clockAt(speed: number, lastMs: number | null) {
  const wall = { ms: startMs };
  const clock = cityClock(speed, lastMs, () => wall.ms);
  return { clock, wall };
}

test.each([
  ['at the wall’s speed from the start', 1, null, 0, 60_000],
  ['sixty times as fast', 60, null, 0, 3_600_000],
  ['sixty times as fast, going on where it had run ahead to', 60, startMs + 5_000_000, 5_000_000, 8_600_000],
  ['after a pause it catches up with the wall', 60, startMs - 5_000_000, 0, 3_600_000],
])('%s', (_name, speed, lastMs, atStart, afterMinute) => {
  const { clock, wall } = clockAt(speed, lastMs);
  expect(clock.nowMs() - startMs).toBe(atStart);
  wall.ms += 60_000;
  expect(clock.nowMs() - startMs).toBe(afterMinute);
});

test('a city that ran ahead does not go back to the wall’s time', () => {
  expect(() => clockAt(1, startMs + 1000)).toThrow('ran faster than the wall');
});

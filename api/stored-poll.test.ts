import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Reading } from '../model/reading.ts';
import { type City, openCity } from './city.fixture.ts';
import { LiveFeed } from './live.ts';
import { tenOClock } from './small-registry.fixture.ts';
import { StoredPoll } from './stored-poll.ts';

function reading(timeMs: number, powerKw: number): Reading {
  return {
    meter: 'M1',
    project: 'P1',
    timeMs,
    receivedMs: timeMs,
    energyKwh: null,
    powerKw,
    voltageV: null,
    currentA: null,
    powerFactor: null,
  };
}

test('what another process stores is told to the feed once, even when its clock is a little behind', async () => {
  const city: City = await openCity();
  const live = new LiveFeed();
  const told: (number | null)[] = [];
  live.subscribe((happening) => {
    if (happening.what === 'stored') told.push(...happening.readings.map(({ powerKw }) => powerKw));
  });
  const poll = new StoredPoll({
    readings: city.readings,
    live,
    nowMs: () => tenOClock,
    log: pino({ level: 'silent' }),
  });
  await poll.start();
  await city.readings.write([reading(tenOClock, 1)], tenOClock - 3000);
  await expect.poll(() => told, { timeout: 20_000 }).toEqual([1]);
  await city.readings.write([reading(tenOClock + 1000, 2)], tenOClock - 2000);
  await expect.poll(() => told, { timeout: 20_000 }).toEqual([1, 2]);
  await poll.stop();
  await city.stop();
});

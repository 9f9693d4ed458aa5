import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LiveCity } from './live-city.ts';
import { type RegisterReading, referenceEnergy } from './reference-energy.ts';
import { cityOf, instant, meter } from './registry.ts';

const minute = 60_000;
const hour = 60 * minute;
const beginMs = instant('2026-11-23T00:00');
const hours = 30;
const multipliers = { M1: 1, M2: 60, M3: 80 } as const;
const meters = Object.entries(multipliers).map(([id, multiplier]) =>
  meter(id, { multiplier, capacityKva: 630 }),
);

/** One reading of a true history, and how it comes in. */
const step = fc.record({
  /** Rises always, and never by more than the supply can carry. */
  rise: fc.integer({ min: 1, max: 100 }).map((n) => n / 100),
  jitterMs: fc.integer({ min: -3 * minute, max: 3 * minute }),
  /** Of ten, the first two are never sent unless that would make a long hole. */
  fate: fc.integer({ min: 0, max: 9 }),
  /** In which of the evaluations' rounds it comes in: before its own time is impossible, later is late. */
  lateRounds: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
  ),
  /** Sent once more, first with a wrong value, which the right one then corrects. */
  corrected: fc.boolean(),
});
const history = fc.array(step, { minLength: hours * 4, maxLength: hours * 4 });

interface Arrival extends RegisterReading {
  meter: string;
  round: number;
}

const rounds = 4;
const roundMs = (round: number) => beginMs + ((round + 1) * hours * hour) / rounds + 10 * minute;

/** The true readings of one meter in the order in which they come in. */
function arrivals(
  id: string,
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
): Arrival[] {
  let registerKwh = 1000;
  let holeSteps = 0;
  const all: Arrival[] = [];
  for (const [index, { rise, jitterMs, fate, lateRounds, corrected }] of steps.entries()) {
    registerKwh += rise;
    // A hole of up to an hour and a half is bridged by a straight line; longer ones are no plain case.
    holeSteps = fate < 2 && holeSteps < 5 ? holeSteps + 1 : 0;
    if (holeSteps > 0) continue;
    const timeMs = beginMs + (index + 1) * 15 * minute + jitterMs;
    const due = Array.from({ length: rounds }, (_, round) => round).find((round) => timeMs < roundMs(round))!;
    const round = Math.min(rounds - 1, due + lateRounds);
    if (corrected) all.push({ meter: id, timeMs, registerKwh: registerKwh - rise / 2, round });
    all.push({ meter: id, timeMs, registerKwh, round });
  }
  return all;
}

test('however its readings come in, a meter’s energy is what the plain model says of them all', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(history, history, history, async (...histories) => {
      const all = Object.keys(multipliers).flatMap((id, index) => arrivals(id, histories[index]!));
      const city = await LiveCity.open(cityOf(meters), beginMs);
      try {
        for (let round = 0; round < rounds; round++) {
          city.clock.nowMs = roundMs(round);
          // Newest first: order does not matter, except between two words on the same time.
          const now = all.filter((one) => one.round === round).toSorted((a, b) => b.timeMs - a.timeMs);
          await city.send(now.map((one) => message(one, city.clock.nowMs)));
          await city.evaluate();
        }
        for (const [id, multiplier] of Object.entries(multipliers)) {
          const own = all.filter((one) => one.meter === id);
          expectSame(await energyOf(city, id), referenceEnergy(own, multiplier, city.clock.nowMs), id);
        }
      } finally {
        await city.close();
      }
    }),
    { numRuns: 4 },
  );
});

function message({ meter: id, timeMs, registerKwh }: Arrival, receivedMs: number) {
  const payload = Buffer.from(JSON.stringify({ time: timeMs, energy_kwh: registerKwh }));
  return { topic: `meters/${id}/readings`, payload, sender: id, receivedMs };
}

async function energyOf(city: LiveCity, id: string): Promise<Map<number, number>> {
  const energy = new Map<number, number>();
  const range = { fromMs: beginMs, toMs: beginMs + (hours + 2) * hour };
  for await (const { startMs, kwh } of city.parts.readings.energy([id], range)) {
    for (const [index, value] of kwh.entries()) {
      if (!Number.isNaN(value)) energy.set(startMs + index * 15 * minute, value);
    }
  }
  return energy;
}

function expectSame(found: Map<number, number>, expected: Map<number, number>, id: string): void {
  expect([...found.keys()], id).toEqual([...expected.keys()]);
  for (const [timeMs, kwh] of expected) {
    expect(found.get(timeMs), `${id} at ${new Date(timeMs).toISOString()}`).toBeCloseTo(kwh, 4);
  }
}

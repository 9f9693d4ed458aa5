import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Credential } from '../../store/records.ts';
import { LiveCity } from './live-city.ts';
import { type Expected, type Item, type Known, referenceIngest, type Sent } from './reference-ingest.ts';
import { cityOf, instant, meter } from './registry.ts';

const nowMs = instant('2026-11-24T10:00');
const minute = 60_000;
const day = 86_400_000;

const known: Known = {
  meters: [
    meter('M1', { multiplier: 60, registerMaxKwh: 99_999.99, capacityKva: 630 }),
    meter('M2', { multiplier: 80, from: '2026-11-01', to: '2026-11-20' }),
    // The same meter on the site after a change of its transformers.
    meter('M2', { multiplier: 40, from: '2026-11-21' }),
    meter('M3', {}),
  ],
  gateways: { G1: ['M1', 'M2'] },
  futureMs: 5 * minute,
  ageMs: 400 * day,
  dayBeginMs: (date) => instant(`${date}T00:00`),
};

/** Times meet each other often, so that the last one has something to win; some lie at and beyond every bound. */
const time = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }).map((step) => nowMs - step * 15 * minute) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      nowMs + 5 * minute,
      nowMs + 5 * minute + 1,
      nowMs - 400 * day,
      nowMs - 400 * day - 1,
      instant('2026-11-01T00:00'),
      instant('2026-11-01T00:00') - 1,
      instant('2026-11-20T23:59:59.999'),
      instant('2026-11-21T00:00'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2026-11-24T01:30:00Z', '2026-11-24T09:30:00+08:00', undefined),
  },
);
const energy = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100) },
  { weight: 2, arbitrary: fc.constantFrom(-0.01, 99_999.99, 100_000, 'n/a', null, undefined) },
);
const power = fc.constantFrom(undefined, null, 0, 1.5, 12.6, 12.61, -12.61);
const item = fc.record({
  meter: fc.constantFrom(undefined, 'M1', 'M2', 'M3', 'M9'),
  time,
  energy_kwh: energy,
  power_kw: power,
});
const message = fc.record({
  sender: fc.constantFrom('M1', 'M2', 'M3', 'G1'),
  items: fc.array(item, { minLength: 1, maxLength: 5 }),
});

/** Without keys that say undefined, as JSON has none. */
function sentOf({ sender, items }: { sender: string; items: object[] }): Sent {
  return { sender, items: JSON.parse(JSON.stringify(items)) as Item[], receivedMs: nowMs };
}

async function served(city: LiveCity, messages: readonly Sent[]): Promise<Expected> {
  const refusals: Expected['refusals'] = {};
  for (const { sender, items, receivedMs } of messages) {
    const topic = `${sender in known.gateways ? 'gateways' : 'meters'}/${sender}/readings`;
    const payload = Buffer.from(JSON.stringify(items));
    const refused = await city.send([{ topic, payload, sender, receivedMs }]);
    for (const { code } of refused) refusals[code] = (refusals[code] ?? 0) + 1;
  }
  await city.stored();
  const readings: Expected['readings'] = new Map();
  for await (const series of city.parts.readings.series(['M1', 'M2', 'M3'], { fromMs: 0, toMs: 2 * nowMs })) {
    for (const [row, timeMs] of series.timeMs.entries()) {
      const [energyKwh, powerKw] = [series.energyKwh[row]!, series.powerKw[row]!];
      readings.set(`${series.meter} ${timeMs}`, { energyKwh: orNull(energyKwh), powerKw: orNull(powerKw) });
    }
  }
  return { readings, refusals };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

test('whatever is sent, the same is stored and refused as the plain model says', {
  timeout: 60_000,
}, async () => {
  const histories = fc.array(message, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(histories, async (drawn) => {
      const messages = drawn.map(sentOf);
      const city = await LiveCity.open(cityOf(known.meters), nowMs);
      try {
        await city.parts.records.putCredentials([gateway()], { actor: 'test', atMs: nowMs });
        await city.parts.roster.refresh();
        expect(await served(city, messages)).toEqual(referenceIngest(messages, known));
      } finally {
        await city.close();
      }
    }),
    { numRuns: 8 },
  );
});

function gateway(): Credential {
  return { id: 'G1', kind: 'gateway', meters: [...known.gateways.G1!], hash: '', createdMs: nowMs };
}

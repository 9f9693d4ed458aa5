import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FaultCity } from './fault-city.ts';
import { length } from './length.ts';
import { expectNothingLost, Load } from './load.ts';

const kills = length(3, 100);
/** The suite has ten minutes; what could not be done by then is said. */
const budgetMs = 200_000;

test('kill -9 under load loses no acknowledged reading and doubles none', { timeout: 300_000 }, async () => {
  const city = await FaultCity.open(4);
  try {
    const load = new Load(city);
    const startMs: number[] = [];
    const endMs = performance.now() + budgetMs;
    // Sometimes at the first acknowledgement, while it still stores what the run before left in the spool.
    for (const acknowledgements of fc.sample(fc.integer({ min: 1, max: 600 }), kills)) {
      if (performance.now() > endMs) break;
      const began = performance.now();
      const service = await city.start();
      startMs.push(performance.now() - began);
      load.begin(service);
      await load.advance(acknowledgements);
      await service.end('SIGKILL');
      await load.end();
    }
    const service = await city.start();
    expect(await service.end('SIGTERM')).toBe(0);
    const [median, longest] = [startMs.toSorted((a, b) => a - b)[startMs.length >> 1]!, Math.max(...startMs)];
    process.stdout.write(
      `start-up after a kill: median ${median.toFixed(0)} ms, longest ${longest.toFixed(0)} ms\n`,
    );
    const faults = `${startMs.length} of ${kills} kills`;
    expectNothingLost('kill -9', load, await city.stored(), faults);
  } finally {
    await city.remove();
  }
});

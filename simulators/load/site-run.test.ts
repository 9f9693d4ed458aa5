import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateCity } from '../city/city.ts';
import { Frame } from '../meters/frame.ts';
import { tellDay } from '../meters/telling.ts';
import { type MeterLoad, SiteRun } from './site-run.ts';

const seeds = fc.integer({ min: 0, max: 1e6 });
const startDays = fc.constantFrom('2026-01-20', '2026-06-25', '2026-09-20', '2027-11-03');
const mixes = fc.constantFrom('none', 'everyday', 'all');

function smallCity(seed: number, startDay: string, mix: string) {
  return generateCity({ seed, projects: 6, startDay, asOf: startDay, with: mix });
}

test('nothing is built on a day that is idle or off by truth, and off means not a watt', () => {
  fc.assert(
    fc.property(seeds, startDays, mixes, (seed, startDay, mix) => {
      const city = smallCity(seed, startDay, mix);
      for (const site of city.sites) {
        const run = new SiteRun(site, city.surroundings, city.firstDay);
        for (let i = 0; i < 70; i++) {
          const day = run.next();
          const work = run.loads.reduce((sum, { workKw }) => sum + workKw.reduce((a, b) => a + b), 0);
          const total = run.loads
            .filter(({ meter }) => meter.role !== 'production')
            .reduce((sum, { kw }) => sum + kw.reduce((a, b) => a + b), 0);
          if (day.state !== 'working') expect(work).toBe(0);
          if (day.state === 'off') expect(total).toBe(0);
        }
      }
    }),
    { numRuns: 8 },
  );
});

test('the quarters of an hour add up to the register, and no energy is negative', () => {
  fc.assert(
    fc.property(seeds, startDays, (seed, startDay) => {
      const city = smallCity(seed, startDay, 'none');
      const run = new SiteRun(city.sites[0]!, city.surroundings, city.firstDay);
      const frame = new Frame();
      const sums = run.loads.map(() => 0);
      for (let i = 0; i < 20; i++) {
        run.next();
        for (const [m, load] of run.loads.entries()) {
          tellDay(frame, run, load);
          const { meter } = load;
          const shown = frame.energyKwh[0]! - meter.initialKwh;
          expect(Math.abs(shown - sums[m]! / meter.multiplier)).toBeLessThan(0.011);
          expect(Math.min(...load.kw)).toBeGreaterThanOrEqual(0);
          expect(load.kw.every((kw, step) => load.workKw[step]! <= kw)).toBe(true);
          const shownToday = frame.energyKwh.subarray(0, 96);
          expect(shownToday.every((kwh, step) => step === 0 || kwh >= shownToday[step - 1]!)).toBe(true);
          sums[m]! += load.kw.reduce((sum, kw) => sum + kw * 0.25, 0);
          expect(load.kwhAt[96]!).toBeCloseTo(sums[m]!, 6);
        }
      }
    }),
    { numRuns: 10 },
  );
});

/** Faults after which a register may show less than before; every other one only loses, delays or doubles readings. */
const setsBack = new Set([
  'reset',
  'rollover',
  'coarse-steps',
  'spikes',
  'zero-glitch',
  'zeros-for-missing',
  'gateway-reboot',
  'recorded-week',
]);

test('a register falls only where a marked fault is at work, a meter was changed or its last digit was passed', () => {
  fc.assert(
    fc.property(seeds, startDays, fc.constantFrom('everyday', 'all'), (seed, startDay, mix) => {
      const city = smallCity(seed, startDay, mix);
      const frame = new Frame();
      for (const site of city.sites) {
        const run = new SiteRun(site, city.surroundings, city.firstDay);
        const highest = new Map<string, { timeMs: number; kwh: number }>();
        const marked = (load: MeterLoad, day: number) =>
          site.spells.some(
            ({ confounder, from, to }) => setsBack.has(confounder.name) && from <= day && day <= to + 2,
          ) ||
          Math.max(...[...highest.values()].map(({ kwh }) => kwh)) >
            (load.meter.registerMaxKwh ?? Infinity) * 0.97;
        for (let i = 0; i < 60; i++) {
          run.next();
          for (const load of run.loads) {
            tellDay(frame, run, load);
            const order = [...frame.timeMs.subarray(0, frame.count).keys()].sort(
              (a, b) => frame.timeMs[a]! - frame.timeMs[b]!,
            );
            for (const at of order) {
              const [timeMs, kwh] = [frame.timeMs[at]!, frame.energyKwh[at]!];
              const before = highest.get(frame.id);
              // A clock that is set back repeats times that were there already.
              const isLater = before === undefined || timeMs > before.timeMs;
              if (isLater && before !== undefined && kwh < before.kwh)
                expect(marked(load, run.day)).toBe(true);
              if (isLater) highest.set(frame.id, { timeMs, kwh });
            }
          }
        }
      }
    }),
    { numRuns: 6 },
  );
});

test('a day has the same load whatever day the run began on', () => {
  const city = smallCity(5, '2026-09-20', 'everyday');
  for (const site of city.sites) {
    const early = new SiteRun(site, city.surroundings, city.firstDay);
    const late = new SiteRun(site, city.surroundings, city.firstDay + 30);
    late.next();
    while (early.day < late.day) early.next();
    for (const [i, load] of early.loads.entries()) expect(load.kw).toEqual(late.loads[i]!.kw);
  }
});

test('no supply gives more than a twentieth above its capacity, so no sound reading is beyond the contract', () => {
  const city = smallCity(8, '2026-07-01', 'all');
  for (const site of city.sites) {
    const run = new SiteRun(site, city.surroundings, city.firstDay);
    for (let i = 0; i < 60; i++) {
      run.next();
      for (const { kw, meter } of run.loads)
        expect(Math.max(...kw)).toBeLessThanOrEqual(meter.capacityKva * 1.0501);
    }
  }
});

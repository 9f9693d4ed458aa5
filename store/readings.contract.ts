import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Reading, ReadingSeries } from '../model/reading.ts';
import type { ActivityRow, Portion, ProjectEnergySeries, ReadingsStore } from './readings.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Monday, 00:00 in Shanghai. */
const monday = Date.parse('2026-03-02T00:00:00+08:00');

function reading(meter: string, timeMs: number, over: Partial<Reading> = {}): Reading {
  return {
    meter,
    project: `p-${meter}`,
    timeMs,
    receivedMs: timeMs + 500,
    energyKwh: 100,
    powerKw: null,
    voltageV: null,
    currentA: null,
    powerFactor: null,
    ...over,
  };
}

function energy(meter: string, startMs: number, kwh: number[], project = 'p'): ProjectEnergySeries {
  return {
    project,
    meter,
    startMs,
    kwh: Float64Array.from(kwh),
    measured: new Float64Array(kwh.length).fill(1),
    edits: new Uint16Array(kwh.length),
  };
}

function activity(project: string, timeMs: number, over: Partial<ActivityRow> = {}): ActivityRow {
  return {
    project,
    district: 'd',
    department: 'dep',
    step: 'day',
    timeMs,
    state: 'working',
    index: 97.5,
    energyKwh: 812.25,
    measured: 0.99,
    baselineKwh: 833,
    excused: null,
    confidence: 0.9,
    why: { zh: '用电正常', en: 'normal load' },
    ...over,
  };
}

/** One row each of what panels draw and the service never reads back. */
async function writePanels(store: ReadingsStore, district = 'd'): Promise<void> {
  await store.writeProjects([
    {
      project: 'a',
      district,
      department: 'dep',
      timeMs: monday,
      name: '地铁 4 号线',
      districtName: '北仑区',
      departmentName: '交通局',
      category: 'rail',
      stage: 'construction',
      longitude: 121.5,
      latitude: null,
      totalInvestmentWan: 12.5,
      annualPlanWan: null,
    },
  ]);
  await store.writeProgress([
    {
      project: 'a',
      district,
      timeMs: monday,
      investedWan: 12.5,
      planWan: null,
      timeShare: 0.2,
      doneShare: null,
    },
  ]);
  await store.writeStandings([
    {
      by: 'district',
      subject: 'd',
      name: '北仑区',
      periodKind: 'half-month',
      timeMs: monday,
      rank: 1,
      score: 98.5,
      snail: false,
    },
  ]);
  await store.writeFindings([
    {
      project: 'a',
      district,
      department: 'dep',
      kind: 'stalled',
      timeMs: monday,
      level: 'red',
      open: true,
      days: 16,
      sentence: { zh: '停工', en: 'still' },
      name: '地铁 4 号线',
      districtName: '北仑区',
      departmentName: '交通局',
    },
  ]);
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

async function dumped(store: ReadingsStore): Promise<Portion[]> {
  const portions: Portion[] = [];
  await store.dump(async (portion) => void portions.push(portion));
  return portions;
}

/** The districts that each kind of row is under, and how many places in the ranking there are. */
function panels({ projects, progress, findings, standings }: Portion) {
  const districts = (rows: { district: string }[]) => rows.map(({ district }) => district);
  return [districts(projects), districts(progress), districts(findings), standings.length];
}

function points(series: ReadingSeries): (readonly [number, number])[] {
  return [...series.timeMs].map((timeMs, index) => [timeMs, series.energyKwh[index]!] as const);
}

/** An engine in a test: a fresh store in a zone, and the same one opened again on the same facts. */
export interface ReadingsEngine {
  fresh(zone: string): Promise<ReadingsStore>;
  again(): Promise<ReadingsStore>;
  close(): Promise<void>;
}

/** Every promise of the port `ReadingsStore`. A new engine starts by making this green. */
export function readingsContract(engine: ReadingsEngine): void {
  let store: ReadingsStore;
  const week = { fromMs: monday, toMs: monday + 7 * day };

  beforeEach(async () => {
    store = await engine.fresh('Asia/Shanghai');
    return () => store.stop();
  });
  afterAll(() => engine.close());

  describe('readings', () => {
    test('a store without readings answers everything with nothing', async () => {
      expect(await store.latest()).toEqual(new Map());
      expect(await all(store.series(['m1'], week))).toEqual([]);
      expect(await store.lastBefore(['m1'], monday)).toEqual(new Map());
      expect(await store.touchedSince(0)).toEqual([]);
      expect(await all(store.energy(['m1'], week))).toEqual([]);
      expect(await store.projectEnergy(['p'], week, 'day')).toEqual([]);
      expect(await store.totalEnergy(null, week, 'hour')).toEqual([]);
      expect(await store.activity(null, week, 'day')).toEqual([]);
    });

    test('a reading comes back as it went in, what was not sent as null', async () => {
      const full = reading('m1', monday, {
        energyKwh: 12345.678,
        powerKw: -3.25,
        voltageV: [230.1, 229.9, 0],
        currentA: [10.5, null, 0],
        powerFactor: 0.97,
      });
      const bare = reading('电表-2', monday, { energyKwh: null, powerKw: 7 });
      await store.write([full, bare], 1);
      expect(await store.latest()).toEqual(
        new Map([
          ['m1', full],
          ['电表-2', bare],
        ]),
      );
    });

    test('written twice is written once', async () => {
      const readings = [reading('m1', monday), reading('m1', monday + minute), reading('m2', monday)];
      await store.write(readings, 1);
      await store.write(readings, 2);
      const found = await all(store.series(['m1', 'm2'], week));
      expect(found.map(({ timeMs }) => timeMs.length)).toEqual([2, 1]);
    });

    test.each([
      ['in two writes', (a: Reading, b: Reading) => [[a], [b]]],
      ['in one write', (a: Reading, b: Reading) => [[a, b]]],
    ])('the last written of the same meter and time wins, %s', async (_name, writes) => {
      const first = reading('m1', monday, { energyKwh: 1 });
      const last = reading('m1', monday, { energyKwh: 2 });
      for (const batch of writes(first, last)) await store.write(batch, 1);
      expect((await all(store.series(['m1'], week))).map(points)).toEqual([[[monday, 2]]]);
      expect((await store.latest(['m1'])).get('m1')).toEqual(last);
    });

    test('the last of a large write wins, however far behind the first it comes', async () => {
      const times = Array.from({ length: 6000 }, (_, index) => monday + index * minute);
      const write = (energyKwh: number) => times.map((timeMs) => reading('m1', timeMs, { energyKwh }));
      await store.write([...write(1), ...write(2)], 1);
      const [series] = await all(store.series(['m1'], week));
      expect(series!.timeMs).toHaveLength(times.length);
      expect(new Set(series!.energyKwh)).toEqual(new Set([2]));
    });

    test('the last one wins whole: nothing is left of the one before', async () => {
      await store.write(
        [reading('m1', monday, { powerKw: 5, voltageV: [230, 231, 232], powerFactor: 0.9 })],
        1,
      );
      const bare = reading('m1', monday, { energyKwh: null, powerKw: 6 });
      await store.write([bare], 2);
      expect((await store.latest()).get('m1')).toEqual(bare);
      const [series] = await all(store.series(['m1'], week));
      expect([series!.energyKwh[0], series!.powerKw[0], series!.voltageMinV[0]]).toEqual([
        Number.NaN,
        6,
        Number.NaN,
      ]);
    });

    test('order of arrival does not matter, even 35 days late', async () => {
      const times = [0, 3, 1, 2, -35 * 1440, -1].map((minutes) => monday + minutes * minute);
      for (const timeMs of times) await store.write([reading('m1', timeMs)], 1);
      const [series] = await all(store.series(['m1'], { fromMs: monday - 40 * day, toMs: monday + day }));
      expect([...series!.timeMs]).toEqual(times.toSorted((a, b) => a - b));
      expect((await store.latest()).get('m1')?.timeMs).toBe(monday + 3 * minute);
    });

    test('a range takes in its begin and leaves out its end', async () => {
      await store.write([reading('m1', monday), reading('m1', monday + hour)], 1);
      const [series] = await all(store.series(['m1'], { fromMs: monday, toMs: monday + hour }));
      expect([...series!.timeMs]).toEqual([monday]);
    });

    test('series come in the order of the ids, each meter once, and only meters with readings', async () => {
      await store.write([reading('m2', monday), reading('m10', monday), reading('m1', monday + 8 * day)], 1);
      const found = await all(store.series(['m2', 'm10', 'm1', 'm2', 'never'], week));
      expect(found.map(({ meter }) => meter)).toEqual(['m10', 'm2']);
    });

    test('a series has the lowest and the highest of the phases that were sent, and NaN for what was not', async () => {
      await store.write(
        [
          reading('m1', monday, { voltageV: [231, 12.5, 229], powerKw: 4 }),
          reading('m1', monday + minute, { voltageV: [null, 228, null] }),
          reading('m1', monday + 2 * minute, { energyKwh: null, powerKw: 5 }),
        ],
        1,
      );
      const [series] = await all(store.series(['m1'], week));
      expect([...series!.voltageMinV]).toEqual([12.5, 228, Number.NaN]);
      expect([...series!.voltageMaxV]).toEqual([231, 228, Number.NaN]);
      expect([...series!.powerKw]).toEqual([4, Number.NaN, 5]);
      expect([...series!.energyKwh]).toEqual([100, 100, Number.NaN]);
      expect([...series!.receivedMs]).toEqual([500, minute + 500, 2 * minute + 500].map((ms) => monday + ms));
    });

    test('the last before a moment is strictly before it, however long ago', async () => {
      const old = reading('m1', monday - 100 * day);
      const at = reading('m1', monday);
      const only = reading('m2', monday + hour);
      await store.write([old, at, only], 1);
      const before = (timeMs: number) => store.lastBefore(['m1', 'm2'], timeMs);
      expect(await before(monday)).toEqual(new Map([['m1', old]]));
      expect(await before(monday + 1)).toEqual(new Map([['m1', at]]));
      expect(await before(monday - 100 * day)).toEqual(new Map());
      expect((await before(monday + day)).get('m2')).toEqual(only);
    });

    test('what was written since a moment is known by meter and stretch', async () => {
      await store.write([reading('m1', monday), reading('m2', monday)], 1000);
      await store.write([reading('m1', monday - 40 * day), reading('m1', monday + hour)], 2000);
      expect(await store.touchedSince(2001)).toEqual([]);
      expect(await store.touchedSince(2000)).toEqual([
        { meter: 'm1', fromMs: monday - 40 * day, toMs: monday + hour + 1, storedMs: 2000 },
      ]);
      const touched = await store.touchedSince(1000);
      expect(touched.map(({ meter, storedMs }) => [meter, storedMs]).sort()).toEqual([
        ['m1', 2000],
        ['m2', 1000],
      ]);
    });

    test('what was touched leaves out what of a meter was seen, however old its readings are', async () => {
      await store.write([reading('m1', monday - 40 * day), reading('m2', monday)], 1000);
      await store.write([reading('m1', monday + hour)], 2000);
      const seen = new Map([
        ['m1', 1000],
        ['nobody', 5000],
      ]);
      const touched = await store.touchedSince(500, seen);
      expect(touched.sort((a, b) => (a.meter < b.meter ? -1 : 1))).toEqual([
        { meter: 'm1', fromMs: monday + hour, toMs: monday + hour + 1, storedMs: 2000 },
        { meter: 'm2', fromMs: monday, toMs: monday + 1, storedMs: 1000 },
      ]);
      expect(
        await store.touchedSince(
          500,
          new Map([
            ['m1', 2000],
            ['m2', 1000],
          ]),
        ),
      ).toEqual([]);
    });

    test('a meter that moves to another project keeps the readings of the one before', async () => {
      await store.write([reading('m1', monday, { project: 'a' })], 1);
      await store.write([reading('m1', monday + hour, { project: 'b' })], 2);
      expect((await store.lastBefore(['m1'], monday + 1)).get('m1')?.project).toBe('a');
      expect((await store.latest()).get('m1')?.project).toBe('b');
    });

    test('two writers at once both get through', async () => {
      const batches = Array.from({ length: 8 }, (_, writer) =>
        Array.from({ length: 50 }, (_unused, index) =>
          reading(`m${writer % 2}`, monday + (index * 8 + writer) * 1000),
        ),
      );
      await Promise.all(batches.map((batch, writer) => store.write(batch, writer)));
      const found = await all(store.series(['m0', 'm1'], week));
      expect(found.map(({ timeMs }) => timeMs.length)).toEqual([200, 200]);
    });

    test('what was written is there after a restart', async () => {
      const last = reading('m1', monday + hour, { powerKw: 3 });
      await store.write([reading('m1', monday), last, reading('m2', monday - 60 * day)], 7);
      await store.writeEnergy([energy('m1', monday, [1, 2])]);
      await store.stop();
      store = await engine.again();
      expect((await store.latest()).get('m1')).toEqual(last);
      expect((await store.latest()).get('m2')?.timeMs).toBe(monday - 60 * day);
      await store.write([reading('m1', monday, { energyKwh: 5 })], 8);
      await store.writeEnergy([energy('m1', monday, [7])]);
      expect((await all(store.series(['m1'], week))).map(points)).toEqual([
        [
          [monday, 5],
          [monday + hour, 100],
        ],
      ]);
      expect((await store.projectEnergy(['p'], week, 'day'))[0]?.kwh).toBe(9);
    });

    test('a stop in the middle of writes leaves each done or not done at all, and the same again makes them whole', async () => {
      const batches = Array.from({ length: 6 }, (_, batch) =>
        Array.from({ length: 400 }, (_unused, index) =>
          reading(`m${index % 4}`, monday + (batch * 40 - 100) * day + index * minute),
        ),
      );
      const energies = [energy('m1', monday, [1, 2, 3]), energy('m2', monday - day, new Array(96).fill(1))];
      const writes = () => [
        ...batches.map((batch) => store.write(batch, 1)),
        ...energies.map((one) => store.writeEnergy([one])),
      ];
      const writing = writes();
      await writing[0];
      const [stopped, ...written] = await Promise.allSettled([store.stop(), ...writing]);
      expect(stopped.status).toBe('fulfilled');
      store = await engine.again();
      const everything = { fromMs: monday - 200 * day, toMs: monday + 200 * day };
      const count = async () =>
        (await all(store.series(['m0', 'm1', 'm2', 'm3'], everything))).reduce(
          (sum, { timeMs }) => sum + timeMs.length,
          0,
        );
      const done = written.slice(0, batches.length).filter(({ status }) => status === 'fulfilled').length;
      const there = await count();
      expect(there).toBeGreaterThanOrEqual(done * 400);
      await Promise.all(writes());
      expect(await count()).toBe(batches.length * 400);
      const sums = await store.projectEnergy(['p'], everything, 'day');
      expect(sums.map(({ kwh }) => kwh)).toEqual([96, 6]);
    });

    test('old readings go by whole partitions, and what was derived from them stays', async () => {
      await store.write([reading('m1', monday - 200 * day), reading('m1', monday)], 1);
      await store.writeEnergy([energy('m1', monday - 200 * day, [4])]);
      await store.dropReadingsBefore(monday - 100 * day);
      const longAgo = { fromMs: monday - 201 * day, toMs: monday - 199 * day };
      expect(await all(store.series(['m1'], longAgo))).toEqual([]);
      expect((await all(store.series(['m1'], week))).map(points)).toEqual([[[monday, 100]]]);
      expect((await store.projectEnergy(['p'], longAgo, 'day')).map(({ kwh }) => kwh)).toEqual([4]);
    });
  });

  describe('energy', () => {
    test('a series spans the range, NaN where nothing is known', async () => {
      await store.writeEnergy([energy('m1', monday + 15 * minute, [1.5, Number.NaN, 2.5])]);
      const [series] = await all(store.energy(['m1', 'm2'], { fromMs: monday, toMs: monday + 90 * minute }));
      expect(series).toMatchObject({ meter: 'm1', startMs: monday });
      expect([...series!.kwh]).toEqual([Number.NaN, 1.5, Number.NaN, 2.5, Number.NaN, Number.NaN]);
    });

    test('energy that is written for another project leaves nothing with the one before', async () => {
      await store.writeEnergy([energy('m1', monday, [1, 2], 'a')]);
      await store.writeEnergy([energy('m1', monday, [3], 'b')]);
      expect(
        (await store.projectEnergy(['a', 'b'], week, 'day')).map(({ project, kwh }) => [project, kwh]),
      ).toEqual([
        ['a', 2],
        ['b', 3],
      ]);
      const [series] = await all(store.energy(['m1'], { fromMs: monday, toMs: monday + 30 * minute }));
      expect([...series!.kwh]).toEqual([3, 2]);
    });

    test('a project that loses one of its meters keeps the energy of the others, and of the days before', async () => {
      const yesterday = monday - day;
      await store.writeEnergy([
        energy('m1', yesterday, [1], 'a'),
        energy('m1', monday, [2, 3], 'a'),
        energy('m2', monday, [10], 'a'),
      ]);
      await store.writeEnergy([energy('m1', monday, [2, 3], 'b')]);
      const range = { fromMs: yesterday, toMs: monday + day };
      const sums = await store.projectEnergy(['a', 'b'], range, 'day');
      expect(sums.map(({ project, timeMs, kwh }) => [project, timeMs, kwh])).toEqual([
        ['a', yesterday, 1],
        ['a', monday, 10],
        ['b', monday, 5],
      ]);
      expect((await store.totalEnergy(null, range, 'day')).map(({ kwh }) => kwh)).toEqual([1, 15]);
    });

    test('a day of which every interval is taken out is absent', async () => {
      await store.writeEnergy([energy('m1', monday, [1, 2]), energy('m1', monday + day, [4])]);
      await store.writeEnergy([energy('m1', monday, [Number.NaN, Number.NaN])]);
      expect((await store.projectEnergy(['p'], week, 'day')).map(({ timeMs, kwh }) => [timeMs, kwh])).toEqual(
        [[monday + day, 4]],
      );
    });

    test('measured share and edits come back with the interval', async () => {
      const one = energy('m1', monday, [1, 2]);
      one.measured[1] = 0.25;
      one.edits[1] = 1 | 8;
      await store.writeEnergy([one]);
      const [series] = await all(store.energy(['m1'], { fromMs: monday, toMs: monday + 30 * minute }));
      expect([[...series!.measured], [...series!.edits]]).toEqual([
        [1, 0.25],
        [0, 9],
      ]);
    });

    test('a series written again replaces the intervals it covers and no others; NaN takes one out', async () => {
      await store.writeEnergy([energy('m1', monday, [1, 2, 3, 4])]);
      await store.writeEnergy([energy('m1', monday + 15 * minute, [20, Number.NaN])]);
      const [series] = await all(store.energy(['m1'], { fromMs: monday, toMs: monday + hour }));
      expect([...series!.kwh]).toEqual([1, 20, Number.NaN, 4]);
      expect((await store.projectEnergy(['p'], week, 'day')).map(({ kwh }) => kwh)).toEqual([25]);
    });

    test.each([
      ['interval', [monday, 1], [monday + 15 * minute, 2], [monday + day, 8]],
      ['hour', [monday, 3], [monday + day, 8]],
      ['day', [monday, 3], [monday + day, 8]],
    ] as const)(
      'sums of a project by %s begin at the steps of the city and skip empty ones',
      async (step, ...expected) => {
        await store.writeEnergy([
          energy('m1', monday, [1, 1.5]),
          energy('m2', monday + 15 * minute, [0.5]),
          energy('m1', monday + day, [8]),
          energy('m3', monday, [100], 'other'),
        ]);
        const found = await store.projectEnergy(['p'], week, step);
        expect(found.map(({ project, timeMs, kwh }) => [project, timeMs, kwh])).toEqual(
          expected.map(([timeMs, kwh]) => ['p', timeMs, kwh]),
        );
      },
    );

    test('a day that the range cuts counts only what lies in the range', async () => {
      const days = Array.from({ length: 3 }, (_, index) =>
        energy('m1', monday + index * day, new Array(96).fill(1)),
      );
      await store.writeEnergy(days);
      const cut = { fromMs: monday + 6 * hour, toMs: monday + 2 * day + 6 * hour };
      expect((await store.totalEnergy(null, cut, 'day')).map(({ timeMs, kwh }) => [timeMs, kwh])).toEqual([
        [monday, 72],
        [monday + day, 96],
        [monday + 2 * day, 24],
      ]);
    });

    test('a range within one day is cut at both ends', async () => {
      await store.writeEnergy([energy('m1', monday, new Array(96).fill(1))]);
      const cut = { fromMs: monday + hour, toMs: monday + 2 * hour };
      expect((await store.projectEnergy(['p'], cut, 'day')).map(({ timeMs, kwh }) => [timeMs, kwh])).toEqual([
        [monday, 4],
      ]);
    });

    test("days and hours are the city's, also where its clocks change", async () => {
      await store.stop();
      store = await engine.fresh('Europe/Berlin');
      const sunday = Date.parse('2026-10-25T00:00:00+02:00');
      await store.writeEnergy([energy('m1', sunday - hour, new Array(4 + 100 + 8).fill(1))]);
      const range = { fromMs: sunday - 2 * day, toMs: sunday + 3 * day };
      expect(
        (await store.projectEnergy(['p'], range, 'day')).map(({ timeMs, kwh }) => [timeMs - sunday, kwh]),
      ).toEqual([
        [-day, 4],
        [0, 100],
        [25 * hour, 8],
      ]);
      const hours = await store.totalEnergy(null, range, 'hour');
      expect(hours.map(({ timeMs }) => (timeMs - sunday) / hour)).toEqual(
        Array.from({ length: 28 }, (_, n) => n - 1),
      );
    });

    test('the measured share of a sum is the mean over its intervals', async () => {
      const one = energy('m1', monday, [1, 1, 1]);
      one.measured.set([0, 0.5, 1]);
      await store.writeEnergy([one, energy('m2', monday, [1])]);
      for (const step of ['hour', 'day'] as const) {
        expect((await store.projectEnergy(['p'], week, step))[0]!.measured).toBeCloseTo(2.5 / 4, 12);
      }
    });

    test('whatever the order, sums are those of what was written last, also after a restart', async () => {
      const written = fc.record({
        meter: fc.constantFrom('m1', 'm2', 'm3'),
        project: fc.constantFrom('a', 'b'),
        quarter: fc.integer({ min: 90, max: 200 }),
        kwh: fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Number.NaN)), {
          minLength: 1,
          maxLength: 30,
        }),
      });
      let round = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(written, { maxLength: 3 }), { maxLength: 4 }), async (writes) => {
          // Each round has its own weeks, so that what the one before wrote does not have to be taken out.
          const weekMs = monday + round++ * 7 * day;
          const last = new Map<string, { project: string; kwh: number }>();
          for (const series of writes) {
            const apart = [...new Map(series.map((one) => [one.meter, one])).values()];
            await store.writeEnergy(
              apart.map(({ meter, quarter, kwh, project }) =>
                energy(meter, weekMs + quarter * 15 * minute, kwh, project),
              ),
            );
            for (const { meter, quarter, kwh, project } of apart) {
              for (const [index, value] of kwh.entries())
                last.set(`${meter} ${quarter + index}`, { project, kwh: value });
            }
          }
          if (round % 5 === 0) {
            await store.stop();
            store = await engine.again();
          }
          const expected = new Map<string, number>();
          for (const [key, { project, kwh }] of last) {
            const dayKey = `${project} ${Math.floor(Number(key.split(' ')[1]) / 96)}`;
            if (!Number.isNaN(kwh)) expected.set(dayKey, (expected.get(dayKey) ?? 0) + kwh);
          }
          const range = { fromMs: weekMs, toMs: weekMs + 7 * day };
          const sums = await store.projectEnergy(['a', 'b'], range, 'day');
          const found = sums.map(
            ({ project, timeMs, kwh }) => [`${project} ${(timeMs - weekMs) / day}`, kwh] as const,
          );
          expect(new Map(found)).toEqual(expected);
        }),
        { numRuns: 25 },
      );
    });

    test('a total is the sum over the chosen projects, or over all, in time order', async () => {
      await store.writeEnergy([
        energy('m2', monday + hour, [5], 'b'),
        energy('m1', monday, [1], 'a'),
        energy('m3', monday, [2], 'c'),
      ]);
      const total = async (projects: string[] | null) =>
        (await store.totalEnergy(projects, week, 'hour')).map(({ timeMs, kwh }) => [timeMs, kwh]);
      expect(await total(null)).toEqual([
        [monday, 3],
        [monday + hour, 5],
      ]);
      expect(await total(['a', 'b'])).toEqual([
        [monday, 1],
        [monday + hour, 5],
      ]);
      expect(await total([])).toEqual([]);
    });
  });

  describe('verdicts', () => {
    test('activity comes back as it went in, in the order of project and time', async () => {
      const rows = [
        activity('a', monday),
        activity('a', monday + day, {
          state: 'unknown',
          index: null,
          energyKwh: null,
          baselineKwh: null,
          why: null,
        }),
        activity('b', monday, { state: 'off', excused: '春节' }),
      ];
      await store.writeActivity(rows.toReversed());
      expect(await store.activity(null, week, 'day')).toEqual(rows);
      expect(await store.activity(['b', 'never'], week, 'day')).toEqual([rows[2]]);
      expect(await store.activity([], week, 'day')).toEqual([]);
    });

    test('hours and days are kept apart, and the last written wins', async () => {
      const hourly = activity('a', monday, { step: 'hour', why: null });
      await store.writeActivity([activity('a', monday, { state: 'idle', excused: '台风' }), hourly]);
      await store.writeActivity([activity('a', monday)]);
      expect(await store.activity(null, week, 'day')).toEqual([activity('a', monday)]);
      expect(await store.activity(null, week, 'hour')).toEqual([hourly]);
      expect(await store.activity(null, { fromMs: monday + 1, toMs: monday + day }, 'day')).toEqual([]);
    });

    test('projects, progress, standings and findings that are written again are there once', async () => {
      await writePanels(store);
      await writePanels(store);
      const portions = await dumped(store);
      expect(portions.map(panels)).toEqual([[['d'], ['d'], ['d'], 1]]);
    });

    test("what is written again after a project's move stands in its new district only, what came before stays", async () => {
      const [before, after] = [activity("a'b", monday), activity("a'b", monday + day)];
      const hourly = activity("a'b", monday + day, { step: 'hour', why: null });
      const moved = { district: 'e', department: 'dep 2' };
      await store.writeActivity([before, after, hourly, activity('b', monday + day)]);
      await writePanels(store);
      await store.writeActivity([
        { ...after, ...moved },
        { ...hourly, ...moved },
      ]);
      await writePanels(store, 'e');
      const portions = await dumped(store);
      expect(portions.flatMap((portion) => portion.activity)).toEqual([
        before,
        { ...after, ...moved },
        { ...hourly, ...moved },
        activity('b', monday + day),
      ]);
      expect(panels(portions[0]!)).toEqual([['e'], ['e'], ['e'], 1]);
      await store.stop();
      store = await engine.again();
      await store.writeActivity([{ ...before, ...moved }]);
      expect(await store.activity(["a'b"], week, 'day')).toEqual([
        { ...before, ...moved },
        { ...after, ...moved },
      ]);
      const activities = (await dumped(store)).flatMap((portion) => portion.activity);
      expect(activities.map(({ project, district }) => [project, district])).toEqual([
        ["a'b", 'e'],
        ["a'b", 'e'],
        ["a'b", 'e'],
        ['b', 'd'],
      ]);
    });
  });

  test('a million readings go in and come out', { timeout: 300_000 }, async () => {
    const [meters, each, atOnce] = [100, 10_000, 20_000];
    for (let from = 0; from < each; from += atOnce / meters) {
      const batch: Reading[] = [];
      for (let index = from; index < from + atOnce / meters; index++) {
        for (let meter = 0; meter < meters; meter++) {
          batch.push(reading(`m${meter}`, monday + index * minute, { energyKwh: index + meter / 1000 }));
        }
      }
      expect(await store.write(batch, from)).toEqual([]);
    }
    let [count, sum] = [0, 0];
    const ids = Array.from({ length: meters }, (_, meter) => `m${meter}`);
    for await (const { timeMs, energyKwh } of store.series(ids, { fromMs: monday, toMs: monday + 8 * day })) {
      count += timeMs.length;
      sum += energyKwh.at(-1)!;
    }
    expect(count).toBe(1_000_000);
    expect(sum).toBeCloseTo(meters * (each - 1) + 4.95, 6);
    expect((await store.latest()).size).toBe(meters);
  });

  test('what is dumped and loaded into another store is the same again, and dumps the same', async () => {
    const city: Portion[] = [];
    expect(await store.isEmpty()).toBe(true);
    await store.write(
      [
        reading('m1', monday, {
          powerKw: -3.5,
          voltageV: [230, null, 1],
          currentA: [1, 2, 3],
          powerFactor: 0.9,
        }),
        reading('电表', monday + 3 * day, { energyKwh: null, powerKw: 0 }),
      ],
      5,
    );
    await store.write([reading('m1', monday + hour, { project: 'q' })], 9);
    await store.writeEnergy([energy('m1', monday - hour, [1, Number.NaN, 0.1, 0, 7])]);
    await store.writeActivity([
      activity('a', monday),
      activity('a', monday, { step: 'hour', why: null, excused: '节' }),
    ]);
    await writePanels(store);
    await store.dump(async (portion) => void city.push(portion));

    const other = await engine.fresh('Asia/Shanghai');
    for (const portion of city) await other.load(portion);
    expect(await other.isEmpty()).toBe(false);
    const again: Portion[] = [];
    await other.dump(async (portion) => void again.push(portion));
    expect(again).toEqual(city);
    expect(city).toHaveLength(2);
    expect((await other.latest()).get('m1')?.project).toBe('q');
    expect(await other.touchedSince(9)).toMatchObject([{ meter: 'm1', storedMs: 9 }]);
    expect((await other.totalEnergy(null, week, 'day')).map(({ kwh }) => kwh)).toEqual([7]);
    expect(await other.activity(null, week, 'day')).toEqual([activity('a', monday)]);
    await other.stop();
  });
}

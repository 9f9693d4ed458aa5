import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EnergyEdit, editNames } from '../../model/energy.ts';
import type { Meter } from '../../model/meter.ts';
import { plainMeter } from '../../model/registry.fixture.ts';
import { cityDays, dayNumber } from '../city-days.ts';
import { EnergyConfiguration } from './configuration.ts';
import { meterEnergy } from './meter-energy.ts';

const days = cityDays('Asia/Shanghai');
const day = dayNumber('2026-03-02');
const beginMs = days.beginOf(day);
const hourMs = 3_600_000;

const meter = plainMeter({ id: 'M1', project: 'P1' });

type Row = [hour: number, kwh: number, volt?: number];

function energy(
  rows: readonly Row[],
  options: { meter?: Partial<Meter>; power?: boolean; toHour?: number } = {},
) {
  const column = (pick: (row: Row) => number) => Float64Array.from(rows, pick);
  const none = column(() => Number.NaN);
  return meterEnergy({
    rows: [{ ...meter, ...options.meter }],
    readings: {
      meter: 'M1',
      timeMs: column(([hour]) => beginMs + hour * hourMs),
      receivedMs: none,
      energyKwh: options.power ? none : column(([, kwh]) => kwh),
      powerKw: options.power ? column(([, kw]) => kw) : none,
      voltageMinV: column(([, , volt]) => volt ?? Number.NaN),
      voltageMaxV: none,
    },
    fromMs: beginMs,
    untilMs: beginMs + (options.toHour ?? rows.at(-1)![0]) * hourMs,
    memory: null,
    days,
    parameters: EnergyConfiguration.parse({}),
  }).series;
}

function total(series: ReturnType<typeof energy>): number {
  return series.kwh.reduce((sum, kwh) => sum + (Number.isNaN(kwh) ? 0 : kwh), 0);
}

function edits(series: ReturnType<typeof energy>): string[] {
  return editNames(series.edits.reduce((all, bits) => all | bits, 0)).sort();
}

function measured(series: ReturnType<typeof energy>): number {
  return series.measured.reduce((a, b) => a + b, 0) / series.measured.length;
}

const hourly = (from: number, to: number, start = 100, step = 2): Row[] =>
  Array.from({ length: to - from + 1 }, (_, i) => [from + i, start + i * step]);

test('the sum is the difference of the registers, to the last 0.01 kWh, whatever the steps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 8, maxLength: 60 }), (steps) => {
      const rows: Row[] = [[0, 1000]];
      for (const step of steps) rows.push([rows.length / 4, rows.at(-1)![1] + step / 100]);
      expect(total(energy(rows))).toBeCloseTo(rows.at(-1)![1] - 1000, 6);
    }),
  );
});

test.each<[string, Row[], Partial<Meter>, number, string[]]>([
  ['a register that goes on has no edit', hourly(0, 12), {}, 24, []],
  [
    'one 0 among good values',
    [...hourly(0, 4), [5, 0], ...hourly(6, 12, 112)],
    {},
    24,
    ['glitch', 'interpolated'],
  ],
  [
    'one value far too high',
    [...hourly(0, 4), [5, 99_999], ...hourly(6, 12, 112)],
    {},
    24,
    ['glitch', 'interpolated'],
  ],
  [
    'zeros for hours',
    [...hourly(0, 3), [4, 0], [5, 0], [6, 0], [7, 0], [8, 0], ...hourly(9, 12, 118)],
    {},
    24,
    ['backlogSpread', 'glitch'],
  ],
  [
    'a rollover at the meter’s own modulus',
    [...hourly(0, 4, 9990), ...hourly(5, 12, 0.5)],
    { registerMaxKwh: 10_000 },
    24.5,
    ['rollover'],
  ],
  [
    'a rollover of a dial that was given by its nines',
    [...hourly(0, 4, 9990), ...hourly(5, 12, 0.5)],
    { registerMaxKwh: 9999.99 },
    24.5,
    ['rollover'],
  ],
  ['a register set back', [...hourly(0, 4), ...hourly(5, 12, 1)], {}, 8 + 1 + 14, ['reset']],
  ['a hole of two hours', [...hourly(0, 5), ...hourly(7, 12, 114)], {}, 24, ['interpolated']],
  ['a hole of a night', [...hourly(0, 5), ...hourly(14, 18, 128)], {}, 36, ['backlogSpread']],
  [
    'more than the supply can carry',
    [...hourly(0, 5), ...hourly(6, 12, 90_000)],
    { capacityKva: 50 },
    22,
    ['likeDays', 'overCapacity'],
  ],
])('%s', (_, rows, different, kwh, expected) => {
  const series = energy(rows, { meter: different });
  expect(edits(series)).toEqual(expected);
  expect(total(series)).toBeCloseTo(kwh, 6);
});

test('what was estimated is never called measured', () => {
  const series = energy([...hourly(0, 5), ...hourly(14, 18, 128)]);
  expect(measured(series)).toBeCloseTo(9 / 18, 6);
});

test('a meter that is read once a day has measured days, though no shape', () => {
  const series = energy([0, 24, 48, 72].map((hour): Row => [hour, hour * 10]));
  expect(measured(series)).toBe(1);
  expect(edits(series)).toEqual([]);
});

test('a day without readings is a hole for a meter that speaks every hour', () => {
  const series = energy([...hourly(0, 24), ...hourly(48, 72, 196)]);
  expect(measured(series)).toBeCloseTo(48 / 72, 6);
});

test('power is integrated where there is no register', () => {
  const series = energy(hourly(0, 12, 10, 0), { power: true });
  expect(total(series)).toBeCloseTo(120, 6);
  expect(edits(series)).toEqual(['integrated']);
});

test('a register that stands still is believed with a voltage and not without', () => {
  const week = hourly(0, 24 * 4);
  const last = week.at(-1)![1];
  const still = (volt?: number): Row[] =>
    Array.from({ length: 24 }, (_, i): Row => (volt === undefined ? [97 + i, last] : [97 + i, last, volt]));
  const after = (rows: Row[]) => {
    const { measured: shares } = energy([...week, ...rows]);
    return shares.slice(-80).reduce((a, b) => a + b, 0);
  };
  expect(after(still(230))).toBe(80);
  expect(after(still())).toBe(0);
});

test('a backlog that a dead gateway hands over at once is shared out over the time it was dead', () => {
  const week = hourly(0, 24 * 4);
  const last = week.at(-1)![1];
  const dead = Array.from({ length: 24 }, (_, i): Row => [97 + i, last]);
  const series = energy([
    ...week,
    ...dead,
    [121, last + 50],
    [122, last + 52],
    [123, last + 54],
    [124, last + 56],
    [125, last + 58],
  ]);
  expect(total(series)).toBeCloseTo(last - 100 + 58, 6);
  expect(Math.max(...series.kwh)).toBeLessThan(1);
  expect(series.edits[4 * 110]! & EnergyEdit.deadGateway).not.toBe(0);
});

test('readings outside of the meter’s service are not looked at', () => {
  const series = energy(hourly(0, 30), { meter: { from: '2026-03-03' } });
  expect(total(series)).toBeCloseTo(12, 6);
});

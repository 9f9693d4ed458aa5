import type { ReadingSeries } from '../../model/reading.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { readingsOf, wordsOf } from '../../rules/cases/short-form.ts';
import { siteFacts } from '../../rules/cases/site.fixture.ts';
import type { Checkpoint } from '../../rules/checkpoint.ts';
import { cityDays, dayNumber } from '../../rules/city-days.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';
import type { City } from '../../rules/evaluate.ts';
import { evaluateProject } from '../../rules/project.ts';

const city: City = {
  timeZone: 'Asia/Shanghai',
  calendar: chineseCalendar(),
  rules: RulesConfiguration.parse({}),
};
const days = cityDays(city.timeZone);
const first = dayNumber('2026-03-02');
const facts = siteFacts({});

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** A meter that speaks every 15 seconds, as live ones do: the quarter hours' registers with straight lines between. */
function everyFifteenSeconds(series: ReadingSeries): ReadingSeries {
  const steps = 60;
  const length = (series.timeMs.length - 1) * steps;
  const between = (column: Float64Array) =>
    Float64Array.from({ length }, (_, i) => {
      const at = Math.floor(i / steps);
      return column[at]! + ((column[at + 1]! - column[at]!) * (i % steps)) / steps;
    });
  return {
    meter: series.meter,
    timeMs: between(series.timeMs),
    receivedMs: between(series.timeMs),
    energyKwh: between(series.energyKwh),
    powerKw: new Float64Array(length).fill(Number.NaN),
    voltageMinV: new Float64Array(length).fill(230),
    voltageMaxV: new Float64Array(length).fill(230),
  };
}

function row(name: string, figure: string): void {
  process.stdout.write(`| ${name} | ${figure} |\n`);
}

function throughput(name: string, readings: ReadingSeries, dayCount: number, rounds: number): void {
  const untilMs = days.beginOf(first + dayCount);
  const ask = { facts, start: null, readings: [readings], untilMs, hours: false, checkpointsFrom: null };
  const run = () => {
    for (let i = 0; i < rounds; i += 1) evaluateProject(city, ask);
  };
  // A service runs for months: what the compiler takes in its first second is none of its speed.
  run();
  const seconds = cpuSeconds(run);
  const rate = (rounds * readings.timeMs.length) / seconds;
  row(name, `${Math.round(rate).toLocaleString('en')} readings/s`);
}

process.stdout.write('| on one core | |\n|---|---|\n');
const words = wordsOf('(work*6 idle)*12');
const quarterly = readingsOf('M1', words, days.beginOf(first));
throughput('readings every 15 minutes', quarterly, words.length, 300);
throughput('readings every 15 seconds', everyFifteenSeconds(quarterly), words.length, 6);

const projects = 10_000;
const nowMs = days.beginOf(first + words.length - 1) + 15.2 * 3_600_000;
const history = evaluateProject(city, {
  facts,
  start: null,
  readings: [quarterly],
  untilMs: nowMs,
  checkpointsFrom: '2026-05-01',
});
const start: Checkpoint = history.checkpoints.at(-1)!;
const from = quarterly.timeMs.findIndex((timeMs) => timeMs >= start.beginMs);
const today: ReadingSeries = {
  meter: 'M1',
  timeMs: quarterly.timeMs.subarray(from),
  receivedMs: quarterly.receivedMs.subarray(from),
  energyKwh: quarterly.energyKwh.subarray(from),
  powerKw: quarterly.powerKw.subarray(from),
  voltageMinV: quarterly.voltageMinV.subarray(from),
  voltageMaxV: quarterly.voltageMaxV.subarray(from),
};
const seconds = cpuSeconds(() => {
  for (let i = 0; i < projects; i += 1) {
    evaluateProject(city, { facts, start, readings: [today], untilMs: nowMs, checkpointsFrom: start.day });
  }
});
row('hourly evaluation of 10,000 projects', `${seconds.toFixed(2)} s`);
row('a checkpoint, as JSON', `${(JSON.stringify(start).length / 1024).toFixed(1)} KiB`);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarDay } from '../model/calendar.ts';
import type { ReadingSeries } from '../model/reading.ts';
import { readingsOf } from './cases/short-form.ts';
import { siteFacts } from './cases/site.fixture.ts';
import { type Checkpoint, startingPoint } from './checkpoint.ts';
import { cityDays, dayNumber } from './city-days.ts';
import { RulesConfiguration } from './configuration.ts';
import type { City, ProjectAnswer } from './evaluate.ts';
import { evaluateProject } from './project.ts';

const calendar = (date: string): CalendarDay => ({
  date,
  workday: new Date(date).getUTCDay() % 6 !== 0,
  holiday: null,
  springFestivalDay: null,
});
const city: City = { timeZone: 'Asia/Shanghai', calendar, rules: RulesConfiguration.parse({}) };
const days = cityDays(city.timeZone);
const first = dayNumber('2026-03-02');
const facts = siteFacts({});

const Words = fc.array(fc.constantFrom('work', 'idle', 'weak', 'cut', 'frozen', 'silent', 'night'), {
  minLength: 12,
  maxLength: 30,
});

function pick(series: ReadingSeries, keep: (timeMs: number) => boolean): ReadingSeries {
  const at = [...series.timeMs.keys()].filter((i) => keep(series.timeMs[i]!));
  const column = (values: Float64Array) => Float64Array.from(at, (i) => values[i]!);
  return {
    meter: series.meter,
    timeMs: column(series.timeMs),
    receivedMs: column(series.receivedMs),
    energyKwh: column(series.energyKwh),
    powerKw: column(series.powerKw),
    voltageMinV: column(series.voltageMinV),
    voltageMaxV: column(series.voltageMaxV),
  };
}

function ask(readings: ReadingSeries, untilMs: number, start: Checkpoint | null = null): ProjectAnswer {
  const from = pick(readings, (timeMs) => timeMs >= (start?.beginMs ?? 0));
  return evaluateProject(city, { facts, start, readings: [from], untilMs, checkpointsFrom: '2026-03-02' });
}

test('going on from a checkpoint at every step gives what one evaluation of everything gives', () => {
  fc.assert(
    fc.property(Words, fc.integer({ min: 3, max: 40 }), (words, stepHours) => {
      const readings = readingsOf('M1', words, days.beginOf(first));
      const endMs = days.beginOf(first + words.length);
      let kept: Checkpoint[] = [];
      let live: ProjectAnswer | null = null;
      let askedMs = days.beginOf(first);
      for (let now = askedMs; askedMs < endMs; now = Math.min(endMs, now + stepHours * 3_600_000)) {
        const touched = readings.timeMs.filter((time) => time > askedMs && time <= now);
        const changes = touched.length === 0 ? [] : [{ meter: 'M1', fromMs: touched[0]! }];
        const start = startingPoint(kept, changes);
        live = ask(readings, now, start);
        kept = [
          ...kept.filter(({ beginMs }) => start !== null && beginMs < start.beginMs),
          ...live.checkpoints,
        ];
        if (now === endMs) break;
        askedMs = now;
      }
      const whole = ask(readings, endMs);
      const tail = (answer: ProjectAnswer) => answer.days.filter(({ timeMs }) => timeMs >= live!.fromMs);
      expect(tail(live!)).toEqual(tail(whole));
      expect(live!.findings).toEqual(whole.findings);
    }),
    { numRuns: 12 },
  );
});

test('late readings, taken in from the checkpoint that sees them, give what they would have given in time', () => {
  fc.assert(
    fc.property(
      Words,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
      (words, lateDay, lateDays) => {
        const readings = readingsOf('M1', words, days.beginOf(first));
        const endMs = days.beginOf(first + words.length);
        const lateFrom = days.beginOf(first + lateDay);
        const isLate = (timeMs: number) => timeMs > lateFrom && timeMs <= lateFrom + lateDays * 86_400_000;
        const inTime = ask(
          pick(readings, (timeMs) => !isLate(timeMs)),
          endMs,
        );
        const late = readings.timeMs.filter(isLate);
        const changes = late.length === 0 ? [] : [{ meter: 'M1', fromMs: late[0]! }];
        const start = startingPoint(inTime.checkpoints, changes);
        const after = ask(readings, endMs, start);
        expect(after.findings).toEqual(ask(readings, endMs).findings);
      },
    ),
    { numRuns: 12 },
  );
});

test('a checkpoint survives being written as JSON', () => {
  const words = ['work', 'work', 'idle', 'work', 'work', 'frozen', 'silent', 'work'];
  const readings = readingsOf('M1', words, days.beginOf(first));
  const endMs = days.beginOf(first + words.length);
  const { checkpoints, days: whole } = ask(readings, endMs);
  const start = JSON.parse(JSON.stringify(checkpoints[4])) as Checkpoint;
  expect(ask(readings, endMs, start).days).toEqual(whole.slice(4));
});

test('a day says why in both languages, and its state looks at nothing later', () => {
  const words = ['work', 'work', 'work', 'work', 'work', 'work', 'idle', 'work', 'idle', 'idle'];
  const readings = readingsOf('M1', words, days.beginOf(first));
  const whole = ask(readings, days.beginOf(first + words.length));
  for (const [n, day] of whole.days.entries()) {
    expect(day.why?.zh).toMatch(/[：。]/);
    const known = ask(
      pick(readings, (timeMs) => timeMs <= days.beginOf(first + n + 1)),
      days.beginOf(first + n + 1),
    );
    expect(known.days[n]).toEqual(day);
  }
});

test('the day that still runs is unknown in the morning and worked in the afternoon', () => {
  const words = new Array<string>(10).fill('work');
  const readings = readingsOf('M1', words, days.beginOf(first));
  const at = (hour: number) => ask(readings, days.beginOf(first + 9) + hour * 3_600_000).days.at(-1)!.state;
  expect([at(1), at(6), at(16)]).toEqual(['unknown', 'unknown', 'working']);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StandingSubject, scoreParts, standingSubjects } from '../../model/standing.ts';
import { StandingsConfiguration } from './configuration.ts';
import { bulletinFigures } from './figures.ts';
import { days, inputsOf, project, rules } from './inputs.fixture.ts';
import type { StandingsInputs } from './inputs.ts';
import { standingsOf } from './standings.ts';

const wan = (most: number) => fc.nat(most * 100).map((hundredths) => hundredths / 100);
const half = fc.constantFrom('2026-01H1', '2026-01H2', '2026-02H1', '2026-02H2', '2026-03H1');
const day = fc
  .integer({ min: 0, max: 120 })
  .map((n) => new Date(Date.UTC(2025, 11, 1 + n)).toISOString().slice(0, 10));

/** One project with everything that may or may not be known of it. */
const site = fc.record({
  district: fc.constantFrom('a', 'b', 'c'),
  department: fc.constantFrom('x', 'y'),
  stage: fc.constantFrom('construction', 'construction', 'construction', 'preliminary', 'completed'),
  annualPlanWan: fc.option(wan(50_000)),
  plannedStart: fc.option(day),
  activity: fc.array(fc.constantFrom('W', 'W', 'i', 'o', '?', 'e'), { maxLength: 15 }),
  investments: fc.dictionary(half, wan(5_000), { maxKeys: 5 }),
  plans: fc.dictionary(half, wan(5_000), { maxKeys: 3 }),
  milestones: fc.array(fc.record({ planned: day, actual: fc.option(day) }), { maxLength: 3 }),
  asked: fc.integer({ min: 0, max: 3 }),
  waits: fc.boolean(),
});

const city = fc.array(site, { minLength: 1, maxLength: 14 }).map((sites) => {
  const named = sites.map((one, i) => ({ ...one, id: `P${i}` }));
  return inputsOf({
    projects: named.map(({ id, district, department, stage, annualPlanWan, plannedStart }) =>
      project(id, district, { department, stage: stage as 'construction', annualPlanWan, plannedStart }),
    ),
    days: named.flatMap(({ id, activity }) => days(id, activity.join(''))),
    investments: named.flatMap(({ id, investments }) =>
      Object.entries(investments).map(([period, amountWan]) => ({ project: id, period, amountWan })),
    ),
    plans: named.flatMap(({ id, plans }) =>
      Object.entries(plans).map(([period, plannedWan]) => ({ project: id, period, plannedWan })),
    ),
    milestones: named.flatMap(({ id, milestones }) =>
      milestones.map((row, i) => ({ project: id, name: `第${i}步`, ...row })),
    ),
    answers: named.map(({ id, asked }) => ({ project: id, asked, inTime: Math.min(asked, 1) })),
    waiting: named
      .filter(({ waits }) => waits)
      .map(({ id }) => ({ project: id, from: '2026-03-05', to: '2026-03-09' })),
    suspensions: [{ project: '*', from: '2026-02-10', to: '2026-02-20', reason: '台风', document: null }],
  });
});
const by = fc.constantFrom(...standingSubjects);

const ranks = (inputs: StandingsInputs, subject: StandingSubject, different: object = {}) =>
  standingsOf(subject, inputs, StandingsConfiguration.parse({ leastProjects: 1, ...different }));
const scores = (...question: Parameters<typeof ranks>) =>
  Object.fromEntries(ranks(...question).map(({ subject, score }) => [subject, score]));

test('the order of input does not matter', () => {
  fc.assert(
    fc.property(city, by, (inputs, subject) => {
      const turned: StandingsInputs = {
        ...inputs,
        projects: inputs.projects.toReversed(),
        days: inputs.days.toReversed(),
        investments: inputs.investments.toReversed(),
        plans: inputs.plans.toReversed(),
        milestones: inputs.milestones.toReversed(),
        answers: inputs.answers.toReversed(),
        waiting: inputs.waiting.toReversed(),
      };
      expect(ranks(turned, subject)).toEqual(ranks(inputs, subject));
    }),
  );
});

test('the city’s money is the sum of its groups to the last 0.01 万元, whatever they are', () => {
  fc.assert(
    fc.property(city, (inputs) => {
      const figures = bulletinFigures(inputs, rules);
      const whole = figures(() => true);
      for (const group of ['district', 'department', 'id'] as const) {
        const names = new Set(inputs.projects.map((one) => one[group]));
        const parts = [...names].map((name) => figures((one) => one[group] === name));
        const sum = (wanOf: (part: typeof whole) => number | null) =>
          parts.reduce((all, part) => all + Math.round(100 * (wanOf(part) ?? 0)), 0);
        expect(sum(({ investedWan }) => investedWan)).toBe(Math.round(100 * (whole.investedWan ?? 0)));
        expect(sum(({ planWan }) => planWan)).toBe(Math.round(100 * (whole.planWan ?? 0)));
        expect(parts.reduce((all, { projects }) => all + projects, 0)).toBe(whole.projects);
      }
    }),
  );
});

test('whoever has money of the year stands in the list, so the rows of a bulletin add up to its city', () => {
  fc.assert(
    fc.property(city, by, (inputs, subject) => {
      const figures = bulletinFigures(inputs, rules);
      const whole = figures(() => true);
      const key = subject === 'project' ? 'id' : subject;
      const rows = ranks(inputs, subject).map((row) => figures((one) => one[key] === row.subject));
      const sum = (wanOf: (part: typeof whole) => number | null) =>
        rows.reduce((all, row) => all + Math.round(100 * (wanOf(row) ?? 0)), 0);
      expect(sum(({ investedWan }) => investedWan)).toBe(Math.round(100 * (whole.investedWan ?? 0)));
      expect(sum(({ planWan }) => planWan)).toBe(Math.round(100 * (whole.planWan ?? 0)));
    }),
  );
});

test('a rank is one more than those who are better; who has no score has none', () => {
  fc.assert(
    fc.property(city, by, (inputs, subject) => {
      const rows = ranks(inputs, subject);
      for (const { rank, score } of rows) {
        const better = rows.filter((other) => score !== null && (other.score ?? -1) > score).length;
        expect(rank).toBe(score === null ? null : better + 1);
      }
      expect(new Set(rows.map((row) => row.subject)).size).toBe(rows.length);
    }),
  );
});

test('a score lies between the lowest and the highest of its parts, and a part without weight moves nothing', () => {
  fc.assert(
    fc.property(city, by, fc.constantFrom(...scoreParts), (inputs, subject, without) => {
      for (const { score, parts } of ranks(inputs, subject, { weights: { [without]: 0 } })) {
        if (score === null) continue;
        const known = parts.filter((part) => part.weight > 0 && part.score !== null);
        expect(score).toBeGreaterThanOrEqual(Math.min(...known.map((part) => part.score!)) - 0.05);
        expect(score).toBeLessThanOrEqual(Math.max(...known.map((part) => part.score!)) + 0.05);
      }
    }),
  );
});

test('a part that alone has weight is the score', () => {
  fc.assert(
    fc.property(city, by, fc.constantFrom(...scoreParts), (inputs, subject, only) => {
      const weights = Object.fromEntries(scoreParts.map((part) => [part, Number(part === only)]));
      for (const { score, parts } of ranks(inputs, subject, { weights, leastKnown: 0 })) {
        expect(score).toBe(parts.find(({ part }) => part === only)!.score);
      }
    }),
  );
});

test('weights count against each other, not by their size', () => {
  fc.assert(
    fc.property(city, by, (inputs, subject) => {
      const weights = { investment: 0.5, milestones: 0.2, electricity: 0.2, answers: 0.1 };
      expect(scores(inputs, subject, { weights })).toEqual(scores(inputs, subject));
    }),
  );
});

test('scaling all amounts changes no score', () => {
  fc.assert(
    fc.property(city, by, fc.integer({ min: 2, max: 500 }), (inputs, subject, times) => {
      const scaled = (amount: number) => Math.round(amount * 100 * times) / 100;
      const other = {
        ...inputs,
        projects: inputs.projects.map((one) => ({
          ...one,
          annualPlanWan: one.annualPlanWan === null ? null : scaled(one.annualPlanWan),
        })),
        investments: inputs.investments.map((row) => ({ ...row, amountWan: scaled(row.amountWan) })),
        plans: inputs.plans.map((row) => ({ ...row, plannedWan: scaled(row.plannedWan) })),
      };
      expect(scores(other, subject)).toEqual(scores(inputs, subject));
    }),
  );
});

test('a project of which nothing is known never lowers a score; it can only leave a subject without one', () => {
  fc.assert(
    fc.property(city, by, fc.constantFrom('a', 'b', 'c'), (inputs, subject, district) => {
      const before = scores(inputs, subject);
      const unknown = project('unknown', district, { department: 'x' });
      const after = scores({ ...inputs, projects: [...inputs.projects, unknown] }, subject);
      for (const [name, score] of Object.entries(before)) expect([score, null]).toContain(after[name]);
    }),
  );
});

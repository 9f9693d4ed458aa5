import { expect, test } from 'vitest';
import { periodDays } from '../../model/period.ts';
import { liveDay } from '../life/day.ts';
import { dayNumber } from '../surroundings/days.ts';
import { generateCity } from './city.ts';
import { periodsUpTo, planCurveOf } from './plan-curve.ts';
import { investmentsOf, milestonesOf } from './progress.ts';

const city = generateCity({
  seed: 6,
  projects: 160,
  startDay: '2026-05-01',
  asOf: '2026-10-20',
  with: 'none',
});
const asOf = dayNumber('2026-10-20');

/** Share of the days of a half month on which the site worked. */
function workedShare(site: (typeof city.sites)[number], from: string, to: string): number {
  let worked = 0;
  for (let day = dayNumber(from); day <= dayNumber(to); day++) {
    if (liveDay(site, city.surroundings.on(day)).state === 'working') worked += 1;
  }
  return worked / (dayNumber(to) - dayNumber(from) + 1);
}

const september = city.sites
  .filter((site) => site.start < dayNumber('2026-08-01') && site.finish > asOf + 20)
  .map((site) => {
    const row = investmentsOf(site, city.surroundings, periodsUpTo(asOf, 'half-month')).find(
      ({ period }) => period === '2026-09H1',
    );
    return { site, amountWan: row?.amountWan ?? 0, worked: workedShare(site, '2026-09-01', '2026-09-15') };
  });

test('money follows work: who worked reports much, who stood reports nothing, but for a few who pad', () => {
  const stood = september.filter(({ worked }) => worked === 0);
  expect(stood.length).toBeGreaterThan(3);
  const padded = stood.filter(({ amountWan }) => amountWan > 0).length;
  expect(padded / stood.length).toBeLessThan(0.5);
  expect(september.filter(({ worked }) => worked > 0.7).every(({ amountWan }) => amountWan > 0)).toBe(true);
});

test('some pad: they report money for half months in which nobody worked', () => {
  const padded = city.sites.filter((site) =>
    investmentsOf(site, city.surroundings, periodsUpTo(asOf, 'half-month')).some(({ period, amountWan }) => {
      const { first, last } = periodDays(period)!;
      return amountWan > 0 && workedShare(site, first.toString(), last.toString()) === 0;
    }),
  );
  expect(padded.length).toBeGreaterThan(0);
  expect(padded.length).toBeLessThan(30);
});

test('a late report is missing on the day it is due and there a period later', () => {
  const due = dayNumber('2026-10-15');
  const late = city.sites.filter((site) => {
    const rows = (day: number) =>
      investmentsOf(site, city.surroundings, periodsUpTo(day, 'half-month')).map(({ period }) => period);
    return !rows(due).includes('2026-10H1') && rows(due + 16).includes('2026-10H1');
  });
  expect(late.length).toBeGreaterThan(3);
  expect(late.length).toBeLessThan(40);
});

test('milestones come in order, and one that is reached has the day on which it was', () => {
  for (const site of city.sites) {
    const rows = milestonesOf(site, asOf);
    expect(rows[0]!.name).toBe('开工');
    const planned = rows.map((row) => row.planned);
    expect(planned).toEqual(planned.toSorted());
    const reached = rows.filter(({ actual }) => actual !== null).map(({ actual }) => actual!);
    expect(reached).toEqual(reached.toSorted());
    expect(reached.every((day) => dayNumber(day) <= asOf)).toBe(true);
  }
});

test('plan curves are of one kind of period each, hold the annual plan to the hundredth, and some sites have none', () => {
  const curves = city.sites.map((site) => ({ site, rows: planCurveOf(site, '2026') }));
  const drawn = curves.filter(({ rows }) => rows.length > 0);
  expect(drawn.length).toBeGreaterThan(100);
  expect(drawn.length).toBeLessThan(145);
  for (const { site, rows } of drawn) {
    const hundredths = rows.reduce((sum, { plannedWan }) => sum + Math.round(plannedWan * 100), 0);
    expect(hundredths).toBe(Math.round(site.annualPlanWan * 100));
    expect(new Set(rows.map(({ period }) => period.includes('H'))).size).toBe(1);
  }
});

test('by its curve a site spends little around the Spring Festival, and what it reports follows the curve', () => {
  const year = city.sites.filter(
    (site) => site.plannedStart < dayNumber('2026-01-01') && site.plannedFinish > dayNumber('2026-12-31'),
  );
  const [curves, reports] = [
    year.flatMap((site) => planCurveOf(site, '2026').filter(({ period }) => period.includes('H'))),
    year.flatMap((site) => investmentsOf(site, city.surroundings, periodsUpTo(asOf, 'half-month'))),
  ];
  const planned = (period: string) =>
    curves.filter((row) => row.period === period).reduce((sum, { plannedWan }) => sum + plannedWan, 0);
  expect(planned('2026-02H2')).toBeLessThan(planned('2026-05H2') * 0.75);
  const known = new Set(curves.map(({ project }) => project));
  const reported = reports.filter(({ project }) => known.has(project));
  const share =
    reported.reduce((sum, { amountWan }) => sum + amountWan, 0) /
    periodsUpTo(asOf, 'half-month').reduce((sum, { period }) => sum + planned(period), 0);
  expect(share).toBeGreaterThan(0.75);
  expect(share).toBeLessThan(1.15);
});

import { expect, test } from 'vitest';
import { periodDays } from '../../model/period.ts';
import { liveDay } from '../life/day.ts';
import { dayNumber } from '../surroundings/days.ts';
import { generateCity } from './city.ts';
import { halfMonthsUpTo, investmentsOf, milestonesOf } from './progress.ts';

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
    const row = investmentsOf(site, city.surroundings, halfMonthsUpTo(asOf)).find(
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
    investmentsOf(site, city.surroundings, halfMonthsUpTo(asOf)).some(({ period, amountWan }) => {
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
      investmentsOf(site, city.surroundings, halfMonthsUpTo(day)).map(({ period }) => period);
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

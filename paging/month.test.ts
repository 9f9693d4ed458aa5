import { beforeAll, expect, test } from 'vitest';
import type { Registry } from '../model/registry.ts';
import { calendar, type SimulatedSite, simulate, timeZone } from './simulated-city.fixture.ts';
import { runMonth, type Told } from './simulated-month.fixture.ts';

// With two typhoons' stop orders before and in it, the Mid-Autumn days and the National Day week.
const firstDay = Temporal.PlainDate.from('2026-09-20');
const endDay = Temporal.PlainDate.from('2026-10-26');
/** A gateway of this district is dead for three days. */
const dead = { district: 'yinzhou', from: '2026-10-13', to: '2026-10-16' };
/** Stopped working days in a row after which the rules say yellow. */
const yellowDays = 7;
const stopKinds = ['stalled', 'not-resumed'];
const tellingPurposes = ['page', 'escalation', 'reminder', 'digest'];

let told: Told[];
let found: Set<string>;
let sites: SimulatedSite[];
let registry: Registry;

beforeAll(async () => {
  const msOf = (day: string) =>
    Temporal.PlainDate.from(day).toZonedDateTime(timeZone).add({ hours: 2 }).epochMilliseconds;
  const simulated = simulate(
    { seed: 5, projects: 48, startDay: '2026-06-10', asOf: endDay.toString(), stallShare: 0.2 },
    (district, timeMs) => district === dead.district && msOf(dead.from) <= timeMs && timeMs < msOf(dead.to),
  );
  sites = simulated.sites;
  registry = simulated.city.registry;
  ({ told, found } = await runMonth(registry, sites, firstDay, endDay));
}, 240_000);

/** Why a stop on a day is held against nobody, by the calendar and the papers and not by the rules. */
function isExcused(project: string, day: string): boolean {
  return (
    calendar(day).holiday !== null ||
    registry.suspensions.some(
      (row) => (row.project === project || row.project === '*') && row.from <= day && day <= (row.to ?? day),
    )
  );
}

/** The stops of a site that somebody was to be told of: enough of their working days lie in the month, held against it. */
function trueStops({ facts, stalledDays }: SimulatedSite): string[][] {
  const { id } = facts.project;
  const counts = stalledDays.filter(
    (day) =>
      firstDay.toString() <= day &&
      day < endDay.toString() &&
      calendar(day).workday &&
      !isExcused(id, day) &&
      !(facts.project.district === dead.district && dead.from <= day && day <= dead.to),
  );
  const stops: string[][] = [];
  for (const day of counts) {
    const last = stops.at(-1)?.at(-1);
    // Holidays and excused days do not part a stop.
    const isSame = last && stalledDays.indexOf(day) - stalledDays.indexOf(last) === daysBetween(last, day);
    if (isSame) stops.at(-1)!.push(day);
    else stops.push([day]);
  }
  return stops.filter(({ length }) => length > yellowDays);
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** The pages about stops that are yellow or red, one for each project and letter. */
const stopPages = () =>
  told
    .filter(({ purpose }) => purpose === 'page')
    .flatMap((notice) => notice.matters.map((matter) => ({ ...notice, matter })))
    .filter(({ matter }) => stopKinds.includes(matter.matter) && matter.level !== 'watch');

test('the receiver has got each letter once', () => {
  expect(told.length).toBeGreaterThan(50);
  expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
});

test('each stop that the rules call yellow or red is told once at each level', () => {
  const keys = stopPages().map(({ matter }) => `${matter.finding} ${matter.level}`);
  expect(new Set(keys).size).toBe(keys.length);
  const owed = [...found].filter((key) => /~(stalled|not-resumed)~.* (yellow|red)$/.test(key));
  expect(owed.filter((key) => !keys.includes(key))).toEqual([]);
});

test('every true stop is told to its department: by its name, or where its load hides it as behind its plan', () => {
  const stops = sites.flatMap((site) => trueStops(site).map((days) => ({ site, days })));
  expect(stops.length).toBeGreaterThan(10);
  const named = stops.filter(({ site, days }) =>
    stopPages().some(({ matter, day }) => matter.project!.id === site.facts.project.id && day >= days[0]!),
  );
  expect(named.length / stops.length).toBeGreaterThanOrEqual(0.9);
  const paged = new Set(
    told.flatMap(({ purpose, audience, matters }) =>
      purpose === 'page' && audience !== 'operator' ? matters.map(({ project }) => project?.id) : [],
    ),
  );
  expect(stops.filter(({ site }) => !paged.has(site.facts.project.id))).toEqual([]);
});

test('each goes to who is on duty for the department on that day, and to nobody else', () => {
  for (const { matter, day, recipient } of stopPages()) {
    const shift = Temporal.PlainDate.from(day).dayOfWeek > 5 ? 'weekend' : 'week';
    expect(`${matter.finding}: ${recipient.id}`).toBe(`${matter.finding}: ${matter.department?.id}-${shift}`);
  }
});

test('on a day that the calendar or a paper excuses nobody is told of a stop', () => {
  const days = new Set<string>();
  const wrong = told.flatMap(({ purpose, matters, day }) =>
    matters
      .filter(({ matter, project }) => stopKinds.includes(matter) && isExcused(project!.id, day))
      .filter(() => tellingPurposes.includes(purpose))
      .map(({ finding }) => `${day} ${finding}`),
  );
  expect(wrong).toEqual([]);
  // There were such days, with stops that went on through them.
  for (const site of sites) {
    const { id } = site.facts.project;
    for (const day of site.stalledDays) if (day >= firstDay.toString() && isExcused(id, day)) days.add(day);
  }
  expect(days.size).toBeGreaterThan(5);
});

test('a dead gateway is one page to the operator, and none for each of its projects', () => {
  const storms = told.filter(({ matters }) => matters.some(({ matter }) => matter === 'meter-storm'));
  expect(storms.map(({ purpose, recipient }) => `${purpose} ${recipient.id}`)).toEqual([
    'page ops',
    'closing ops',
  ]);
  const single = told.flatMap(({ matters, day }) =>
    matters
      .filter(({ matter, district }) => matter === 'meter-silent' && district?.id === dead.district)
      .map(({ page }) => `${day} ${page}`),
  );
  expect(single.filter((line) => line >= dead.from)).toEqual([]);
});

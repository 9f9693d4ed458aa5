import { beforeAll, expect, test } from 'vitest';
import type { Notice } from './notice.ts';
import { project, World } from './plan/world.fixture.ts';
import { type SimulatedSite, SiteEvaluation, simulate, timeZone } from './simulated-city.fixture.ts';

const startDay = '2026-08-10';
const firstDay = Temporal.PlainDate.from('2026-10-15');
const lastDay = Temporal.PlainDate.from('2026-11-15');
/** A gateway of this district is dead for three days. */
const dead = { district: 'yinzhou', from: msOf('2026-11-03', 2), to: msOf('2026-11-06', 2) };
const stopKinds = ['stalled', 'not-resumed'];

interface Told extends Notice {
  day: string;
  excused: ReadonlySet<string>;
}

const told: Told[] = [];
let sites: SimulatedSite[];
/** Every matter that was yellow or red in the month, with the level: what somebody had to be told. */
const owed = new Set<string>();

function msOf(day: string, hour: number): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).add({ hours: hour }).epochMilliseconds;
}

/** Two people a department: one for the week, one for the weekend. */
function configurationOf(departments: readonly string[]): object {
  const names = [...departments.flatMap((id) => [`${id}-week`, `${id}-weekend`]), 'ops'];
  return {
    channels: { mail: { type: 'email', host: 'smtp.example.org', from: 'liangshai@example.org' } },
    people: Object.fromEntries(
      names.map((name) => [name, { name, reach: [{ channel: 'mail', target: `${name}@example.org` }] }]),
    ),
    duties: {
      operator: { shifts: [{ people: ['ops'] }] },
      ...Object.fromEntries(
        departments.map((id) => [
          `department/${id}`,
          {
            shifts: [{ days: ['sat', 'sun'], people: [`${id}-weekend`] }, { people: [`${id}-week`] }],
          },
        ]),
      ),
    },
  };
}

beforeAll(() => {
  const simulated = simulate(
    { seed: 5, projects: 48, startDay, asOf: lastDay.toString(), stallShare: 0.2 },
    (district, timeMs) => district === dead.district && dead.from <= timeMs && timeMs < dead.to,
  );
  sites = simulated.sites;
  const { registry } = simulated.city;
  const world = new World(
    `${firstDay}T08:00`,
    [project('P')],
    configurationOf(registry.departments.map(({ id }) => id)),
  );
  Object.assign(world.registry, registry);
  const evaluations = sites.map((site) => new SiteEvaluation(site));
  for (let day = firstDay; Temporal.PlainDate.compare(day, lastDay) < 0; day = day.add({ days: 1 })) {
    // The rules see a morning's readings, and the planner runs through the day.
    world.at(`${day}T08:00`);
    const answers = evaluations.map((evaluation) => evaluation.at(world.nowMs));
    world.excused.clear();
    for (const [index, { excused }] of answers.entries())
      if (excused) world.excused.add(sites[index]!.facts.project.id);
    world.evaluated(answers.flatMap(({ open }) => open));
    for (const { id, kind, level } of world.findings.values()) {
      if (stopKinds.includes(kind) && level !== 'watch') owed.add(`${id} ${level}`);
    }
    for (const hour of ['08', '09', '12', '20']) {
      world.at(`${day}T${hour}:30`);
      const excused = new Set(world.excused);
      told.push(...world.runForNotices().map((notice) => ({ ...notice, day: day.toString(), excused })));
      world.settle();
    }
    // Whoever was told answers in the evening.
    for (const page of world.pages.values()) {
      if (page.finding !== null && page.letter !== null) world.note(page.finding, 'acknowledged', 'duty');
    }
  }
}, 120_000);

const stops = () =>
  told
    .filter(({ purpose }) => purpose === 'page')
    .flatMap((notice) => notice.matters.map((matter) => ({ ...notice, matter })))
    .filter(({ matter }) => stopKinds.includes(matter.matter) && matter.level !== 'watch');

test('every stop that is yellow or red is told once at each level', () => {
  const keys = stops().map(({ matter }) => `${matter.finding} ${matter.level}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThan(5);
  // Held back to the end: those excused, and those whose meter is in doubt.
  const missing = [...owed].filter((key) => !keys.includes(key));
  expect(missing).toEqual([]);
});

test('each goes to who is on duty for the department on that day, and to nobody else', () => {
  for (const { matter, day, recipient } of stops()) {
    const shift = Temporal.PlainDate.from(day).dayOfWeek > 5 ? 'weekend' : 'week';
    expect(`${matter.finding}: ${recipient.id}`).toBe(`${matter.finding}: ${matter.department?.id}-${shift}`);
  }
});

test('on an excused day nobody is told of a stop', () => {
  const wrong = told.flatMap(({ purpose, matters, excused, day }) =>
    matters
      .filter(({ matter, project }) => stopKinds.includes(matter) && excused.has(project!.id))
      .filter(() => purpose !== 'closing')
      .map(({ finding }) => `${day} ${finding}`),
  );
  expect(wrong).toEqual([]);
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
  expect(single.filter((line) => line >= '2026-11-03' && line < '2026-11-07')).toEqual([]);
});

test('every project that truly stood for three weeks of the month was told to its department', () => {
  const long = sites.flatMap(({ facts, stalledDays }) => {
    const days = stalledDays.filter((day) => day >= firstDay.toString() && day < lastDay.toString());
    return days.length >= 21 ? [facts.project.id] : [];
  });
  expect(long.length).toBeGreaterThan(2);
  // Where a site stood from its first reading there is no baseline to fall from; the rules see it fall behind its plan.
  const named = new Set(
    told.flatMap(({ purpose, audience, matters }) =>
      purpose === 'page' && audience !== 'operator' ? matters.map(({ project }) => project?.id) : [],
    ),
  );
  expect(long.filter((id) => !named.has(id))).toEqual([]);
});

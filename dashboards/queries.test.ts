import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingList } from '../api/schemas/finding.ts';
import type { Overview } from '../api/schemas/overview.ts';
import type { ProjectDetail, ProjectList } from '../api/schemas/project.ts';
import type { StandingList } from '../api/schemas/standing.ts';
import { levelNumber } from '../model/finding.ts';
import { hasInfluxd, withoutInfluxd } from '../store/influx/server.fixture.ts';
import { allDashboards, type Dashboard, type Panel } from './generated.ts';
import { CityInInflux } from './run/city-in-influx.fixture.ts';
import { type Choices, DashboardRun } from './run/dashboard-run.ts';
import type { Frame } from './run/frames.ts';

const english = new Map(
  allDashboards()
    .filter(({ language }) => language === 'en')
    .map(({ name, dashboard }) => [name.slice(3, -5), dashboard]),
);

/** Panels that rightly show nothing at times, and say so with a zero of their own or by being empty. */
const mayBeEmpty = new Set([
  // A subject with too few projects has neither rank nor score.
  'Rank and score',
  'Stalled projects',
  'Golden snails',
  'Findings',
  'All open findings',
  'Findings by kind',
  'Findings by level',
]);

let city: CityInInflux;
let choices: Choices;

function run(name: string): DashboardRun {
  return new DashboardRun(city.place, english.get(name)!, choices, Date.now());
}

/** Every column that something in the panel names, and that is not there. */
function missingColumns(panel: Panel, frames: readonly Frame[]): string[] {
  const there = new Set(frames.flatMap(({ columns }) => [...columns.keys()]));
  // Of a state that no project was in there is no series.
  for (const { alias } of panel.targets) if (alias !== undefined) there.add(alias);
  const { overrides = [] } = panel.fieldConfig;
  const named = overrides
    .filter(({ matcher }) => matcher.id === 'byName')
    .map(({ matcher }) => matcher.options);
  const shown = overrides.flatMap(({ matcher, properties }) =>
    properties.filter(({ id }) => id === 'displayName').map(({ value }) => [matcher.options, value] as const),
  );
  const wanted = [...named, ...wantedByOptions(panel, new Map(shown))];
  for (const [, column] of JSON.stringify(overrides).matchAll(/__data\.fields\[\\*"(\w+)\\*"\]/g))
    wanted.push(column!);
  return wanted.filter((column) => !there.has(column));
}

function wantedByOptions({ type, options }: Panel, shown: ReadonlyMap<string, unknown>): string[] {
  if (type === 'barchart') return [options.xField as string];
  if (type === 'geomap') return ['longitude', 'latitude', 'state'];
  const { fields = '' } = (options.reduceOptions ?? {}) as { fields?: string };
  const labels = new Map([...shown].map(([column, label]) => [String(label), column]));
  const words = /^\/\^\(?(.+?)\)?\$\/$/.exec(fields)?.[1]?.split('|') ?? [];
  return words.map((word) => labels.get(word) ?? word);
}

describe.skipIf(!hasInfluxd)(hasInfluxd ? 'on a real InfluxDB with a simulated city' : withoutInfluxd, () => {
  beforeAll(async () => {
    city = await CityInInflux.start(14);
    const { findings } = await city.get<FindingList>('/api/v1/findings');
    const project = findings[0]?.project.id ?? city.city.registry.projects[0]!.id;
    const { district, department } = city.city.registry.projects.find(({ id }) => id === project)!;
    const projects = city.city.registry.projects
      .filter((one) => one.district === district)
      .map(({ id }) => id);
    choices = { project, projects, district, department, by: 'district', period: 'half-month' };
  }, 240_000);
  afterAll(() => city?.stop(), 30_000);

  test.each([...english.keys()])(
    'every query of %s answers, and every column that a panel names is there',
    async (name) => {
      const dashboard = english.get(name)!;
      for (const panel of dashboard.panels) {
        const frames = await run(name).frames(panel);
        if (frames.length === 0) expect(mayBeEmpty, `${panel.title} is empty`).toContain(panel.title);
        else expect(missingColumns(panel, frames), panel.title).toEqual([]);
      }
      await expectLists(name, dashboard);
    },
    60_000,
  );

  async function expectLists(name: string, dashboard: Dashboard): Promise<void> {
    for (const { name: variable, type, query, regex } of dashboard.templating.list) {
      if (type !== 'query') continue;
      const [series] = await run(name).ask(query);
      expect(series?.values.length, variable).toBeGreaterThan(0);
      if (regex === undefined || regex === '') continue;
      const form = new RegExp(regex.slice(1, -1), 'u');
      for (const [, text] of series!.values)
        expect(form.exec(String(text))?.groups?.value, String(text)).toBeTruthy();
    }
    for (const { name: mark, target } of dashboard.annotations?.list ?? []) {
      for (const { columns } of await run(name).ask(target.query))
        expect(columns, mark).toContain(target.textColumn);
    }
  }

  test('the city’s figures are those of the API', async () => {
    const { counts, districts, powerKw, energyTodayKwh, meters, findings, stalled } =
      await city.get<Overview>('/api/v1/overview');
    const [states] = await run('city').rows('Projects by state');
    expect(states).toMatchObject(zeroAsNull(counts, ['working', 'idle', 'off', 'unknown', 'excused']));
    const [share] = await run('city').rows('Working share');
    expect(share!.share).toBeCloseTo(counts.workingShare!, 9);
    const [power] = await run('city').rows('Power now');
    expect(power!.power).toBeCloseTo(powerKw, 2);
    const [energy] = await run('city').rows('Energy today');
    expect(energy!.kwh).toBeCloseTo(energyTodayKwh, 2);
    const [health] = await run('city').rows('Meters heard');
    expect(Number(health!.known)).toBeLessThanOrEqual(meters);

    const areas = await run('city').rows('Districts');
    const shares = new Map(districts.map((one) => [one.district.id, one]));
    expect(areas.map(({ district }) => district).sort()).toEqual([...shares.keys()].sort());
    for (const row of areas) {
      const district = shares.get(String(row.district))!;
      expect(row).toMatchObject(zeroAsNull(district, ['working', 'idle', 'off', 'unknown']));
      if (district.workingShare !== null) expect(row.share).toBeCloseTo(district.workingShare, 9);
    }

    const kinds = await run('city').rows('Findings by kind');
    const drawn = kinds.flatMap((row) =>
      (['watch', 'yellow', 'red'] as const)
        .filter((level) => row[level] !== null)
        .map((level) => ({ kind: row.kind, level, count: row[level] })),
    );
    expect(drawn).toHaveLength(findings.length);
    expect(drawn).toEqual(expect.arrayContaining(findings));
    expect(await run('city').rows('Stalled projects')).toHaveLength(stalled.total);
  });

  test('each project’s state and index are those of the API', async () => {
    const { projects } = await city.get<ProjectList>('/api/v1/projects');
    const drawn = await run('district').rows('Projects');
    const expected = projects.filter(({ district }) => district.id === choices.district);
    expect(drawn).toHaveLength(expected.length);
    const states = ['unknown', 'off', 'idle', 'working'];
    for (const row of drawn) {
      const project = expected.find(({ id }) => id === row.project)!;
      expect({ name: row.name, state: states[Number(row.state)] }).toEqual({
        name: project.name,
        state: project.state,
      });
      if (project.index !== null) expect(row.index).toBeCloseTo(project.index, 6);
    }
  });

  test('findings carry the API’s names, level, days and evidence', async () => {
    const { findings } = await city.get<FindingList>(`/api/v1/findings?district=${String(choices.district)}`);
    const drawn = await run('district').rows('All open findings');
    expect(drawn).toHaveLength(findings.length);
    for (const { project, district, department, kind, level, days, evidence } of findings) {
      const row = drawn.find((one) => one.project === project.id && one.kind === kind);
      expect(row).toMatchObject({
        name: project.name,
        district_name: district.name,
        department_name: department.name,
        level: levelNumber(level),
        sentence: evidence.sentence.en,
        // A finding whose evidence counts no days has those of the calendar in the API, and none in the time series.
        days: evidence.days.length > 0 ? days : expect.anything(),
      });
    }
  });

  test('standings carry the API’s rank, score and snail', async () => {
    const { standings } = await city.get<StandingList>('/api/v1/standings?by=district');
    const drawn = await run('standings').rows('Standings');
    for (const { subject, rank, score, snail } of standings) {
      const row = drawn.find(({ name }) => name === subject.name)!;
      expect({ rank: row.rank, snail: row.snail }).toEqual({ rank, snail });
      if (score === null) expect(row.score).toBeNull();
      else expect(row.score).toBeCloseTo(score, 6);
    }
    expect(drawn).toHaveLength(standings.length);
  });

  test('a project’s plan completion is what the API says was invested of its plan', async () => {
    const detail = await city.get<ProjectDetail>(`/api/v1/projects/${String(choices.project)}`);
    const [row] = await run('project').rows('Plan completion');
    expect(row?.invested_wan ?? null).toEqual(detail.investedThisYearWan);
    expect(row?.plan_wan ?? null).toEqual(detail.annualPlanWan);
  });
});

/** InfluxQL counts nothing as null. */
function zeroAsNull<Name extends string>(counts: Record<Name, number>, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, counts[name] === 0 ? null : counts[name]]));
}

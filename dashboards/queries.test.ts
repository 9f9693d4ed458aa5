import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActivitySeries } from '../api/schemas/activity.ts';
import type { FindingList } from '../api/schemas/finding.ts';
import type { Overview } from '../api/schemas/overview.ts';
import type { PlanProgressList } from '../api/schemas/plan-progress.ts';
import type { ProjectDetail, ProjectList } from '../api/schemas/project.ts';
import type { StandingList } from '../api/schemas/standing.ts';
import { findingLevels, levelNumber } from '../model/finding.ts';
import { periodKinds, periodOf } from '../model/period.ts';
import { standingSubjects } from '../model/standing.ts';
import { hasInfluxd, withoutInfluxd } from '../store/influx/server.fixture.ts';
import { allDashboards, type Dashboard, type Panel } from './generated.ts';
import { CityInInflux } from './run/city-in-influx.fixture.ts';
import { type Choices, DashboardRun } from './run/dashboard-run.ts';
import { type Cell, type Frame, rowsOf } from './run/frames.ts';
import { ask } from './run/influx-answer.ts';
import { metricLines } from './run/metric-lines.ts';

const english = new Map(
  allDashboards()
    .filter(({ language }) => language === 'en')
    .map(({ name, dashboard }) => [name.slice(3, -5), dashboard]),
);

const zone = 'Asia/Shanghai';

let city: CityInInflux;
let choices: Choices;

function run(name: string, other: Choices = {}): DashboardRun {
  return new DashboardRun(city.place, english.get(name)!, { ...choices, ...other }, Date.now());
}

function dayOf(timeMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function findingInRow({ project, kind, level, days }: Record<string, Cell>) {
  return { project, kind, level: findingLevels[Number(level) - 1], days };
}

function inWords(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
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
    const { projects: all } = await city.get<ProjectList>('/api/v1/projects');
    const known = new Set(all.filter(({ index }) => index !== null).map(({ id }) => id));
    const project = findings.find((one) => known.has(one.project.id))!.project.id;
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
      const { energyTodayKwh } = await city.get<Overview>('/api/v1/overview');
      for (const panel of dashboard.panels) {
        // In the first quarter of an hour after midnight the day has no energy yet.
        if (panel.title === 'Energy today' && energyTodayKwh === 0) continue;
        const frames = await run(name).frames(panel);
        expect(frames.flatMap(rowsOf).length, `${panel.title} has no rows`).toBeGreaterThan(0);
        expect(missingColumns(panel, frames), panel.title).toEqual([]);
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
    expect(energy?.kwh ?? 0).toBeCloseTo(energyTodayKwh, 2);
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
    const stopped = await run('city').rows('Stalled projects');
    expect(stopped).toHaveLength(stalled.total);
    expect(stopped.map(findingInRow).sort(inWords)).toEqual(
      stalled.findings
        .map(({ project, kind, level, days }) => ({ project: project.id, kind, level, days }))
        .sort(inWords),
    );
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
        days,
      });
    }
  });

  test.each(periodKinds.flatMap((period) => standingSubjects.map((by) => [period, by] as const)))(
    'standings by %s of each %s carry the API’s rank, score and snail',
    async (period, by) => {
      let snails = 0;
      for (const title of ['The running period', 'The period before']) {
        const drawn = await run('standings', { by, period }).rows(title);
        // A history of three weeks has a period before only of the short kinds.
        if (drawn.length === 0)
          expect([title, period]).toEqual(['The period before', expect.stringMatching(/month|quarter|year/)]);
        for (const [day, rows] of Map.groupBy(drawn, ({ Time }) => dayOf(Number(Time)))) {
          const of = periodOf(Temporal.PlainDate.from(day), period);
          const { standings } = await city.get<StandingList>(`/api/v1/standings?by=${by}&period=${of}`);
          expect(rows).toHaveLength(standings.length);
          for (const { subject, rank, score, snail } of standings) {
            const row = rows.find(({ name }) => name === subject.name)!;
            expect({ rank: row.rank, snail: row.snail }).toEqual({ rank, snail });
            if (score === null) expect(row.score).toBeNull();
            else expect(row.score).toBeCloseTo(score, 6);
            if (snail) snails += 1;
          }
        }
      }
      if (period === 'half-month' && by !== 'project') expect(snails).toBeGreaterThan(0);
    },
  );

  test('plan completion is the API’s, of the city, its districts and its projects', async () => {
    const rowsBy = async (by: string) =>
      (await city.get<PlanProgressList>(`/api/v1/progress?by=${by}`)).rows.filter(
        ({ planWan }) => planWan !== null,
      );
    const [whole] = await rowsBy('city');
    const [done] = await run('standings').rows('Plan completion');
    expect(done!.done).toBeCloseTo(whole!.doneShare!, 9);
    const [time] = await run('standings').rows('Time passed');
    expect(time!.time_share).toBeCloseTo(whole!.timeShare, 9);

    const districts = await rowsBy('district');
    const bars = await run('standings').rows('Plan completion by district');
    expect(bars).toHaveLength(districts.length);
    for (const { subject, doneShare } of districts) {
      // Where nothing was reported a bar has no length.
      expect(bars.find(({ name }) => name === subject.name)!.done).toBeCloseTo(doneShare ?? 0, 9);
    }

    const { findings } = await city.get<FindingList>('/api/v1/findings?kind=behind-plan');
    const drawn = await run('standings').rows('Progress by project');
    for (const { subject, doneShare, planWan } of await rowsBy('project')) {
      const row = drawn.find(({ project }) => project === subject.id)!;
      const behind = findings.find(({ project }) => project.id === subject.id);
      expect(row).toMatchObject({
        name: subject.name,
        plan_wan: planWan,
        level: behind === undefined ? null : levelNumber(behind.level),
        sentence: behind?.evidence.sentence.en ?? null,
      });
      if (doneShare === null) expect(row.done_share).toBeNull();
      else expect(row.done_share).toBeCloseTo(doneShare, 9);
    }
    expect(findings.length).toBeGreaterThan(0);
  });

  test('a project’s energy of each day is the API’s', async () => {
    const id = String(choices.project);
    const from = Temporal.Now.plainDateISO(zone).subtract({ days: 21 });
    const { points } = await city.get<ActivitySeries>(
      `/api/v1/projects/${id}/activity?step=day&from=${from}`,
    );
    const drawn = (await run('project').rows('Energy, day by day')).filter(
      ({ kwh }) => typeof kwh === 'number',
    );
    const known = points.filter(({ energyKwh }) => energyKwh !== null);
    expect(known.length).toBeGreaterThan(10);
    for (const { day, energyKwh } of known) {
      const row = drawn.find(({ Time }) => dayOf(Number(Time)) === day);
      expect(row?.kwh, day).toBeCloseTo(energyKwh!, 6);
    }
  });

  test('the alert of a service that is down hears the process that judges, and none that only takes in', async () => {
    const { url } = city.place;
    const answers = async (database: string) =>
      (await ask(url, database, alertQuery('liangshai-service-down')))[0]?.values.at(-1)?.[1] ?? 0;
    expect(await answers(city.place.database)).toBeGreaterThan(0);
    await ask(url, '', 'CREATE DATABASE "ingest_only"');
    const text = 'liangshai_evaluation_last_seconds 0\nprocess_resident_memory_bytes 100\n';
    await fetch(`${url}/write?db=ingest_only&precision=ms`, {
      method: 'POST',
      body: metricLines(text, 'http://ingest-1:8080/metrics', Date.now()).join('\n'),
    });
    expect(await answers('ingest_only')).toBe(0);
  });

  test('a project’s plan completion is what the API says was invested of its plan', async () => {
    const detail = await city.get<ProjectDetail>(`/api/v1/projects/${String(choices.project)}`);
    const [row] = await run('project').rows('Plan completion');
    expect(row?.invested_wan ?? null).toEqual(detail.investedThisYearWan);
    expect(row?.plan_wan ?? null).toEqual(detail.annualPlanWan);
  });
});

/** The query of an alert that Grafana is provisioned with. */
function alertQuery(uid: string): string {
  const text = readFileSync(path.join(import.meta.dirname, 'provisioning/alerting/operator.yaml'), 'utf8');
  const { groups } = parse(text) as {
    groups: { rules: { uid: string; data: { model: { query?: string } }[] }[] }[];
  };
  const rule = groups.flatMap(({ rules }) => rules).find((one) => one.uid === uid)!;
  return rule.data.find(({ model }) => model.query !== undefined)!.model.query!;
}

/** InfluxQL counts nothing as null. */
function zeroAsNull<Name extends string>(counts: Record<Name, number>, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, counts[name] === 0 ? null : counts[name]]));
}

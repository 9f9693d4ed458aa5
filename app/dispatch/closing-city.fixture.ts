import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { z } from 'zod';
import type { PeriodChange } from '../../api/dispatch-port.ts';
import type { ActivityState } from '../../model/activity.ts';
import type { PeriodKind } from '../../model/period.ts';
import type { Project } from '../../model/project.ts';
import { plainDepartment, plainProject } from '../../model/registry.fixture.ts';
import { emptyRegistry, type Registry } from '../../model/registry.ts';
import type { ClosingNews } from '../../paging/closing-letters.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';
import { DuckDbReadings } from '../../store/duckdb/readings.ts';
import type { ActivityRow } from '../../store/readings.ts';
import type { RecordsStore } from '../../store/records.ts';
import { SqliteRecords } from '../../store/sqlite/records.ts';
import { Panels } from '../panels.ts';
import { DispatchConfiguration } from './configuration.ts';
import { Dispatch } from './dispatch.ts';

export const zone = 'Asia/Shanghai';
const dayMs = 86_400_000;

export function at(time: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds;
}

export const districts = ['HS', 'YZ', 'GX'];
/** In each district so many projects as a rank needs. */
const projectsEach = 3;

function project(district: string, n: number): Project {
  return plainProject({
    id: `${district}${n}`,
    district,
    department: n === 1 ? 'HB' : 'JT',
    totalInvestmentWan: 50_000,
    annualPlanWan: 2400,
    plannedStart: '2025-06-01',
    plannedFinish: '2027-12-31',
  });
}

/** Three districts of three sites and two departments. */
export function smallCity(): Registry {
  return {
    ...emptyRegistry(),
    districts: districts.map((id) => ({ id, name: `${id}区`, kind: 'county' })),
    departments: ['HB', 'JT'].map((id) => plainDepartment({ id, name: `${id}局` })),
    projects: districts.flatMap((id) => [1, 2, 3].slice(0, projectsEach).map((n) => project(id, n))),
  };
}

/** One day of each project; `state` says which. */
export function cityDay(
  registry: Registry,
  day: string,
  state: (project: Project, day: string) => ActivityState,
): ActivityRow[] {
  return registry.projects.map((one) => ({
    project: one.id,
    district: one.district,
    department: one.department,
    step: 'day',
    timeMs: at(`${day}T00:00`),
    state: state(one, day),
    index: null,
    energyKwh: 100,
    measured: 1,
    baselineKwh: 100,
    excused: null,
    confidence: 1,
    why: null,
  }));
}

export function daysFrom(first: string, count: number): string[] {
  const begin = Temporal.PlainDate.from(first);
  return Array.from({ length: count }, (_, days) => begin.add({ days }).toString());
}

/** Real stores with a small city in them, and a clock that a test turns. */
export interface ClosingCity {
  clock: { nowMs: number };
  records: RecordsStore;
  readings: DuckDbReadings;
  registry: Registry;
  directory: string;
  changes: PeriodChange[];
  /** What letters were asked for. */
  news: ClosingNews[];
  dispatch: (over?: {
    periods?: PeriodKind[];
    records?: RecordsStore;
    isHistoryIn?: () => boolean;
    rules?: z.input<typeof RulesConfiguration>;
  }) => Dispatch;
  /** Closes the stores and leaves them where they are. */
  leave(): Promise<void>;
  /** Takes in rows as an upload does. */
  report: (rows: Partial<Registry>) => Promise<void>;
  stop(): Promise<void>;
}

export async function openClosingCity(
  now: string,
  given: { records?: RecordsStore; registry?: Registry; directory?: string } = {},
): Promise<ClosingCity> {
  const directory = given.directory ?? mkdtempSync(join(tmpdir(), 'closing-'));
  const records = given.records ?? new SqliteRecords(join(directory, 'records.sqlite'));
  const limits = { memoryMb: 256, threads: 1 };
  const readings = new DuckDbReadings({ path: join(directory, 'readings.duckdb'), zone, limits });
  if (given.records === undefined) await records.start();
  await readings.start();
  const clock = { nowMs: at(now) };
  if (given.directory === undefined) {
    await records.importRegistry(given.registry ?? smallCity(), {
      actor: 'test',
      atMs: clock.nowMs - 400 * dayMs,
    });
  }
  const changes: PeriodChange[] = [];
  const news: ClosingNews[] = [];
  const city: ClosingCity = {
    clock,
    records,
    readings,
    registry: await records.registry(),
    directory,
    changes,
    news,
    dispatch: ({
      periods = ['half-month'],
      records: own = records,
      isHistoryIn = () => true,
      rules = {},
    } = {}) =>
      new Dispatch({
        records: own,
        readings,
        registry: () => city.registry,
        zone,
        calendar: chineseCalendar(),
        rules: async () => RulesConfiguration.parse(rules),
        answersIn: async () => ({ answers: [], waiting: [] }),
        configuration: DispatchConfiguration.parse({ periods }),
        cityName: '宁波市',
        simulated: true,
        lettersOf: (one) => {
          news.push(one);
          return [];
        },
        isHistoryIn,
        nowMs: () => clock.nowMs,
        log: pino({ level: 'silent' }),
        onChange: (change) => changes.push(change),
        draw: (standings, registry) => new Panels(readings, zone).writeStandings(standings, registry),
      }),
    async report(rows) {
      await records.importRegistry(rows, { actor: 'li', atMs: clock.nowMs });
      city.registry = await records.registry();
    },
    async leave() {
      await readings.stop();
      if (given.records === undefined) await records.stop();
    },
    async stop() {
      await city.leave();
      rmSync(directory, { recursive: true });
    },
  };
  return city;
}

import type { Activity } from '../../model/activity.ts';
import type { EnergySeries } from '../../model/energy.ts';
import type { Reading, ReadingSeries } from '../../model/reading.ts';
import { CityTime } from '../city-time.ts';
import { dumpInPortions } from '../portions.ts';
import type {
  ActivityRow,
  EnergyStep,
  FindingRow,
  Portion,
  ProgressRow,
  ProjectEnergy,
  ProjectEnergySeries,
  ProjectRow,
  ReadingsStore,
  RefusedReading,
  StandingRow,
  TimeRange,
  TotalEnergy,
  Touched,
} from '../readings.ts';
import { Database, type DatabaseLimits, type Rows } from './database.ts';
import { EnergyTable } from './energy-table.ts';
import { duckDbError } from './errors.ts';
import { Names } from './names.ts';
import { ReadingTable } from './reading-table.ts';
import { migrate } from './schema.ts';
import { VerdictTables } from './verdict-tables.ts';

export interface DuckDbOptions {
  /** The one file that everything lies in. */
  path: string;
  /** IANA name of the city's zone. */
  zone: string;
  limits: DatabaseLimits;
}

interface Tables {
  database: Database;
  readings: ReadingTable;
  energy: EnergyTable;
  verdicts: VerdictTables;
}

/** Time series embedded in the process, in one DuckDB file that no other process can open meanwhile. */
export class DuckDbReadings implements ReadingsStore {
  readonly #options: DuckDbOptions;
  #tables: Tables | undefined;

  constructor(options: DuckDbOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { path, limits } = this.#options;
    const database = await Database.open(path, limits);
    try {
      this.#tables = await this.#load(database);
    } catch (error) {
      await database.abandon();
      throw duckDbError(path, error);
    }
  }

  async stop(): Promise<void> {
    const tables = this.#tables;
    this.#tables = undefined;
    await tables?.database.close();
  }

  async write(readings: readonly Reading[], storedMs: number): Promise<RefusedReading[]> {
    await this.#open.readings.write(readings, () => storedMs);
    return [];
  }

  async latest(meters?: readonly string[]): Promise<Map<string, Reading>> {
    return this.#open.readings.latest(meters);
  }

  series(meters: readonly string[], range: TimeRange): AsyncIterable<ReadingSeries> {
    return this.#open.readings.series(meters, range);
  }

  lastBefore(meters: readonly string[], timeMs: number): Promise<Map<string, Reading>> {
    return this.#open.readings.lastBefore(meters, timeMs);
  }

  touchedSince(storedMs: number, seen: ReadonlyMap<string, number> = new Map()): Promise<Touched[]> {
    return this.#open.readings.touchedSince(storedMs, seen);
  }

  writeEnergy(series: readonly ProjectEnergySeries[]): Promise<void> {
    return this.#open.energy.write(series);
  }

  energy(meters: readonly string[], range: TimeRange): AsyncIterable<EnergySeries> {
    return this.#open.energy.read(meters, range);
  }

  projectEnergy(projects: readonly string[], range: TimeRange, step: EnergyStep): Promise<ProjectEnergy[]> {
    return this.#open.energy.byProject(projects, range, step);
  }

  totalEnergy(
    projects: readonly string[] | null,
    range: TimeRange,
    step: EnergyStep,
  ): Promise<TotalEnergy[]> {
    return this.#open.energy.total(projects, range, step);
  }

  writeActivity(rows: readonly ActivityRow[]): Promise<void> {
    return this.#open.verdicts.writeActivity(rows);
  }

  activity(
    projects: readonly string[] | null,
    range: TimeRange,
    step: Activity['step'],
  ): Promise<ActivityRow[]> {
    return this.#open.verdicts.activity(projects, range, step);
  }

  writeProjects(rows: readonly ProjectRow[]): Promise<void> {
    return this.#open.verdicts.writeProjects(rows);
  }

  writeProgress(rows: readonly ProgressRow[]): Promise<void> {
    return this.#open.verdicts.writeProgress(rows);
  }

  writeStandings(rows: readonly StandingRow[]): Promise<void> {
    return this.#open.verdicts.writeStandings(rows);
  }

  writeFindings(rows: readonly FindingRow[]): Promise<void> {
    return this.#open.verdicts.writeFindings(rows);
  }

  dropReadingsBefore(timeMs: number): Promise<void> {
    return this.#open.readings.dropBefore(timeMs);
  }

  dump(write: (portion: Portion) => Promise<void>): Promise<void> {
    const { database, readings, energy, verdicts } = this.#open;
    return database.snapshot(async (rows) => {
      const portion = async (range: TimeRange) => ({
        readings: await readings.portion(rows, range),
        energy: await energy.portion(rows, range),
        ...(await verdicts.portion(rows, range)),
      });
      await dumpInPortions(await extent(rows), portion, write);
    });
  }

  async load(portion: Portion): Promise<void> {
    const { readings, energy, verdicts } = this.#open;
    await readings.write(portion.readings, ({ storedMs }) => storedMs);
    await energy.write(portion.energy);
    await verdicts.writeActivity(portion.activity);
    await verdicts.writeProjects(portion.projects);
    await verdicts.writeProgress(portion.progress);
    await verdicts.writeStandings(portion.standings);
    await verdicts.writeFindings(portion.findings);
  }

  async isEmpty(): Promise<boolean> {
    return (await extent((sql) => this.#open.database.rows(sql))) === null;
  }

  async #load(database: Database): Promise<Tables> {
    const { path, zone } = this.#options;
    await database.transaction((connection) => migrate(connection, path));
    const names = new Names(database);
    await names.load();
    const readings = new ReadingTable(database, names);
    await readings.load();
    const energy = new EnergyTable(database, names, new CityTime(zone));
    await energy.load();
    return { database, readings, energy, verdicts: new VerdictTables(database) };
  }

  get #open(): Tables {
    if (this.#tables === undefined) throw new Error('the readings store is not started');
    return this.#tables;
  }
}

/** From the first to the last thing stored; null: there is nothing. */
async function extent(rows: Rows): Promise<TimeRange | null> {
  const tables = ['reading', 'stored.energy', 'activity', 'project', 'progress', 'standing', 'finding'];
  const times = tables.map((table) => `SELECT min(time) AS first, max(time) AS last FROM ${table}`);
  const [found] = await rows(
    `SELECT epoch_ms(min(first)), epoch_ms(max(last)) FROM (${times.join(' UNION ALL ')})`,
  );
  const [first, last] = found!;
  return first === null ? null : { fromMs: Number(first), toMs: Number(last) + 1 };
}

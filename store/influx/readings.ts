import type { Activity } from '../../model/activity.ts';
import type { EnergySeries } from '../../model/energy.ts';
import { LiangshaiError } from '../../model/error.ts';
import type { Reading, ReadingSeries } from '../../model/reading.ts';
import { CityTime } from '../city-time.ts';
import { dumpInPortions } from '../portions.ts';
import {
  type ActivityRow,
  type EnergyStep,
  type FindingRow,
  type Portion,
  type ProgressRow,
  type ProjectEnergy,
  type ProjectEnergySeries,
  type ProjectRow,
  type ReadingsStore,
  type RefusedReading,
  type StandingRow,
  StoreUnavailable,
  type TimeRange,
  type TotalEnergy,
  type Touched,
} from '../readings.ts';
import { InfluxEnergy } from './energy.ts';
import { LineWriter } from './line-writer.ts';
import type { InfluxOptions } from './options.ts';
import { InfluxQuery } from './query.ts';
import { RawReadings } from './raw-readings.ts';
import { Redo, type RedoOptions } from './redo.ts';
import { type Generation, serverGeneration } from './server-version.ts';
import { InfluxVerdicts } from './verdicts.ts';

/** Time series in InfluxDB 1.x, 2.x or 3.x; any number of processes may write and read at once. */
export class InfluxReadings implements ReadingsStore {
  readonly #options: InfluxOptions;
  readonly #query: InfluxQuery;
  readonly #readings: RawReadings;
  readonly #energy: InfluxEnergy;
  readonly #verdicts: InfluxVerdicts;
  /** Of a process that stores what was acknowledged; null: whoever writes here can do it once more. */
  readonly #redo: Redo | null;
  #generation: Generation = 3;

  constructor(options: InfluxOptions & { zone: string; nowMs: () => number; redo?: RedoOptions }) {
    const { zone, nowMs, redo } = options;
    this.#options = options;
    this.#query = new InfluxQuery(options, nowMs);
    const writer = new LineWriter(options, nowMs);
    this.#redo = redo === undefined ? null : new Redo(options, redo, writer, nowMs);
    this.#readings = new RawReadings(this.#query, writer, this.#redo);
    this.#energy = new InfluxEnergy(this.#query, writer, new CityTime(zone));
    this.#verdicts = new InfluxVerdicts(this.#query, writer, nowMs);
  }

  /** Checks that the server is there and lets us in. LiangshaiError with what to do where it is not or does not. */
  async start(): Promise<void> {
    try {
      this.#generation = await serverGeneration(this.#options);
      await this.#query.ask('SHOW MEASUREMENTS LIMIT 1');
      this.#verdicts.load(this.#generation);
      await this.#energy.load();
      if (this.#generation === 1) await this.#redo?.start();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      throw new LiangshaiError(
        'store-unreachable',
        error.message,
        `check store.readings.url and that InfluxDB runs at ${this.#options.url}`,
        { cause: error },
      );
    }
  }

  async stop(): Promise<void> {
    await this.#redo?.stop();
  }

  write(readings: readonly Reading[], storedMs: number): Promise<RefusedReading[]> {
    return this.#readings.write(readings, () => storedMs);
  }

  latest(meters?: readonly string[]): Promise<Map<string, Reading>> {
    return this.#readings.latest(meters);
  }

  series(meters: readonly string[], range: TimeRange): AsyncIterable<ReadingSeries> {
    return this.#readings.series(meters, range);
  }

  lastBefore(meters: readonly string[], timeMs: number): Promise<Map<string, Reading>> {
    return this.#readings.lastBefore(meters, timeMs);
  }

  touchedSince(storedMs: number, seen: ReadonlyMap<string, number> = new Map()): Promise<Touched[]> {
    return this.#readings.touchedSince(storedMs, seen);
  }

  writeEnergy(series: readonly ProjectEnergySeries[]): Promise<void> {
    return this.#energy.write(series);
  }

  energy(meters: readonly string[], range: TimeRange): AsyncIterable<EnergySeries> {
    return this.#energy.read(meters, range);
  }

  projectEnergy(projects: readonly string[], range: TimeRange, step: EnergyStep): Promise<ProjectEnergy[]> {
    return this.#energy.byProject(projects, range, step);
  }

  totalEnergy(
    projects: readonly string[] | null,
    range: TimeRange,
    step: EnergyStep,
  ): Promise<TotalEnergy[]> {
    return this.#energy.total(projects, range, step);
  }

  writeActivity(rows: readonly ActivityRow[]): Promise<void> {
    return this.#verdicts.writeActivity(rows);
  }

  activity(
    projects: readonly string[] | null,
    range: TimeRange,
    step: Activity['step'],
  ): Promise<ActivityRow[]> {
    return this.#verdicts.activity(projects, range, step);
  }

  writeProjects(rows: readonly ProjectRow[]): Promise<void> {
    return this.#verdicts.writeProjects(rows);
  }

  writeProgress(rows: readonly ProgressRow[]): Promise<void> {
    return this.#verdicts.writeProgress(rows);
  }

  writeStandings(rows: readonly StandingRow[]): Promise<void> {
    return this.#verdicts.writeStandings(rows);
  }

  writeFindings(rows: readonly FindingRow[]): Promise<void> {
    return this.#verdicts.writeFindings(rows);
  }

  dropReadingsBefore(timeMs: number): Promise<void> {
    return this.#readings.dropBefore(timeMs, this.#generation);
  }

  async dump(write: (portion: Portion) => Promise<void>): Promise<void> {
    const portion = async (range: TimeRange) => ({
      readings: await this.#readings.portion(range),
      energy: await this.#energy.portion(range),
      ...(await this.#verdicts.portion(range)),
    });
    await dumpInPortions(await this.#extent(), portion, write);
  }

  async load(portion: Portion): Promise<void> {
    const [refused] = await this.#readings.write(portion.readings, ({ storedMs }) => storedMs);
    if (refused !== undefined) {
      throw new LiangshaiError(
        'store-refused',
        `InfluxDB refuses a reading of ${refused.reading.meter}: ${refused.detail}`,
        'let it keep raw readings as long as the backup has them: `liangshai init --influx`',
      );
    }
    await this.#energy.write(portion.energy);
    await this.#verdicts.writeActivity(portion.activity);
    await this.#verdicts.writeProjects(portion.projects);
    await this.#verdicts.writeProgress(portion.progress);
    await this.#verdicts.writeStandings(portion.standings);
    await this.#verdicts.writeFindings(portion.findings);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#extent()) === null;
  }

  async #extent(): Promise<TimeRange | null> {
    const all = [
      await this.#readings.extent(),
      await this.#energy.extent(),
      ...(await this.#verdicts.extent()),
    ];
    const found = all.filter((extent) => extent !== null);
    if (found.length === 0) return null;
    return {
      fromMs: Math.min(...found.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...found.map(({ toMs }) => toMs)),
    };
  }
}

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import cron, { type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry as Metrics } from 'prom-client';
import { LiveFeed } from '../api/live.ts';
import type { ProgressView } from '../api/schemas/overview.ts';
import type { Api } from '../api/server.ts';
import { firstAdministrator } from '../api/users.ts';
import { CredentialBook } from '../broker/credential-book.ts';
import { EmbeddedBroker } from '../broker/embedded-broker.ts';
import { Intake } from '../ingest/intake.ts';
import { MeterDirectory } from '../ingest/meter-directory.ts';
import { allProfiles } from '../ingest/profiles/list.ts';
import { defaultBounds } from '../ingest/validation.ts';
import { chineseCalendar } from '../registry/calendar.ts';
import type { ReadingsStore } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { wireApi } from './api.ts';
import { buildBoard } from './board-build.ts';
import type { Configuration } from './config.ts';
import { type Evaluated, Evaluation } from './evaluation.ts';
import { openReadings } from './readings.ts';
import { buildRecords } from './records.ts';
import { Roster } from './roster.ts';

/** Half a minute after the full one: the last readings of an hour are in when its evaluation begins. */
const evaluationSchedule = '30 * * * * *';
/** How soon a meter that another process added may log in. */
const rosterMs = 2000;

export interface ServiceOptions {
  configuration: Configuration;
  log: Logger;
  nowMs: () => number;
  /** The city is a simulation, and the board says so. */
  simulated: boolean;
}

/** Where the doors are. */
export interface Started {
  board: string;
  mqtt: string;
  /** Of the user `admin`, when it was made just now; shown once, kept nowhere. */
  firstPassword: string | null;
}

/**
 * Every part, made and wired. Started from the stores outwards to the doors, stopped from the doors inwards, so that
 * what was acknowledged is stored before the stores close.
 */
export class Service {
  readonly records: RecordsStore;
  readonly #options: ServiceOptions;
  readonly #metrics = new Metrics();
  readonly #live = new LiveFeed();
  readonly #readings: ReadingsStore;
  readonly #book = new CredentialBook([]);
  readonly #roster: Roster;
  readonly #intake: Intake;
  readonly #broker: EmbeddedBroker;
  readonly #evaluation: Evaluation;
  /** How to stop what has started, the last started first. */
  readonly #stops: (() => Promise<void>)[] = [];

  constructor(options: ServiceOptions) {
    const { configuration, log, nowMs } = options;
    const { zone } = configuration.city;
    const metrics = this.#metrics;
    this.#options = options;
    collectDefaultMetrics({ register: metrics });
    this.records = buildRecords(configuration);
    this.#readings = openReadings(configuration.data, zone);
    this.#roster = new Roster(this.records, (roster) => this.#adopt(roster));
    this.#intake = new Intake({
      directory: new MeterDirectory([], zone),
      speaksFor: this.#book.speaksFor,
      profiles: allProfiles(),
      bounds: defaultBounds,
      spoolPath: path.join(configuration.data, 'spool'),
      readings: this.#readings,
      records: this.records,
      onStored: (readings) => this.#live.publish({ what: 'stored', readings }),
      nowMs,
      logger: log,
      metrics,
    });
    this.#broker = new EmbeddedBroker({
      ...configuration.mqtt,
      credentials: this.#book,
      accept: this.#intake.accept,
      ownerOf: this.#intake.ownerOf,
      nowMs,
      logger: log,
      metrics,
    });
    this.#evaluation = new Evaluation({
      readings: this.#readings,
      records: this.records,
      city: { timeZone: zone, calendar: chineseCalendar(), rules: configuration.rules },
      facts: () => this.#roster.facts,
      nowMs,
      log,
      metrics,
      onEvaluated: (evaluated) => this.#announce(evaluated),
    });
  }

  async start(): Promise<Started> {
    await mkdir(this.#options.configuration.data, { recursive: true });
    // The doors need not wait for it: until it is there the board's address says so.
    buildBoard().catch((error: unknown) =>
      this.#options.log.error({ error }, 'the board could not be built'),
    );
    await this.#startPart(this.records);
    const firstPassword = await firstAdministrator(this.records, {
      actor: 'system',
      atMs: this.#options.nowMs(),
    });
    await this.#startPart(this.#readings);
    await this.refresh();
    await this.#startPart(this.#intake);
    await this.#startPart(this.#evaluation);
    await this.#startPart(this.#broker);
    const { url } = await this.#startPart(this.#wireApi());
    this.#schedule();
    const { mqtt } = this.#options.configuration;
    return {
      board: url,
      mqtt: `mqtt://${reachable(mqtt.host)}:${this.#broker.port}`,
      firstPassword,
    };
  }

  async stop(): Promise<void> {
    for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) await stop();
  }

  /** Takes up what another process, or this one, changed in registry and credentials. */
  refresh(): Promise<void> {
    return this.#roster.refresh();
  }

  /** Runs the rules over what changed, now and not at the next full minute. */
  evaluate(): Promise<void> {
    return this.#evaluation.run();
  }

  /** How far a long task has come, for the board; null: it is done. */
  progress(progress: ProgressView | null): void {
    this.#live.publish({ what: 'progress', progress });
  }

  #wireApi(): Api {
    return wireApi({
      ...this.#options,
      records: this.records,
      readings: this.#readings,
      roster: this.#roster,
      book: this.#book,
      intake: this.#intake,
      live: this.#live,
      metrics: this.#metrics,
    });
  }

  #startPart<Answer>(part: { start(): Promise<Answer>; stop(): Promise<void> }): Promise<Answer> {
    this.#stops.push(() => part.stop());
    return part.start();
  }

  #schedule(): void {
    const logFailure = (what: string) => (error: unknown) =>
      this.#options.log.error({ error }, `${what} failed`);
    const evaluation: ScheduledTask = cron.schedule(
      evaluationSchedule,
      () => this.#evaluation.run().catch(logFailure('evaluation')),
      { noOverlap: true },
    );
    const roster = setInterval(() => this.refresh().catch(logFailure('reading the registry')), rosterMs);
    this.#stops.push(async () => {
      clearInterval(roster);
      await evaluation.destroy();
    });
  }

  #adopt({ registry, credentials }: Roster): void {
    this.#book.replace(credentials);
    this.#intake.replaceDirectory(new MeterDirectory(registry.meters, this.#options.configuration.city.zone));
    this.#live.publish({ what: 'registry' });
  }

  #announce({ projects, findings }: Evaluated): void {
    this.#live.publish({ what: 'evaluated' });
    const open = Map.groupBy(
      findings.filter(({ closed }) => closed === null),
      ({ project }) => project,
    );
    for (const project of projects) {
      this.#broker.publishFindings(project, open.get(project) ?? []).catch((error: unknown) => {
        this.#options.log.warn({ error, project }, 'the findings could not be published over MQTT');
      });
    }
  }
}

/** An address for a browser on this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host.includes(':') ? `[${host === '::' ? '::1' : host}]` : host;
}

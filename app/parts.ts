import path from 'node:path';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry as Metrics } from 'prom-client';
import { LiveFeed } from '../api/live.ts';
import type { Api } from '../api/server.ts';
import { StoredPoll } from '../api/stored-poll.ts';
import { CredentialBook } from '../broker/credential-book.ts';
import { viewerCredentials } from '../broker/viewers.ts';
import { Intake } from '../ingest/intake.ts';
import { MeterDirectory } from '../ingest/meter-directory.ts';
import { allProfiles } from '../ingest/profiles/list.ts';
import { linkSecret } from '../paging/link-secret.ts';
import { Pager } from '../paging/pager.ts';
import { chineseCalendar } from '../registry/calendar.ts';
import { backUp } from '../store/backup/back-up.ts';
import { BackupDoor } from '../store/backup/door.ts';
import type { ReadingsStore } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { wireApi } from './api.ts';
import type { Configuration } from './config.ts';
import { type Door, openDoor } from './door.ts';
import { type Evaluated, Evaluation } from './evaluation.ts';
import { openReadings } from './readings.ts';
import { openRecords } from './records.ts';
import type { ServiceRole } from './roles.ts';
import { Roster } from './roster.ts';

export interface ServiceOptions {
  configuration: Configuration;
  log: Logger;
  nowMs: () => number;
  /** The city is a simulation, and the board says so. */
  simulated: boolean;
  /** Files that the paging configuration names are relative to it: the configuration's own directory. */
  directory: string;
  /** What this process runs. */
  only: ReadonlySet<ServiceRole>;
}

/** Every part of the service, made and wired, none started. */
export interface Parts {
  live: LiveFeed;
  records: RecordsStore;
  readings: ReadingsStore;
  roster: Roster;
  intake: Intake;
  door: Door;
  evaluation: Evaluation;
  pager: Pager;
  api: Api;
  /** Tells the board what other processes stored, where this one takes nothing in itself. */
  storedPoll: StoredPoll;
  backupDoor: BackupDoor;
}

/** @throws LiangshaiError when a file that the configuration names cannot be read */
export async function makeParts(options: ServiceOptions): Promise<Parts> {
  const { configuration, log, nowMs } = options;
  const { zone } = configuration.city;
  const metrics = new Metrics();
  collectDefaultMetrics({ register: metrics });
  const live = new LiveFeed();
  const records = await openRecords(configuration);
  const readings = await openReadings(configuration, nowMs);
  const viewers = await viewerCredentials(configuration.mqtt.viewers);
  const book = new CredentialBook(viewers);

  const intake = new Intake({
    directory: new MeterDirectory([], zone),
    speaksFor: book.speaksFor,
    profiles: allProfiles({ zone }, configuration.ingest.mappings),
    settings: configuration.ingest,
    spoolPath: path.join(configuration.data, 'spool'),
    readings,
    records,
    onStored: (stored) => live.publish({ what: 'stored', readings: stored }),
    onRequest: (request) => {
      door
        .request(request)
        .catch((error: unknown) => log.warn({ error }, 'a device could not be asked again'));
    },
    nowMs,
    logger: log,
    metrics,
  });
  const door = openDoor({ mqtt: configuration.mqtt, book, intake, nowMs, logger: log, metrics });
  const roster = new Roster(records, ({ registry, credentials }) => {
    book.replace([...credentials, ...viewers]);
    intake.replaceDirectory(new MeterDirectory(registry.meters, zone));
    live.publish({ what: 'registry' });
  });
  const calendar = chineseCalendar();
  const pager = new Pager({
    configuration: configuration.paging,
    records,
    readings,
    registry: () => roster.registry,
    calendar,
    zone,
    directory: options.directory,
    linkSecret: await pagingSecret(options),
    nowMs,
    random: Math.random,
    log,
    metrics,
  });
  const evaluation = new Evaluation({
    readings,
    records,
    city: { timeZone: zone, calendar, rules: configuration.rules },
    roster,
    nowMs,
    log,
    metrics,
    onEvaluated: (evaluated) => {
      live.publish({ what: 'evaluated' });
      publishFindings(door, evaluated, log);
      pager.wake();
    },
  });
  const api = wireApi({ ...options, records, readings, roster, book, intake, door, pager, live, metrics });
  const storedPoll = new StoredPoll({ readings, live, nowMs, log });
  const backupDoor = new BackupDoor(configuration.data, (directory) =>
    backUp({ readings, records }, directory, { zone, createdMs: nowMs() }),
  );
  return { live, records, readings, roster, intake, door, evaluation, pager, api, storedPoll, backupDoor };
}

/** What signs the links in letters; made once where no file is named. */
function pagingSecret({ configuration, directory }: ServiceOptions): Promise<Uint8Array> {
  const { linkSecretFile } = configuration.paging;
  const named = linkSecretFile === undefined ? undefined : path.resolve(directory, linkSecretFile);
  return linkSecret(named, path.join(configuration.data, 'link.secret'));
}

/** The open findings of each project that was evaluated, for whoever listens over MQTT. */
function publishFindings(door: Door, { projects, findings }: Evaluated, log: Logger): void {
  const open = Map.groupBy(
    findings.filter(({ closed }) => closed === null),
    ({ project }) => project,
  );
  for (const project of projects) {
    door.publishFindings(project, open.get(project) ?? []).catch((error: unknown) => {
      log.warn({ error, project }, 'the findings could not be published over MQTT');
    });
  }
}

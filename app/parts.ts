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
import { faultText } from '../model/error.ts';
import { linkSecret } from '../paging/link-secret.ts';
import { Pager } from '../paging/pager.ts';
import { pageOpener } from '../paging/plan/opener.ts';
import { chineseCalendar } from '../registry/calendar.ts';
import { backUp } from '../store/backup/back-up.ts';
import { BackupDoor } from '../store/backup/door.ts';
import type { ReadingsStore } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { wireApi } from './api.ts';
import { registerCityMetrics } from './city-metrics.ts';
import type { Configuration } from './config.ts';
import type { Dispatch } from './dispatch/dispatch.ts';
import { makeDispatch } from './dispatch/make-dispatch.ts';
import { type Door, openDoor } from './door.ts';
import { type Evaluated, Evaluation } from './evaluation.ts';
import { rulesInForce } from './parameters/changes.ts';
import { ParameterDesk } from './parameters/desk.ts';
import { openReadings } from './readings.ts';
import { openRecords } from './records.ts';
import type { ServiceRole } from './roles.ts';
import { Roster } from './roster.ts';
import { StoreLatency } from './store-latency.ts';

export interface ServiceOptions {
  configuration: Configuration;
  log: Logger;
  nowMs: () => number;
  /** The city is a simulation, and the board says so. */
  simulated: boolean;
  /** Everything that is to be judged has come in; before it no period is closed. Without it: it has. */
  isHistoryIn?: () => boolean;
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
  dispatch: Dispatch;
  pager: Pager;
  parameters: ParameterDesk;
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
  const latency = new StoreLatency(metrics);
  const records = latency.of('records', await openRecords(configuration));
  const readings = latency.of('readings', await openReadings(configuration, nowMs, log));
  if (options.only.has('rules')) registerCityMetrics(records, metrics);
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
  const door = openDoor({
    mqtt: configuration.mqtt,
    book,
    intake,
    openFindings: () => records.findings({ open: true }),
    nowMs,
    logger: log,
    metrics,
  });
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
    linkSecret: await pagingSecret(options),
    nowMs,
    random: Math.random,
    log,
    metrics,
  });
  const rules = () =>
    rulesInForce(records, configuration.rules, (faults) =>
      log.warn({ faults: faults.map(faultText) }, 'a change of the rules does not fit the configuration'),
    );
  const stores = { records, readings, roster };
  const { dispatch, ranking } = makeDispatch({ ...options, ...stores, pager, live, calendar, rules });
  const evaluation = new Evaluation({
    readings,
    records,
    city: { timeZone: zone, calendar },
    rules,
    roster,
    rank: (atMs) => ranking.rank(atMs),
    openPages: pageOpener(configuration.paging, () => roster.registry),
    nowMs,
    log,
    metrics,
    onEvaluated: (evaluated) => {
      live.publish({ what: 'evaluated' });
      publishFindings(door, evaluated, log);
      pager.wake();
    },
  });
  const parameters = new ParameterDesk({
    records,
    readings,
    facts: () => roster.facts,
    configured: configuration.rules,
    timeZone: zone,
    nowMs,
    log,
  });
  const api = await wireApi({
    ...options,
    ...stores,
    parameters,
    dispatch,
    rules,
    book,
    intake,
    door,
    pager,
    live,
    metrics,
  });
  const storedPoll = new StoredPoll({ readings, live, nowMs, log });
  const backupDoor = new BackupDoor(configuration.data, (directory) =>
    backUp({ readings, records }, directory, { zone, createdMs: nowMs() }),
  );
  return {
    live,
    records,
    readings,
    roster,
    intake,
    door,
    evaluation,
    dispatch,
    pager,
    parameters,
    api,
    storedPoll,
    backupDoor,
  };
}

/** What signs the links in letters; made once where no file is named. */
function pagingSecret({ configuration }: ServiceOptions): Promise<Uint8Array> {
  return linkSecret(configuration.paging.linkSecretFile, path.join(configuration.data, 'link.secret'));
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

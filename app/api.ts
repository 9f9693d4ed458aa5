import path from 'node:path';
import type { Logger } from 'pino';
import type { Registry as Metrics } from 'prom-client';
import type { DispatchPort } from '../api/dispatch-port.ts';
import type { LiveFeed } from '../api/live.ts';
import type { ApiPorts, ParametersPort, PartState } from '../api/ports.ts';
import { type Api, buildApi } from '../api/server.ts';
import type { CredentialBook } from '../broker/credential-book.ts';
import { tokenLogin } from '../broker/token.ts';
import type { Intake } from '../ingest/intake.ts';
import { replayQuarantine } from '../ingest/replay.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { Pager } from '../paging/pager.ts';
import { readImport } from '../registry/import.ts';
import type { RulesConfiguration } from '../rules/configuration.ts';
import type { ReadingsStore } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { boardDirectory } from './board-build.ts';
import type { Configuration } from './config.ts';
import type { Door } from './door.ts';
import { httpSettings } from './http.ts';
import type { Roster } from './roster.ts';

export interface ApiParts {
  configuration: Configuration;
  simulated: boolean;
  records: RecordsStore;
  readings: ReadingsStore;
  roster: Roster;
  book: CredentialBook;
  intake: Intake;
  door: Door;
  pager: Pager;
  parameters: ParametersPort;
  dispatch: DispatchPort;
  /** Those in force. */
  rules: () => Promise<RulesConfiguration>;
  live: LiveFeed;
  metrics: Metrics;
  nowMs: () => number;
  log: Logger;
}

/**
 * Hands the API what it stands on.
 * @throws LiangshaiError when a file that the configuration names cannot be read
 */
export async function wireApi(parts: ApiParts): Promise<Api> {
  const {
    configuration,
    simulated,
    records,
    readings,
    roster,
    book,
    intake,
    pager,
    parameters,
    dispatch,
    rules,
    door,
    live,
    metrics,
    nowMs,
    log,
  } = parts;
  const ports: ApiPorts = {
    records,
    readings,
    registry: () => roster.registry,
    live,
    intake: (sender, body, form) => intake.bulk.accept(sender, body, form),
    authenticate: tokenLogin(book, nowMs),
    replay: (choice) => replayQuarantine(records, intake.accept, choice),
    readUpload: (sheets, objection) => readImport(sheets, roster.registry, objection),
    reportDays: async () => (await rules()).standings.reportDays,
    importRegistry: async (rows, act) => {
      await records.importRegistry(rows, act);
      await roster.refresh();
    },
    pager: {
      linkSecret: pager.stationery().linkSecret,
      wake: () => pager.wake(),
      channels: () => pager.channels(),
      onDuty: (atMs) => pager.onDuty(atMs),
      waits: () => pager.waits(),
      testChannel: (name, target) => pager.testChannel(name, target),
    },
    parameters,
    dispatch,
    parts: () => partStates(intake, door),
    metrics,
    nowMs,
    log,
  };
  return buildApi(ports, {
    version: packageJson.version,
    ...(await httpSettings(configuration.http)),
    boardDirectory,
    mapFile: path.join(configuration.data, 'map.geojson'),
    city: { ...configuration.city, simulated },
  });
}

function partStates(intake: Intake, door: Door): PartState[] {
  const { ready, reasons, spoolDepth, oldestSeconds } = intake.health();
  const waiting = `${spoolDepth} readings wait in the spool, the oldest for ${oldestSeconds.toFixed(0)} s`;
  const doorReasons = door.reasons();
  return [
    { part: 'ingest', ready, detail: [...reasons, waiting].join('; ') },
    { part: 'broker', ready: doorReasons.length === 0, detail: doorReasons.join('; ') || door.address() },
  ];
}

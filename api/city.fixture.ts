import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry as Metrics } from 'prom-client';
import { DispatchConfiguration } from '../app/dispatch/configuration.ts';
import { Dispatch } from '../app/dispatch/dispatch.ts';
import { CredentialBook } from '../broker/credential-book.ts';
import { tokenLogin } from '../broker/token.ts';
import { IngestConfiguration } from '../ingest/configuration.ts';
import { Intake } from '../ingest/intake.ts';
import { MeterDirectory } from '../ingest/meter-directory.ts';
import { canonical } from '../ingest/profiles/canonical.ts';
import { replayQuarantine } from '../ingest/replay.ts';
import { hashSecret } from '../model/secret.ts';
import { chineseCalendar } from '../registry/calendar.ts';
import { readImport } from '../registry/import.ts';
import { RulesConfiguration } from '../rules/configuration.ts';
import { DuckDbReadings } from '../store/duckdb/readings.ts';
import { type Role, roles } from '../store/records.ts';
import { SqliteRecords } from '../store/sqlite/records.ts';
import { LiveFeed } from './live.ts';
import type { ApiPorts, ApiSettings, PagerPort, ParametersPort } from './ports.ts';
import { type Api, buildApi } from './server.ts';
import { smallRegistry, tenOClock, zone } from './small-registry.fixture.ts';

/** Every user's password; hashed cheaply, for tests sign in often. */
export const password = 'four words are easy to keep';
const passwordHash = hashSecret(password, 'device');

/** Parameters that nobody changes; the desk itself is tested beside it, in app/. */
const stillParameters: ParametersPort = {
  parameters: async () => ({ parameters: [], change: null }),
  beginTrial: async () => null,
  trial: () => null,
  change: async () => null,
};

/** The API over real engines, with a user of every role, a clock that stands and a door for readings. */
export interface City {
  api: Api;
  ports: ApiPorts;
  /** The clock: tests turn it. */
  clock: { nowMs: number };
  records: SqliteRecords;
  readings: DuckDbReadings;
  live: LiveFeed;
  /** Cookie header of a session of the user of that role. */
  cookie(role: Role): Promise<string>;
  stop(): Promise<void>;
}

export async function openCity(settings: Partial<ApiSettings> = {}, pager?: PagerPort): Promise<City> {
  const directory = mkdtempSync(join(tmpdir(), 'api-'));
  const clock = { nowMs: tenOClock };
  const nowMs = () => clock.nowMs;
  const log = pino({ level: 'silent' });
  const metrics = new Metrics();
  const live = new LiveFeed();
  const records = new SqliteRecords(join(directory, 'records.sqlite'));
  const readings = new DuckDbReadings({
    path: join(directory, 'readings.duckdb'),
    zone,
    limits: { memoryMb: 256, threads: 1 },
  });
  await records.start();
  await readings.start();
  const act = { actor: 'system', atMs: tenOClock };
  await records.importRegistry(smallRegistry(), act);
  let registry = await records.registry();
  for (const role of roles) {
    const scope = role === 'district' ? 'HS' : role === 'department' ? 'HB' : null;
    await records.putUser(
      { name: role, role, scope, passwordHash: await passwordHash, mustChangePassword: false },
      act,
    );
  }
  const book = new CredentialBook([
    {
      id: 'G1',
      kind: 'gateway',
      hash: await hashSecret('secret', 'device'),
      // M5 waits for its place in the registry.
      meters: ['M1', 'M2', 'M3', 'M4', 'M5'],
    },
  ]);
  const intake = new Intake({
    directory: new MeterDirectory(registry.meters, zone),
    speaksFor: book.speaksFor,
    profiles: [canonical()],
    settings: IngestConfiguration.parse({}),
    spoolPath: join(directory, 'spool'),
    readings,
    records,
    onStored: (stored) => live.publish({ what: 'stored', readings: stored }),
    nowMs,
    logger: log,
    metrics,
  });
  await intake.start();
  const ports: ApiPorts = {
    records,
    readings,
    registry: () => registry,
    live,
    intake: (sender, body, form) => intake.bulk.accept(sender, body, form),
    authenticate: tokenLogin(book, nowMs),
    replay: (choice) => replayQuarantine(records, intake.accept, choice),
    readUpload: (sheets, objection) => readImport(sheets, registry, objection),
    reportDays: async () => 5,
    importRegistry: async (rows, by) => {
      await records.importRegistry(rows, by);
      registry = await records.registry();
      intake.replaceDirectory(new MeterDirectory(registry.meters, zone));
      live.publish({ what: 'registry' });
    },
    ...(pager && { pager }),
    dispatch: new Dispatch({
      records,
      readings,
      registry: () => registry,
      zone,
      calendar: chineseCalendar(),
      rules: async () => RulesConfiguration.parse({}),
      answersIn: async () => ({ answers: [], waiting: [] }),
      configuration: DispatchConfiguration.parse({}),
      cityName: '宁波市',
      simulated: true,
      lettersOf: () => [],
      isHistoryIn: () => true,
      nowMs,
      log,
      onChange: (change) => live.publish({ what: 'period', change }),
      draw: async () => undefined,
    }),
    parameters: stillParameters,
    parts: () => [{ part: 'ingest', ...intake.health(), detail: '' }],
    metrics,
    nowMs,
    log,
  };
  const api = buildApi(ports, {
    host: '127.0.0.1',
    port: 0,
    tls: null,
    behindProxy: [],
    openId: null,
    publicView: false,
    version: '0.0.0',
    boardDirectory: join(directory, 'board'),
    city: { name: { zh: '宁波', en: 'Ningbo' }, zone, simulated: true },
    ...settings,
  });
  return {
    api,
    ports,
    clock,
    records,
    readings,
    live,
    async cookie(role) {
      const answer = await api.server.inject({
        method: 'POST',
        url: '/api/v1/session',
        payload: { user: role, password },
      });
      const [cookie] = answer.cookies;
      return `${cookie?.name}=${cookie?.value}`;
    },
    async stop() {
      await api.stop();
      await intake.stop();
      await readings.stop();
      await records.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

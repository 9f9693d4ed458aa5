import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry as Metrics } from 'prom-client';
import { CredentialBook } from '../broker/credential-book.ts';
import { readToken } from '../broker/token.ts';
import { Intake } from '../ingest/intake.ts';
import { MeterDirectory } from '../ingest/meter-directory.ts';
import { allProfiles } from '../ingest/profiles/list.ts';
import { defaultBounds } from '../ingest/validation.ts';
import { type Finding, findingId } from '../model/finding.ts';
import type { Meter } from '../model/meter.ts';
import type { Project } from '../model/project.ts';
import { emptyRegistry, type Registry } from '../model/registry.ts';
import { hashSecret } from '../model/secret.ts';
import { readRegistryFiles } from '../registry/directory.ts';
import { DuckDbReadings } from '../store/duckdb/readings.ts';
import type { ActivityRow } from '../store/readings.ts';
import { type Role, roles } from '../store/records.ts';
import { SqliteRecords } from '../store/sqlite/records.ts';
import { LiveFeed } from './live.ts';
import type { ApiPorts, ApiSettings } from './ports.ts';
import { type Api, buildApi } from './server.ts';

export const zone = 'Asia/Shanghai';
/** Tuesday, 24 November 2026, 10:00 in Shanghai. */
export const tenOClock = Date.parse('2026-11-24T10:00:00+08:00');
export const hour = 3_600_000;
export const day = 24 * hour;
export const midnight = tenOClock - 10 * hour;

/** Every user's password; hashed cheaply, for tests sign in often. */
export const password = 'four words are easy to keep';
const passwordHash = hashSecret(password, 'device');

function project(id: string, district: string, department: string): Project {
  return {
    id,
    name: `项目${id}`,
    district,
    department,
    category: 'housing',
    stage: 'construction',
    totalInvestmentWan: 10_000,
    annualPlanWan: 1200,
    plannedStart: '2026-01-01',
    plannedFinish: '2027-12-31',
    longitude: 121.5,
    latitude: 29.9,
    camera: id === 'P1' ? 'https://cameras.example/P1' : null,
    roundTheClock: false,
  };
}

function meter(id: string, of: string): Meter {
  return {
    id,
    project: of,
    role: 'construction',
    multiplier: 60,
    registerMaxKwh: 999_999.99,
    capacityKva: 630,
    profile: 'canonical',
    from: '2026-01-01',
    to: null,
  };
}

/** Two districts, two departments, four projects: each pair of them meets in one project. */
export function smallRegistry(): Registry {
  return {
    ...emptyRegistry(),
    districts: [
      { id: 'HS', name: '海曙区', kind: 'county' },
      { id: 'GX', name: '高新区', kind: 'park' },
    ],
    departments: ['HB', 'JT'].map((id) => ({
      id,
      name: id === 'HB' ? '住建局' : '交通局',
      dutyChannel: null,
      dutyTarget: null,
      escalationDepartment: null,
      escalationHours: null,
    })),
    projects: [
      project('P1', 'HS', 'HB'),
      project('P2', 'HS', 'JT'),
      project('P3', 'GX', 'HB'),
      project('P4', 'GX', 'JT'),
    ],
    meters: ['1', '2', '3', '4'].map((n) => meter(`M${n}`, `P${n}`)),
    investments: [{ project: 'P1', period: '2026-10', amountWan: 100.1 }],
    milestones: [{ project: 'P1', name: '开工', planned: '2026-01-01', actual: '2026-01-08' }],
    suspensions: [{ project: 'P3', from: '2026-11-20', to: null, reason: '考古', document: null }],
  };
}

export function dayActivity(
  projectId: string,
  registry: Registry,
  over: Partial<ActivityRow> = {},
): ActivityRow {
  const { district, department } = registry.projects.find(({ id }) => id === projectId)!;
  return {
    project: projectId,
    district,
    department,
    step: 'day',
    timeMs: midnight - day,
    state: 'working',
    index: 100,
    energyKwh: 800,
    measured: 1,
    baselineKwh: 800,
    excused: null,
    confidence: 0.9,
    why: { zh: '用电正常', en: 'Normal load' },
    ...over,
  };
}

export function stalledFinding(projectId: string, over: Partial<Finding> = {}): Finding {
  const opened = '2026-11-20';
  return {
    id: findingId(projectId, 'stalled', opened),
    project: projectId,
    kind: 'stalled',
    level: 'watch',
    since: '2026-11-18',
    opened,
    closed: null,
    evidence: {
      sentence: { zh: '连续三个工作日停工', en: 'Three working days without work' },
      figures: { baselineKwh: 800 },
      days: ['2026-11-18', '2026-11-19', '2026-11-20'],
    },
    ...over,
  };
}

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

export async function openCity(settings: Partial<ApiSettings> = {}): Promise<City> {
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
      meters: ['M1', 'M2', 'M3', 'M4'],
    },
  ]);
  const intake = new Intake({
    directory: new MeterDirectory(registry.meters, zone),
    speaksFor: book.speaksFor,
    profiles: allProfiles(),
    bounds: defaultBounds,
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
    authenticate: async (authorization) => {
      const token = readToken(authorization);
      return token === null ? null : book.verify(token.id, token.secret);
    },
    replay: async (choice) => {
      const entries = await records.quarantined({ ...choice, limit: 100 });
      const receipts = await Promise.all(entries.map((entry) => intake.accept(entry)));
      await records.dropQuarantined(entries.map(({ id }) => id));
      const accepted = receipts.reduce((sum, receipt) => sum + receipt.accepted, 0);
      const refused = receipts.reduce((sum, receipt) => sum + receipt.refused.length, 0);
      return { messages: entries.length, accepted, refused };
    },
    readUpload: (files) => readRegistryFiles(files, registry),
    importRegistry: async (rows, by) => {
      await records.importRegistry(rows, by);
      registry = await records.registry();
      live.publish({ what: 'registry' });
    },
    parts: () => [{ part: 'ingest', ...intake.health(), detail: '' }],
    metrics,
    nowMs,
    log,
  };
  const api = buildApi(ports, {
    host: '127.0.0.1',
    port: 0,
    tls: null,
    behindProxy: false,
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

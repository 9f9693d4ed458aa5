import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { ExternalMqtt, MqttLimits } from '../../broker/configuration.ts';
import { CredentialBook } from '../../broker/credential-book.ts';
import { EmbeddedBroker } from '../../broker/embedded-broker.ts';
import { ExternalBroker } from '../../broker/external-broker.ts';
import { IngestConfiguration } from '../../ingest/configuration.ts';
import { Intake } from '../../ingest/intake.ts';
import { MeterDirectory } from '../../ingest/meter-directory.ts';
import { allProfiles } from '../../ingest/profiles/list.ts';
import type { Meter } from '../../model/meter.ts';
import { hashSecret } from '../../model/secret.ts';
import { DuckDbReadings } from '../../store/duckdb/readings.ts';
import { InfluxReadings } from '../../store/influx/readings.ts';
import type { LiangshaiSettings } from './peers.ts';

/** Ours with everything on: password, rights, decoding, validation, spool and DuckDB; or another broker, or another store. */
const settings = JSON.parse(process.argv[2]!) as LiangshaiSettings;
const { directory } = settings;
const zone = 'Asia/Shanghai';

const meters: Meter[] = Array.from({ length: settings.meterCount }, (_, i) => ({
  id: `M${i}`,
  project: `P${i % 420}`,
  role: 'construction',
  multiplier: 60,
  registerMaxKwh: 999_999.99,
  capacityKva: 10_000,
  profile: 'canonical',
  from: '2026-01-01',
  to: null,
}));
const ids = meters.map((meter) => meter.id);
const hash = await hashSecret('secret', 'device');
const book = new CredentialBook([
  ...ids.map((id) => ({ id, kind: 'meter' as const, hash, meters: [id] })),
  ...ids.slice(0, 10).map((id) => ({ id: `G-${id}`, kind: 'gateway' as const, hash, meters: ids })),
]);
const nowMs = Date.now;
const readings =
  settings.influx === undefined
    ? new DuckDbReadings({
        path: join(directory, 'readings.duckdb'),
        zone,
        limits: { memoryMb: 128, threads: 2 },
      })
    : new InfluxReadings({ ...settings.influx, org: null, token: null, timeoutMs: 10_000, zone, nowMs });
const metrics = new Registry();
const logger = pino({ level: 'warn' });
let stored = 0;
const intake = new Intake({
  directory: new MeterDirectory(meters, zone),
  speaksFor: book.speaksFor,
  profiles: allProfiles({ zone }),
  settings: IngestConfiguration.parse({}),
  spoolPath: join(directory, 'spool'),
  readings,
  records: { quarantine: async () => undefined, trimQuarantine: async () => 0 },
  onStored: (batch) => {
    stored += batch.length;
  },
  nowMs,
  logger,
  metrics,
});
const shared = { accept: intake.accept, nowMs, logger, metrics };
const embedded =
  settings.broker === undefined
    ? new EmbeddedBroker({
        ...shared,
        host: '127.0.0.1',
        port: 0,
        limits: MqttLimits.parse({ messagesPerSecond: 1_000_000 }),
        credentials: book,
        ownerOf: intake.ownerOf,
      })
    : null;
const broker = embedded ?? new ExternalBroker({ ...shared, ...ExternalMqtt.parse(settings.broker) });
await readings.start();
await intake.start();
await broker.start();
process.send?.({ port: embedded?.port ?? 0 });
process.on('message', (question) => {
  if (question === 'accepted') process.send?.(stored + intake.health().spoolDepth);
  if (question === 'stored') process.send?.({ stored, waiting: intake.health().spoolDepth });
  if (question === 'stop') void stop();
});

async function stop(): Promise<void> {
  await broker.stop();
  await intake.stop();
  await readings.stop();
  process.exit(0);
}

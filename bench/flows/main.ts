import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import mqtt from 'mqtt';
import { InfluxServer } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import { liangshaiBehind, mosquitto } from '../ingest/peers.ts';
import { usageOf } from '../ingest/process-usage.ts';
import { type Consumer, type Ends, storedBy } from './consumer.ts';
import { installNodeRed, missingNodeRed, nodeRed } from './node-red.ts';

/*
 * `npm run bench:flows [-- --install]`: Node-RED with its InfluxDB nodes, and ours, each between the same Mosquitto and the
 * same InfluxDB 1.x with the same load: how many readings a second it stores, and what is lost when it is killed.
 */
const database = 'bench';
const meters = 100;
const connections = 64;
/** As fast as the broker acknowledges. */
const burst = 20_000;
const underWay = 500;
/** Slower than either of them stores, so that what is lost is lost by the kill. */
const steady = { count: 3_000, perSecond: 300 };
/** Nothing came for so long: nothing more comes. */
const quietMs = 10_000;
/** Of the first reading: late enough to be no future, early enough to be live. */
const beginMs = Date.now() - 3_000_000;

interface Peer {
  name: string;
  start: (directory: string, ends: Ends) => Promise<Consumer>;
}

const ours: Peer = {
  name: 'liangshai',
  start: async (directory, { mqttPort, influxUrl }) => {
    const url = `mqtt://127.0.0.1:${mqttPort}`;
    const peer = await liangshaiBehind(url, connections, directory, { url: influxUrl, database });
    return { child: peer.process, measurement: '"raw"."reading"' };
  },
};
const flows: Peer = { name: 'Node-RED', start: nodeRed };

interface Measured {
  perSecond: number;
  cpuMicros: number;
  residentMb: number;
  /** Acknowledged by the broker and not stored in the end. */
  lost: number;
}

if (process.argv.includes('--install') && !installNodeRed()) {
  process.stderr.write('Node-RED could not be installed: npm said why, above\n');
  process.exit(1);
}
const missing = missingNodeRed();
if (missing !== null) process.stdout.write(`${missing}\n`);
process.stdout.write(
  `\n${burst.toLocaleString('en')} readings at once; then ${steady.perSecond} a second, and kill -9 in the middle\n\n` +
    '| consumer | stored/s | CPU µs a reading | resident MB | never stored of ' +
    `${(burst + steady.count).toLocaleString('en')} |\n|---|---|---|---|---|\n`,
);
const rows: Measured[] = [];
for (const peer of missing === null ? [flows, ours] : [ours]) {
  const row = await measure(peer);
  rows.push(row);
  const figures = [row.perSecond, row.cpuMicros, row.residentMb, row.lost].map((figure) =>
    Math.round(figure).toLocaleString('en'),
  );
  process.stdout.write(`| ${[peer.name, ...figures].join(' | ')} |\n`);
}
const [flow, own] = rows;
if (flow !== undefined && own !== undefined)
  process.stdout.write(
    `\nours / Node-RED with InfluxDB: ${(own.perSecond / flow.perSecond).toFixed(1)} readings/s stored\n`,
  );

async function measure(peer: Peer): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-flows-'));
  const [broker, influx] = await Promise.all([mosquitto(directory), InfluxServer.start()]);
  const ends = { mqttPort: broker.port, influxUrl: influx.url, database };
  const consumers: Consumer[] = [];
  const start = async () => {
    const consumer = await peer.start(join(directory, 'consumer'), ends);
    consumers.push(consumer);
    return consumer;
  };
  try {
    const options = { url: influx.url, database, org: null, token: null, timeoutMs: 10_000 };
    await setUpInflux({ ...options, keepReadingsDays: null }, Date.now);
    const consumer = await start();
    const publisher = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    const rate = await measureRate(publisher, consumer, ends);
    const sending = publishSteadily(publisher);
    await setTimeout((500 * steady.count) / steady.perSecond);
    await kill(consumer);
    const again = await start();
    await sending;
    const { count } = await settled(again, ends);
    await publisher.endAsync();
    return { ...rate, lost: burst + steady.count - count };
  } finally {
    await Promise.all(consumers.map(kill));
    await Promise.all([broker.stop(), influx.stop()]);
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureRate(
  publisher: mqtt.MqttClient,
  consumer: Consumer,
  ends: Ends,
): Promise<Omit<Measured, 'lost'>> {
  const pid = consumer.child.pid!;
  const [began, cpu] = [performance.now(), usageOf(pid).cpuSeconds];
  const one = async (number: number): Promise<void> => {
    if (number >= burst) return;
    await publish(publisher, number);
    return one(number + underWay);
  };
  await Promise.all(Array.from({ length: underWay }, (_, first) => one(first)));
  const { count, lastMs } = await settled(consumer, ends);
  const { cpuSeconds, residentMb } = usageOf(pid);
  return {
    perSecond: (count * 1000) / (lastMs - began),
    cpuMicros: ((cpuSeconds - cpu) * 1e6) / count,
    residentMb,
  };
}

/** The broker has it. */
async function publish(publisher: mqtt.MqttClient, number: number): Promise<void> {
  const reading = { time: beginMs + number, energy_kwh: number / 1000, power_kw: 12.5 };
  await publisher.publishAsync(`meters/M${number % meters}/readings`, JSON.stringify(reading), { qos: 1 });
}

async function publishSteadily(publisher: mqtt.MqttClient): Promise<void> {
  const began = performance.now();
  for (let number = 0; number < steady.count; number++) {
    const dueMs = (number * 1000) / steady.perSecond - (performance.now() - began);
    if (dueMs > 1) await setTimeout(dueMs);
    await publish(publisher, burst + number);
  }
}

/** Until nothing more is stored; when the last of it was seen. */
async function settled(consumer: Consumer, ends: Ends): Promise<{ count: number; lastMs: number }> {
  let count = await storedBy(consumer, ends);
  let lastMs = performance.now();
  while (performance.now() - lastMs < quietMs) {
    await setTimeout(100);
    const now = await storedBy(consumer, ends);
    if (now === count) continue;
    count = now;
    lastMs = performance.now();
  }
  return { count, lastMs };
}

async function kill({ child }: Consumer): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { single } from './payloads.ts';
import { ask, bareSubscriber, liangshaiBehind, mosquitto, type Peer } from './peers.ts';
import { usageOf } from './process-usage.ts';
import { measure, print } from './report.ts';

const consumers = [bareSubscriber, liangshaiBehind];
/** Of the consumer; the configuration's default. */
const connections = 16;
const load = { connections: 100, window: 50, rate: null, warmupSeconds: 0 };
/** Nothing came for so long: the broker has nothing left. */
const quietMs = 1_000;

interface Row {
  published: number;
  /** Messages a second that were taken out of the broker, from the first to the last. */
  taken: number;
  cores: number;
  residentMb: number;
  lost: number;
}

/**
 * Another broker between meters and intake. It acknowledges before anyone took a message, so what counts is how fast
 * it is emptied: while it is filled as fast as it can be, and afterwards.
 */
export async function measureExternal(directory: string, seconds: number): Promise<void> {
  print(
    `\nBehind Mosquitto, filled for ${seconds} s as fast as it acknowledges, emptied by ${connections} connections\n`,
  );
  print(
    '| consumer | Mosquitto acknowledges/s | taken/s, until it is empty | consumer CPU (cores) | resident MB | never taken |',
  );
  print('|---|---|---|---|---|---|');
  const rows: Row[] = [];
  for (const open of consumers) {
    const broker = await mosquitto(directory);
    const consumer = await open(
      `mqtt://127.0.0.1:${broker.port}`,
      connections,
      mkdtempSync(join(directory, 'peer-')),
    );
    const row = await measureConsumer(broker, consumer, seconds);
    await consumer.stop();
    await broker.stop();
    rows.push(row);
    const { published, taken, cores, residentMb, lost } = row;
    const [a, b] = [published, taken].map((rate) => Math.round(rate).toLocaleString('en'));
    const cells = [consumer.name, a, b, cores.toFixed(2), Math.round(residentMb), lost];
    print(`| ${cells.join(' | ')} |`);
  }
  const [bare, ours] = rows as [Row, Row];
  print(`\nours / MQTT.js alone: ${(ours.taken / bare.taken).toFixed(2)} messages/s taken from Mosquitto`);
}

async function measureConsumer(broker: Peer, consumer: Peer, seconds: number): Promise<Row> {
  const pid = consumer.process.pid!;
  const accepted = () => ask<number>(consumer, 'accepted');
  let sent = 0;
  const payloadOf = (number: number, stamp: number) => {
    sent++;
    return single(number, stamp);
  };
  const topicOf = (number: number) => `meters/M${number}/readings`;
  const [began, cpu] = [performance.now(), usageOf(pid).cpuSeconds];
  const { perSecond } = await measure(broker, { ...load, seconds, topicOf, payloadOf });
  const { count, lastMs } = await drain(accepted);
  const tookSeconds = (lastMs - began) / 1000;
  return {
    published: perSecond,
    taken: count / tookSeconds,
    cores: (usageOf(pid).cpuSeconds - cpu) / tookSeconds,
    residentMb: usageOf(pid).residentMb,
    // What was under way when the publishers were cut off may be in the broker or not.
    lost: Math.max(0, sent - load.connections * load.window - count),
  };
}

/** Until nothing comes any more; when the last one came. */
async function drain(accepted: () => Promise<number>): Promise<{ count: number; lastMs: number }> {
  let count = await accepted();
  let lastMs = performance.now();
  while (performance.now() - lastMs < quietMs) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = await accepted();
    if (now === count) continue;
    count = now;
    lastMs = performance.now();
  }
  return { count, lastMs };
}

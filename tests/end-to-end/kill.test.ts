import path from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Configuration } from '../../app/config.ts';
import { openReadings } from '../../app/readings.ts';
import { smallCity } from '../city.ts';
import { LiangshaiProcess, liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';

const meters = ['M1', 'M2', 'M3', 'M4'];
const kills = 3;
/** Acknowledged by all meters together before each kill. */
const acknowledgedBetween = 400;

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
beforeEach(async () => {
  scratch = await scratchDirectory();
});
afterEach(() => scratch.remove());

test('kill -9 under load loses no acknowledged reading and doubles none', async () => {
  const { directory } = scratch;
  await writeCity(directory, smallCity(meters.length));
  await liangshai(directory, 'import', 'registry');
  const secrets = new Map<string, string>();
  for (const meter of meters) {
    const { stdout } = await liangshai(directory, 'meters', 'add', meter);
    secrets.set(meter, /password (\S+)/.exec(stdout)![1]!);
  }

  const acknowledged = new Set<string>();
  const clock = { ms: Date.now() - 3_600_000 };
  for (let round = 0; round < kills; round++) {
    const service = await LiangshaiProcess.start(directory, 'serve');
    const until = acknowledged.size + acknowledgedBetween;
    const publishers = meters.map((meter) =>
      publish(service.mqttPort, meter, secrets.get(meter)!, clock, acknowledged),
    );
    await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(until);
    await service.end('SIGKILL');
    await Promise.all(publishers.map((publisher) => publisher.end()));
  }
  const service = await LiangshaiProcess.start(directory, 'serve');
  expect(await service.end('SIGTERM')).toBe(0);

  const stored = await storedReadings(path.join(directory, 'data'));
  expect(stored.length).toBe(new Set(stored).size);
  expect([...acknowledged].filter((key) => !new Set(stored).has(key))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(kills * acknowledgedBetween);
});

/** Publishes one reading after the other, several under way, until it is ended. */
function publish(
  port: string,
  meter: string,
  password: string,
  clock: { ms: number },
  acknowledged: Set<string>,
): { end: () => Promise<void> } {
  const client: MqttClient = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    username: meter,
    password,
    clientId: meter,
    reconnectPeriod: 0,
  });
  client.on('error', () => client.end(true));
  const next = (): void => {
    clock.ms += 1;
    const time = clock.ms;
    client.publish(
      `meters/${meter}/readings`,
      JSON.stringify({ time, energy_kwh: time % 1e6 }),
      { qos: 1 },
      (error) => {
        if (error) return;
        acknowledged.add(`${meter} ${time}`);
        next();
      },
    );
  };
  client.on('connect', () => {
    for (let underWay = 0; underWay < 5; underWay++) next();
  });
  return { end: () => client.endAsync(true) };
}

async function storedReadings(data: string): Promise<string[]> {
  const readings = await openReadings(Configuration.parse({ data }), Date.now);
  await readings.start();
  try {
    const stored: string[] = [];
    for await (const series of readings.series(meters, { fromMs: 0, toMs: Date.now() + 3_600_000 })) {
      for (const timeMs of series.timeMs) stored.push(`${series.meter} ${timeMs}`);
    }
    return stored;
  } finally {
    await readings.stop();
  }
}

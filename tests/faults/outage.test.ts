import { readFileSync } from 'node:fs';
import mqtt, { type MqttClient } from 'mqtt';
import { expect, test } from 'vitest';
import { hasInfluxd, InfluxServer, withoutInfluxd } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import { LiangshaiProcess } from '../liangshai-process.ts';
import { FaultCity, gateway, keyOf } from './fault-city.ts';
import { expectNothingLost, Load } from './load.ts';

const meterCount = 300;
const days = 30;
const stepMs = 15 * 60_000;
const readingsInMessage = 500;
/** As values of JavaScript the readings of the outage would take more than twice as much. */
const mostGrowthMb = 120;
/** The longest pause between two attempts to store is 5 s. */
const backWithinMs = 15_000;

interface Row {
  meter: string;
  time: number;
  energy_kwh: number;
}

test.runIf(hasInfluxd)(
  `what comes in while InfluxDB is away waits on disk and not in memory, and a live reading is stored seconds after it is back${hasInfluxd ? '' : `: ${withoutInfluxd}`}`,
  { timeout: 300_000 },
  async () => {
    const influx = await InfluxServer.start();
    const readings = { engine: 'influxdb', url: influx.url, database: 'liangshai' };
    await setUpInflux(
      { ...readings, org: null, token: null, timeoutMs: 10_000, keepReadingsDays: 400 },
      Date.now,
    );
    const city = await FaultCity.open(meterCount, { store: { readings } });
    try {
      const service = await LiangshaiProcess.start(city.directory, 'serve', '--only', 'broker,ingest');
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${service.mqttPort}`, {
        username: gateway,
        password: city.secret,
      });
      const ledger = new Load(city);
      const all = [...month(city.meters)];
      const warm = all.splice(0, all.length / 10);
      await send(client, warm, ledger);
      await expect.poll(async () => ledger.lostIn(await city.stored()).length, { timeout: 60_000 }).toBe(0);
      const before = ownMemoryMb(service);

      await influx.kill();
      await send(client, all, ledger);
      expect(ownMemoryMb(service) - before).toBeLessThan(mostGrowthMb);

      await influx.resume();
      const live = { meter: city.meters[0]!, time: Date.now(), energy_kwh: 5000 };
      await send(client, [live], ledger);
      await expect
        .poll(async () => (await city.stored()).energyKwh.has(keyOf(live.meter, live.time)), {
          timeout: backWithinMs,
        })
        .toBe(true);

      await expect.poll(async () => ledger.lostIn(await city.stored()).length, { timeout: 120_000 }).toBe(0);
      await client.endAsync();
      expect(await service.end()).toBe(0);
      expectNothingLost(
        'outage',
        ledger,
        await city.stored(),
        `${all.length} readings while InfluxDB was away`,
      );
    } finally {
      await Promise.all([influx.stop(), city.remove()]);
    }
  },
);

async function send(client: MqttClient, rows: readonly Row[], ledger: Load): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (let from = 0; from < rows.length; from += readingsInMessage) {
    const message = JSON.stringify(rows.slice(from, from + readingsInMessage));
    sent.push(client.publishAsync(`gateways/${gateway}/readings`, message, { qos: 1 }));
  }
  await Promise.all(sent);
  for (const { meter, time, energy_kwh } of rows) ledger.acknowledged.set(keyOf(meter, time), energy_kwh);
}

/** What the process holds for itself; files that it maps, as the spool's, the kernel takes back when it needs to. */
function ownMemoryMb({ child }: LiangshaiProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)![1]) / 1024;
}

function* month(meters: readonly string[]): Generator<Row> {
  const untilMs = Math.floor((Date.now() - 2 * 3_600_000) / stepMs) * stepMs;
  for (let time = untilMs - days * 86_400_000, step = 0; time < untilMs; time += stepMs, step++) {
    for (const meter of meters) yield { meter, time, energy_kwh: 1000 + step / 4 };
  }
}

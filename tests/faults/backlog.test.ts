import mqtt from 'mqtt';
import { expect, test } from 'vitest';
import { FaultCity, gateway, keyOf } from './fault-city.ts';
import { length } from './length.ts';
import { expectNothingLost, Load } from './load.ts';

const liveMeters = 2;
const meterCount = liveMeters + length(4, 100);
const days = 30;
const stepMs = 15 * 60_000;
const readingsInMessage = 500;

test('a month that a gateway kept back comes in at once, beside meters that go on', {
  timeout: 300_000,
}, async () => {
  const city = await FaultCity.open(meterCount);
  try {
    const service = await city.start();
    const live = new Load(city, city.meters.slice(0, liveMeters));
    live.begin(service);
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${service.mqttPort}`, {
      username: gateway,
      password: city.secret,
    });
    const backlog = [...month(city.meters.slice(liveMeters))];
    const sent: Promise<unknown>[] = [];
    for (let from = 0; from < backlog.length; from += readingsInMessage) {
      const message = JSON.stringify(backlog.slice(from, from + readingsInMessage));
      sent.push(client.publishAsync(`gateways/${gateway}/readings`, message, { qos: 1 }));
    }
    await live.advance(length(100, 1000));
    await Promise.all(sent);
    for (const { meter, time, energy_kwh } of backlog) live.acknowledged.set(keyOf(meter, time), energy_kwh);
    await live.advance(100);
    await Promise.all([live.end(), client.endAsync()]);
    expect(await service.end()).toBe(0);
    const faults = `a backlog of ${backlog.length} readings over ${days} days`;
    expectNothingLost('month at once', live, await city.stored(), faults);
  } finally {
    await city.remove();
  }
});

function* month(meters: readonly string[]): Generator<{ meter: string; time: number; energy_kwh: number }> {
  const untilMs = Math.floor((Date.now() - 2 * 3_600_000) / stepMs) * stepMs;
  for (let time = untilMs - days * 86_400_000, step = 0; time < untilMs; time += stepMs, step++) {
    for (const meter of meters) yield { meter, time, energy_kwh: 1000 + step / 4 };
  }
}

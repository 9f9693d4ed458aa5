import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import mqtt from 'mqtt';
import { expect, test } from 'vitest';
import { openRecords } from '../../app/records.ts';
import { FaultCity, gateway } from './fault-city.ts';
import { expectNothingLost, Load } from './load.ts';

test('SQLite that another process holds: the door goes on acknowledging, and what waited is stored once it lets go', {
  timeout: 120_000,
}, async () => {
  const city = await FaultCity.open(2);
  try {
    const service = await city.start();
    const load = new Load(city);
    load.begin(service);
    await load.advance(50);
    const holder = new DatabaseSync(path.join(city.configuration.data, 'records.sqlite'));
    holder.exec('BEGIN IMMEDIATE');
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${service.mqttPort}`, {
      username: gateway,
      password: city.secret,
    });
    await client.publishAsync(`gateways/${gateway}/readings`, 'no reading', { qos: 1 });
    await client.endAsync();
    await expect
      .poll(() => service.output().stderr, { timeout: 60_000 })
      .toMatch(/is being written by another process.*the spool keeps all/);
    await load.advance(50);
    holder.exec('ROLLBACK');
    holder.close();
    const quarantined = async () => {
      const records = await openRecords(city.configuration);
      await records.start();
      const counts = await records.quarantineCounts();
      await records.stop();
      return counts.reduce((sum, { count }) => sum + count, 0);
    };
    await expect.poll(quarantined, { timeout: 60_000 }).toBe(1);
    expect(await service.end()).toBe(0);
    await load.end();
    expectNothingLost('SQLite held', load, await city.stored(), '1 other process');
  } finally {
    await city.remove();
  }
});

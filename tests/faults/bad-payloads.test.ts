import { expect, test } from 'vitest';
import { mutatedPayloads } from '../../ingest/fuzz/fuzz.ts';
import { LiveCity } from '../differential/live-city.ts';
import { cityOf, instant, meter } from '../differential/registry.ts';
import { length } from './length.ts';

const payloads = length(5000, 1_000_000);
const atOnce = 200;
const nowMs = instant('2026-11-24T10:00');
const topics = [
  'meters/M1/readings',
  'gateways/G1/readings',
  'meters/M1/dlt645',
  'tele/M1/SENSOR',
  'M1/status/em:0',
  'zigbee2mqtt/M1',
  'meters/M1/senml',
  'spBv1.0/city/DDATA/E1/M1',
  'meters/M1/status',
  'nobody/knows',
];

test('bad payloads are told apart, kept in quarantine and counted, and good ones beside them are stored', {
  timeout: 300_000,
}, async () => {
  const city = await LiveCity.open(cityOf([meter('M1'), meter('M2')]), nowMs);
  try {
    let refused = 0;
    let sent = 0;
    const bad = mutatedPayloads(20261124);
    for (let good = 0; sent < payloads; good++) {
      const messages = Array.from({ length: atOnce }, () => ({
        topic: topics[sent++ % topics.length]!,
        payload: bad.next().value,
        sender: 'M1',
        receivedMs: nowMs,
      }));
      const payload = Buffer.from(JSON.stringify({ time: nowMs - good, energy_kwh: 1 }));
      const sound = { topic: 'meters/M2/readings', payload, sender: 'M2', receivedMs: nowMs };
      refused += (await city.send([...messages, sound])).length;
    }
    await city.stored();
    let stored = 0;
    for await (const { timeMs } of city.parts.readings.series(['M2'], { fromMs: 0, toMs: nowMs + 1 }))
      stored += timeMs.length;
    const kept = () => city.parts.records.quarantineCounts();
    await expect
      .poll(async () => (await kept()).reduce((sum, { count }) => sum + count, 0), {
        timeout: 200_000,
        interval: 250,
      })
      .toBe(refused);
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
    process.stdout.write(
      `bad payloads: ${stored} good readings stored beside ${sent} mutated payloads, ${refused} quarantined; lost ${Math.ceil(payloads / atOnce) - stored}; ${megabytes} MB\n`,
    );
    expect(stored).toBe(Math.ceil(payloads / atOnce));
  } finally {
    await city.close();
  }
});

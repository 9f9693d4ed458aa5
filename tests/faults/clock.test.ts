import { expect, test } from 'vitest';
import { LiveCity } from '../differential/live-city.ts';
import { cityOf, instant, meter } from '../differential/registry.ts';

const minute = 60_000;
const hour = 60 * minute;
const noon = instant('2026-11-24T12:00');
const meters = [meter('M1'), meter('M2')];

function message(id: string, timeMs: number, registerKwh: number, receivedMs: number) {
  const payload = Buffer.from(JSON.stringify({ time: timeMs, energy_kwh: registerKwh }));
  return { topic: `meters/${id}/readings`, payload, sender: id, receivedMs };
}

/** Begin of what is sent: over for long by every clock here. */
const beginMs = noon - 40 * hour;

async function kwhOf(city: LiveCity, id: string): Promise<number> {
  let sum = 0;
  const range = { fromMs: beginMs - hour, toMs: beginMs + 6 * hour };
  for await (const { kwh } of city.parts.readings.energy([id], range)) {
    for (const value of kwh) if (!Number.isNaN(value)) sum += value;
  }
  return sum;
}

/** Sends quarter hours of 1 kWh of both meters, the first one `from` quarters after the begin, and judges them. */
async function sendQuarters(city: LiveCity, from: number, count: number): Promise<void> {
  const quarters = Array.from({ length: count }, (_, index) => from + index);
  const messages = meters.flatMap(({ id }) =>
    quarters.map((quarter) => message(id, beginMs + quarter * 15 * minute, 100 + quarter, city.clock.nowMs)),
  );
  await city.send(messages);
  await city.evaluate();
}

test.each([
  ['a minute back', -minute],
  ['an hour back', -hour],
  ['a day back', -24 * hour],
  ['an hour ahead', hour],
])('after the machine’s clock jumped %s what comes in is stored once and judged', async (_, jumpMs) => {
  const city = await LiveCity.open(cityOf(meters), noon);
  try {
    await sendQuarters(city, 0, 5);
    expect(await kwhOf(city, 'M1')).toBeCloseTo(4, 6);
    city.clock.nowMs += 30_000 + jumpMs;
    await sendQuarters(city, 5, 4);
    for (const { id } of meters) expect(await kwhOf(city, id)).toBeCloseTo(8, 6);
    city.clock.nowMs += minute;
    await sendQuarters(city, 9, 4);
    for (const { id } of meters) expect(await kwhOf(city, id)).toBeCloseTo(12, 6);
    let stored = 0;
    for await (const { timeMs } of city.parts.readings.series(['M1'], { fromMs: 0, toMs: noon })) {
      stored += timeMs.length;
    }
    expect(stored).toBe(13);
  } finally {
    await city.close();
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Meter } from '../model/meter.ts';
import type { Reading } from '../model/reading.ts';
import type { QuarantinedMessage } from '../store/records.ts';
import { IngestConfiguration } from './configuration.ts';
import { Intake } from './intake.ts';
import { MeterDirectory } from './meter-directory.ts';
import { allProfiles } from './profiles/list.ts';

const now = Date.parse('2026-11-24T00:00:00Z');
const zone = 'Asia/Shanghai';
const meter: Meter = {
  id: 'M1',
  project: 'P1',
  role: 'construction',
  multiplier: 60,
  registerMaxKwh: 999_999.99,
  capacityKva: 100,
  profile: 'canonical',
  from: '2026-01-01',
  to: null,
};
const second: Meter = { ...meter, id: 'M2', project: 'P2', multiplier: 1, to: '2026-10-31' };

const stored: Reading[] = [];
const quarantined: QuarantinedMessage[] = [];
/** Until it resolves the store of readings does not answer. */
let storeUp = true;
let configuration = {};
/** What the service's clock is ahead of the receipt of everything here. */
let laterMs = 0;
let trimmedTo: { olderThanMs: number; maxBytes: number }[] = [];
let announced: Promise<unknown>;
let announce: (count: number) => void;
let metrics: Registry;
let path: string;
let intake: Intake;

function open(): Promise<Intake> {
  metrics = new Registry();
  const opened = new Intake({
    directory: new MeterDirectory([meter, second], zone),
    speaksFor: (client, id) => client === 'G1' && id === 'M1',
    profiles: allProfiles({ zone }),
    settings: IngestConfiguration.parse(configuration),
    spoolPath: path,
    readings: {
      write: async (readings) => {
        if (!storeUp) throw new Error('the store is down');
        stored.push(...readings);
        return [];
      },
    },
    records: {
      quarantine: async (messages) => void quarantined.push(...messages),
      trimQuarantine: async (bounds) => {
        trimmedTo.push(bounds);
        return 3;
      },
    },
    onStored: (readings) => announce(readings.length),
    nowMs: () => now + laterMs,
    logger: pino({ level: 'silent' }),
    metrics,
  });
  return opened.start().then(() => opened);
}

beforeEach(async () => {
  stored.length = 0;
  quarantined.length = 0;
  storeUp = true;
  configuration = {};
  laterMs = 0;
  trimmedTo = [];
  announced = new Promise((resolve) => {
    announce = resolve;
  });
  path = mkdtempSync(join(tmpdir(), 'intake-'));
  intake = await open();
});

afterEach(async () => {
  await intake.stop();
  rmSync(path, { recursive: true });
});

function send(topic: string, payload: unknown, sender: string | null = null) {
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return intake.accept([{ topic, payload: bytes, sender, receivedMs: now }]);
}

test('the register at the midnight that ends a meter’s last day is taken: it closes that day', async () => {
  expect(await send('meters/M2/readings', { time: '2026-11-01T00:00:00+08:00', energy_kwh: 2 })).toEqual({
    accepted: 1,
    refused: [],
  });
});

test('a reading is stored in primary values with the project of its meter, and announced after that', async () => {
  const receipt = await send('meters/M1/readings', { time: now, energy_kwh: 2, power_kw: 1.5 });
  expect(receipt).toEqual({ accepted: 1, refused: [] });
  expect(await announced).toBe(1);
  expect(stored).toMatchObject([
    { meter: 'M1', project: 'P1', timeMs: now, receivedMs: now, energyKwh: 120, powerKw: 90 },
  ]);
});

test.each([
  ['no such meter', 'M9', { time: now, energy_kwh: 1 }, 'unknown-meter'],
  ['a minute later than allowed', 'M1', { time: now + 6 * 60_000, energy_kwh: 1 }, 'in-the-future'],
  [
    'before the meter was installed',
    'M1',
    { time: '2025-12-31T23:59:59+08:00', energy_kwh: 1 },
    'before-installation',
  ],
  [
    'after the meter was removed',
    'M2',
    { time: '2026-11-01T00:00:01+08:00', energy_kwh: 1 },
    'after-removal',
  ],
  ['a clock that fell back to 2005', 'M1', { time: '2005-01-13T17:00:00+08:00', energy_kwh: 1 }, 'too-late'],
  ['a negative register', 'M1', { time: now, energy_kwh: -0.01 }, 'negative-register'],
  ['a register above its end', 'M1', { time: now, energy_kwh: 1_000_000 }, 'beyond-register'],
  ['a power above 1.2 × the capacity', 'M1', { time: now, power_kw: 2.01 }, 'over-capacity'],
])(
  '%s: acknowledged, quarantined with its reason and its bytes, not stored',
  async (_, id, reading, code) => {
    const topic = `meters/${id}/readings`;
    const receipt = await send(topic, reading, id);
    expect(receipt).toMatchObject({ accepted: 0, refused: [{ code }] });
    await intake.stop();
    expect(stored).toEqual([]);
    expect(quarantined).toEqual([
      {
        receivedMs: now,
        topic,
        sender: id,
        code,
        detail: expect.any(String),
        payload: Buffer.from(JSON.stringify(reading)),
      },
    ]);
  },
);

test.each([
  ['the last instant of the day of removal', 'M2', '2026-10-31T23:59:59+08:00'],
  ['the first instant of the day of installation', 'M1', '2026-01-01T00:00:00+08:00'],
  ['five minutes ahead', 'M1', now + 5 * 60_000],
])('%s is still taken', async (_, id, time) => {
  expect(await send(`meters/${id}/readings`, { time, energy_kwh: 1 })).toMatchObject({ accepted: 1 });
});

test('a gateway speaks for its own meters only, and one foreign item costs only itself', async () => {
  const receipt = await send(
    'gateways/G1/readings',
    [
      { meter: 'M1', time: now, energy_kwh: 1 },
      { meter: 'M2', time: now - 40 * 86_400_000, energy_kwh: 1 },
    ],
    'G1',
  );
  expect(receipt).toMatchObject({ accepted: 1, refused: [{ code: 'foreign-meter' }] });
});

test('a topic that no profile knows goes to quarantine', async () => {
  expect(await send('hello', 'x')).toMatchObject({ accepted: 0, refused: [{ code: 'unknown-topic' }] });
});

test('on its raw topic a meter is decoded by the profile that the registry gives it', async () => {
  intake.replaceDirectory(
    new MeterDirectory(
      [
        { ...meter, profile: 'senml' },
        { ...second, profile: 'morse' },
      ],
      zone,
    ),
  );
  const records = [{ n: 'energy', u: 'kWh', v: 2 }];
  expect(await send('meters/M1/raw', records)).toMatchObject({ accepted: 1 });
  expect(await send('meters/M2/raw', records)).toMatchObject({ refused: [{ code: 'unknown-profile' }] });
});

test('a changed registry holds from the next reading on', async () => {
  intake.replaceDirectory(new MeterDirectory([{ ...meter, multiplier: 2 }], zone));
  await send('meters/M1/readings', { time: now, energy_kwh: 2 });
  await intake.stop();
  expect(stored[0]?.energyKwh).toBe(4);
});

test('while the store is down readings wait in the spool, and the next start stores them in order', async () => {
  storeUp = false;
  for (const energy of [1, 2, 3])
    await send('meters/M1/readings', { time: now - 3 + energy, energy_kwh: energy });
  await intake.stop();
  expect(stored).toEqual([]);
  storeUp = true;
  intake = await open();
  await announced;
  expect(stored.map((reading) => reading.energyKwh)).toEqual([60, 120, 180]);
  expect(intake.health()).toMatchObject({ ready: true, spoolDepth: 0 });
});

test('metrics tell what was taken, refused and stored', async () => {
  await send('meters/M1/readings', { time: now, energy_kwh: 1 });
  await send('meters/M1/readings', '{');
  await announced;
  const text = await metrics.metrics();
  expect(text).toContain('liangshai_ingest_accepted_total 1');
  expect(text).toContain('liangshai_ingest_refused_total{code="unreadable"} 1');
  expect(text).toContain('liangshai_ingest_stored_total 1');
  expect(text).toContain('liangshai_spool_depth{lane="live"} 0');
});

test('names that a gateway makes up are not remembered: no clock of theirs is off, none of them is off line', async () => {
  const say = (topic: string, text: string, receivedMs: number) =>
    intake.accept([{ topic, payload: Buffer.from(text), sender: 'G1', receivedMs }]);
  for (const meter of ['M1', 'X1']) {
    for (const minute of [0, 1, 2, 16]) {
      const receivedMs = now + minute * 60_000;
      const reading = { meter, time: receivedMs - 3_600_000, energy_kwh: 1 };
      await say('gateways/G1/readings', JSON.stringify(reading), receivedMs);
    }
    await say(`spBv1.0/site/DDEATH/G1/${meter}`, '', now);
  }
  expect([...intake.clocksOff().keys()]).toEqual(['M1']);
  expect(await metrics.metrics()).toContain('\nliangshai_devices_offline 1\n');
});

test('with the disk nearly full nothing is acknowledged, and readiness says why', async () => {
  await intake.stop();
  configuration = { freeDiskMegabytes: 1e9 };
  intake = await open();
  await expect(send('meters/M1/readings', { time: now, energy_kwh: 1 })).rejects.toMatchObject({
    code: 'ingest-closed',
  });
  await expect(intake.bulk.accept('M1', chunks(line(1)), 'ndjson')).rejects.toMatchObject({
    code: 'ingest-closed',
  });
  expect(intake.health()).toMatchObject({ ready: false, reasons: [expect.stringContaining('disk')] });
});

test('readings that wait for long are a reason not to be ready, and the age of the oldest is told', async () => {
  storeUp = false;
  await send('meters/M1/readings', { time: now, energy_kwh: 1 });
  laterMs = 90_000;
  expect(intake.health()).toMatchObject({ spoolDepth: 1, oldestSeconds: 90 });
  expect(intake.health().reasons).not.toContainEqual(expect.stringContaining('two minutes'));
  laterMs = 121_000;
  expect(intake.health()).toMatchObject({ ready: false, oldestSeconds: 121 });
  expect(intake.health().reasons).toContainEqual(expect.stringContaining('two minutes'));
  expect(await metrics.metrics()).toContain('liangshai_spool_oldest_seconds{lane="live"} 121');
});

test('the quarantine is held to its age and its size, and what went is counted', async () => {
  await intake.stop();
  configuration = { quarantine: { days: 2, megabytes: 5 } };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    intake = await open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(trimmedTo).toEqual([{ olderThanMs: now - 2 * 86_400_000, maxBytes: 5 * 2 ** 20 }]);
    expect(await metrics.metrics()).toContain('liangshai_quarantine_trimmed_total 3');
  } finally {
    await intake.stop();
    vi.useRealTimers();
  }
});

test('after the stop nothing is acknowledged', async () => {
  await intake.stop();
  await expect(send('meters/M1/readings', {})).rejects.toMatchObject({ code: 'ingest-closed' });
});

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

function line(energyKwh: number | string, meterId = 'M1') {
  return JSON.stringify({ meter: meterId, time: now, energy_kwh: energyKwh });
}

test('lines by HTTP are taken wherever the chunks break them, and each refusal is named by its place', async () => {
  const text = [line(1), line('x'), '{"broken', '', line(3, 'M2'), line(4)].join('\n');
  const receipt = await intake.bulk.accept(
    'G1',
    chunks(text.slice(0, 30), text.slice(30, 31), text.slice(31)),
    'ndjson',
  );
  expect(receipt).toMatchObject({
    accepted: 2,
    refused: 3,
    details: [
      { index: 1, code: 'unreadable' },
      { index: 2, code: 'unreadable' },
      { index: 3, code: 'foreign-meter' },
    ],
  });
});

test('an array by HTTP is taken item by item', async () => {
  const receipt = await intake.bulk.accept('G1', chunks('[', line(1), ',', line('x'), ']'), 'array');
  expect(receipt).toMatchObject({ accepted: 1, refused: 1, details: [{ index: 1, code: 'unreadable' }] });
});

test('a meter with its own token need not say its name', async () => {
  const body = chunks(JSON.stringify({ time: now, energy_kwh: 1 }));
  expect(await intake.bulk.accept('M1', body, 'ndjson')).toMatchObject({ accepted: 1, refused: 0 });
});

test('a body that ends in an error keeps what came before it and says so', async () => {
  async function* broken() {
    yield Buffer.from(`${line(1)}\n`.repeat(10_000));
    throw new Error('incorrect header check');
  }
  await expect(intake.bulk.accept('G1', broken(), 'ndjson')).rejects.toMatchObject({ code: 'body-broken' });
  await intake.stop();
  expect(stored.length).toBeGreaterThan(0);
});

test('an array that is nested too deep is one refusal', async () => {
  const receipt = await intake.bulk.accept('G1', chunks('['.repeat(2 ** 20)), 'array');
  expect(receipt).toMatchObject({ accepted: 0, refused: 1, details: [{ code: 'unreadable' }] });
  await intake.stop();
  expect(quarantined[0]?.detail).toContain('too deep');
});

test('an array that is too large is refused before it is parsed', async () => {
  async function* endless() {
    while (true) yield Buffer.alloc(2 ** 20, ' ');
  }
  await expect(intake.bulk.accept('G1', endless(), 'array')).rejects.toMatchObject({
    code: 'body-too-large',
  });
});

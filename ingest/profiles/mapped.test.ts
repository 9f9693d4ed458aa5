import { expect, test } from 'vitest';
import { Mapping } from '../mapping.ts';
import type { Decoded } from '../profile.ts';
import { mapped } from './mapped.ts';

const receivedMs = 1_800_000_000_000;

function decode(message: object, topic: string, payload: unknown, zone?: string): Decoded {
  const mapping = Mapping.parse({ name: 'test', ...(zone ? { zone } : {}), messages: [message] });
  const profile = mapped(mapping, { zone: 'Asia/Shanghai' });
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return profile.decode(bytes, { ...profile.match(topic)!, topic, receivedMs });
}

test('a topic names the meter, paths lead to values, scales turn them to kWh and kW', () => {
  const message = {
    topic: 'site/{device}/data',
    meter: { topic: '{device}' },
    time: { path: 'ts', format: 'epoch-s' },
    fields: {
      energy_kwh: { path: 'meter.wh', scale: 0.001 },
      power_kw: 'meter.kw',
      voltage_v: ['u[0]', null, 'u[2]'],
      power_factor: 'pf',
    },
  };
  const payload = { ts: 1_790_000_000, meter: { wh: '12500', kw: 1.5 }, u: [230, 231, 229], pf: 0.9 };
  expect(decode(message, 'site/M1/data', payload).readings).toEqual([
    {
      meter: 'M1',
      timeMs: 1_790_000_000_000,
      energyKwh: 12.5,
      powerKw: 1.5,
      voltageV: [230, null, 229],
      currentA: null,
      powerFactor: 0.9,
    },
  ]);
});

test('entries of an array are a reading each, and a bad one costs only itself', () => {
  const message = {
    topic: 'all',
    items: 'meters',
    meter: { path: 'id' },
    time: { path: '$.at', format: 'iso' },
    fields: { energy_kwh: 'values[name=total].v' },
  };
  const entry = (id: string, name: string) => ({ id, values: [{ name, v: 5 }] });
  const payload = { at: '2026-11-24T08:00:00+08:00', meters: [entry('M1', 'total'), entry('M2', 'other')] };
  expect(decode(message, 'all', payload)).toMatchObject({
    readings: [{ meter: 'M1', energyKwh: 5, timeMs: Date.parse('2026-11-24T00:00:00Z') }],
    refusals: [{ code: 'no-reading', index: 1 }],
  });
});

test('entries of an object are named by their keys, cut after a mark', () => {
  const message = { items: 'reported', meter: { path: '$key', after: '_' }, fields: { energy_kwh: 'EPI' } };
  expect(
    decode(message, 'gateways/G1/test', { reported: { '0_M1': { EPI: '21.60' } } }).readings,
  ).toMatchObject([{ meter: 'M1', energyKwh: 21.6 }]);
});

test.each([
  ['iso', '2026-11-24T08:00:00+08:00', undefined],
  ['epoch-s', 1_795_478_400, undefined],
  ['epoch-ms', '1795478400000', undefined],
  ['local', '2026-11-24 08:00:00', undefined],
  ['compact', '20261124080000', undefined],
  ['local', '2026-11-24T01:00:00', 'Europe/Amsterdam'],
])('a time of format %s (%s) is read', (format, at, zone) => {
  const message = {
    topic: 't',
    meter: { path: 'id' },
    time: { path: 'at', format },
    fields: { energy_kwh: 'e' },
  };
  expect(decode(message, 't', { id: 'M1', at, e: 1 }, zone).readings[0]?.timeMs).toBe(1_795_478_400_000);
});

const plain = {
  topic: 't/{device}',
  meter: { topic: '{device}' },
  time: { path: 'at', format: 'local' },
  fields: { energy_kwh: 'e' },
};

test.each([
  ['no JSON', '{', 'unreadable'],
  ['no time', { e: 1 }, 'no-time'],
  ['another zone’s form', { e: 1, at: 'noon' }, 'no-time'],
  ['none of the fields', { x: 1, at: '2026-11-24 08:00:00' }, 'no-reading'],
])('%s is refused', (_, payload, code) => {
  expect(decode(plain, 't/M1', payload)).toMatchObject({ readings: [], refusals: [{ code }] });
});

test('a value that is said to be gone is no fault', () => {
  expect(decode(plain, 't/M1', { e: null, at: '2026-11-24 08:00:00' })).toMatchObject({
    refusals: [],
    ignored: expect.any(String),
  });
  expect(decode(plain, 't/M1', { e: 'n/a', at: '2026-11-24 08:00:00' }).readings).toEqual([]);
});

test.each([
  ['a path that is none', { topic: 't', fields: { energy_kwh: 'a..b' } }],
  [
    'a name that the topic does not capture',
    { topic: 't/{device}', meter: { topic: '{meter}' }, fields: { energy_kwh: 'a' } },
  ],
  ['no fields', { topic: 't' }],
  ['a key that nothing reads', { topic: 't', fields: { energy_kwh: 'a' }, qos: 1 }],
])('a mapping with %s is refused before anything runs', (_, message) => {
  expect(Mapping.safeParse({ name: 'test', messages: [message] }).success).toBe(false);
});

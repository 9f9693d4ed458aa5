import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecodeContext } from '../profile.ts';
import { CanonicalReading, canonical, readCanonical } from './canonical.ts';

const profile = canonical();
const receivedMs = Date.parse('2026-11-24T00:00:00Z');

function decode(topic: string, payload: string) {
  const context: DecodeContext = { ...profile.match(topic)!, topic, receivedMs };
  return profile.decode(Buffer.from(payload), context);
}

test('a meter sends one object on its own topic', () => {
  const { readings, refusals } = decode(
    'meters/M1/readings',
    '{"time":"2026-11-24T08:00:00+08:00","energy_kwh":123.4,"power_kw":5,"voltage_v":[230,null,231],"current_a":7,"power_factor":0.9,"seq":3}',
  );
  expect(refusals).toEqual([]);
  expect(readings).toEqual([
    {
      meter: 'M1',
      timeMs: receivedMs,
      energyKwh: 123.4,
      powerKw: 5,
      voltageV: [230, null, 231],
      currentA: [7, null, null],
      powerFactor: 0.9,
    },
  ]);
});

test('a byte order mark is no part of the JSON', () => {
  expect(decode('meters/M1/readings', '\uFEFF{"time":1,"energy_kwh":1}').refusals).toEqual([]);
});

test('a bad item in an array costs only itself, and its own bytes are kept', () => {
  const { readings, refusals } = decode(
    'gateways/G1/readings',
    '[{"meter":"M1","time":1,"energy_kwh":1},{"meter":"M2","time":2,"energy_kwh":"n/a"},{"meter":"M3","time":3,"energy_kwh":3}]',
  );
  expect(readings.map((reading) => reading.meter)).toEqual(['M1', 'M3']);
  expect(refusals).toEqual([
    {
      code: 'unreadable',
      detail: 'energy_kwh: a finite number is wanted',
      index: 1,
      item: Buffer.from('{"meter":"M2","time":2,"energy_kwh":"n/a"}'),
    },
  ]);
});

test.each([
  ['broken JSON', '{"time":', 'unreadable'],
  ['an empty array', '[]', 'no-reading'],
  ['more items than a packet of readings can hold', `[${Array(10_001).fill(0)}]`, 'too-large'],
  ['a bare number', '12.5', 'unreadable'],
  ['null', 'null', 'unreadable'],
  ['no time', '{"energy_kwh":1}', 'no-time'],
  ['a time without a zone', '{"time":"2026-11-24T08:00:00","energy_kwh":1}', 'no-time'],
  ['a time that is no integer', '{"time":1.5,"energy_kwh":1}', 'no-time'],
  ['neither register nor power', '{"time":1,"voltage_v":230}', 'no-reading'],
  ['a number that overflows', '{"time":1,"energy_kwh":1e999}', 'unreadable'],
  ['bare NaN, which is not JSON', '{"time":1,"energy_kwh":NaN}', 'unreadable'],
  ['four phases', '{"time":1,"energy_kwh":1,"voltage_v":[1,2,3,4]}', 'unreadable'],
  ['a power factor above 1', '{"time":1,"energy_kwh":1,"power_factor":95}', 'unreadable'],
  ['a meter that is a number', '{"meter":7,"time":1,"energy_kwh":1}', 'unreadable'],
])('%s is refused', (_, payload, code) => {
  const { readings, refusals } = decode('meters/M1/readings', payload);
  expect(readings).toEqual([]);
  expect(refusals.map((refusal) => refusal.code)).toEqual([code]);
});

test('a megabyte of brackets is refused before it is parsed, and as many readings are not', () => {
  const { refusals } = decode('meters/M1/readings', '[{"time":'.repeat(100_000));
  expect(refusals).toMatchObject([{ code: 'unreadable', detail: expect.stringContaining('too deep') }]);
  const items = Array.from({ length: 10_000 }, (_, time) => ({
    meter: 'M1',
    time,
    energy_kwh: 1,
    voltage_v: [230],
  }));
  expect(decode('gateways/G1/readings', JSON.stringify(items)).readings).toHaveLength(10_000);
});

test('a gateway has to name the meter', () => {
  expect(decode('gateways/G1/readings', '{"time":1,"energy_kwh":1}').refusals[0]?.code).toBe('unknown-meter');
});

test.each([
  'meters/M1/status',
  'meters//readings',
  'meters/a/b/readings',
  'tele/x/SENSOR',
  'gateways/readings',
])('%s is not a topic of readings', (topic) => {
  expect(profile.match(topic)).toBeNull();
});

test('the reader by hand and the documented schema take the same items', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.constant(null), fc.string(), fc.boolean());
  const time = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.constantFrom(
      '2026-11-24T08:00:00+08:00',
      '2026-11-24T08:00Z',
      '2026-11-24T08:00:00',
      '2026-11-24',
      '',
    ),
    fc.constant(null),
  );
  const item = fc.record(
    {
      meter: fc.oneof(fc.constantFrom('M1', ''), fc.integer()),
      time,
      energy_kwh: number,
      power_kw: number,
      voltage_v: fc.oneof(number, fc.array(number, { maxLength: 4 })),
      current_a: fc.oneof(number, fc.array(number, { maxLength: 4 })),
      power_factor: number,
      seq: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: item }, fc.jsonValue()), (value) => {
      expect('code' in readCanonical(value, 'M1')).toBe(!CanonicalReading.safeParse(value).success);
    }),
    { numRuns: 1000 },
  );
});

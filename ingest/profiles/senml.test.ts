import { Encoder } from 'cbor-x';
import { expect, test } from 'vitest';
import type { Decoded } from '../profile.ts';
import { senml } from './senml.ts';

const profile = senml();
const receivedMs = 1_800_000_000_000;

function decode(payload: unknown, topic = 'gateways/G1/senml'): Decoded {
  const bytes = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
  return profile.decode(bytes, { ...profile.match(topic)!, topic, receivedMs });
}

test('base name, base time and base unit hold for the records that follow', () => {
  const records = [
    { bn: 'urn:dev:mac:M1:', bt: 1_790_000_000, bu: 'kWh', n: 'energy', v: 12.5 },
    { n: 'power', u: 'W', v: 1500 },
    { n: 'voltage_b', u: 'V', v: 231 },
    { n: 'energy', t: -900, v: 12 },
  ];
  expect(decode(records).readings).toMatchObject([
    { meter: 'urn:dev:mac:M1', timeMs: 1_789_999_100_000, energyKwh: 12, powerKw: null },
    {
      meter: 'urn:dev:mac:M1',
      timeMs: 1_790_000_000_000,
      energyKwh: 12.5,
      powerKw: 1.5,
      voltageV: [null, 231, null],
    },
  ]);
});

test.each([
  ['absent', {}, 0],
  ['relative', { t: -5 }, -5_000],
  ['absolute', { t: 1_790_000_000.25 }, 1_790_000_000_250 - receivedMs],
])('a time that is %s is read as RFC 8428 says', (_, time, offsetMs) => {
  const { readings } = decode([{ n: 'M1/energy', u: 'J', v: 3.6e6, ...time }]);
  expect(readings).toMatchObject([{ meter: 'M1', timeMs: receivedMs + offsetMs, energyKwh: 1 }]);
});

test('CBOR with the labels of the RFC says the same as JSON', () => {
  const record = new Map<unknown, unknown>([
    [-2, 'M1:'],
    [0, 'energy'],
    [1, 'Wh'],
    [2, 12_500],
  ]);
  const bytes = new Encoder({ mapsAsObjects: false, useRecords: false }).encode([record]);
  expect(decode(bytes).readings).toMatchObject([{ meter: 'M1', energyKwh: 12.5 }]);
});

test('a meter’s topic names the meter', () => {
  expect(decode([{ n: 'energy', u: 'kWh', v: 1 }], 'meters/M7/senml').readings).toMatchObject([
    { meter: 'M7' },
  ]);
  expect(decode([{ n: 'energy', u: 'kWh', v: 1 }]).refusals[0]?.code).toBe('unknown-meter');
});

test.each([
  ['no array', { n: 'energy' }, 'unreadable'],
  ['an array of numbers', [1, 2], 'unreadable'],
  ['broken CBOR', Buffer.from('9bffffffffffffffff', 'hex'), 'unreadable'],
  ['a field that must be understood', [{ n: 'M1:energy', u: 'kWh', v: 1, secret_: 2 }], 'unsupported'],
  ['a later version', [{ bver: 11, n: 'M1:energy', u: 'kWh', v: 1 }], 'unsupported'],
])('%s is refused', (_, payload, code) => {
  expect(decode(payload)).toMatchObject({ readings: [], refusals: [{ code }] });
});

test.each([
  ['a unit', [{ n: 'M1/energy', u: '__proto__', v: 1 }], []],
  ['a phase', [{ n: 'M1/constructor/voltage', u: 'V', v: 230 }], [[230, null, null]]],
])('a word that every object knows is no name of %s', (_, records, voltages) => {
  expect(decode(records).readings.map(({ voltageV }) => voltageV)).toEqual(voltages);
});

test('a temperature is ignored', () => {
  expect(decode([{ n: 'M1:temp', u: 'Cel', v: 21 }]).ignored).toContain('none of electricity');
});

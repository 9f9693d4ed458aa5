import sparkplugPayload, { type get } from 'sparkplug-payload';
import { expect, test } from 'vitest';
import type { Decoded } from '../profile.ts';
import { sparkplug } from './sparkplug.ts';

type Library = NonNullable<ReturnType<typeof get>>;
type Payload = Parameters<Library['encodePayload']>[0];

/** The reference implementation writes what is read here. */
const library = sparkplugPayload.get('spBv1.0')!;
const receivedMs = 1_800_000_000_000;
const timestamp = 1_799_999_999_000;

const engUnit = (value: string) => ({ engUnit: { type: 'String' as const, value } });
const birth: Payload = {
  timestamp,
  metrics: [
    { name: 'meter/Energy', alias: 1, type: 'Double', value: 100.5, timestamp, properties: engUnit('kWh') },
    { name: 'meter/Power', alias: 2, type: 'Int32', value: -1500, timestamp, properties: engUnit('W') },
    {
      name: 'meter/Energy export',
      alias: 3,
      type: 'Double',
      value: 7,
      timestamp,
      properties: engUnit('kWh'),
    },
    { name: 'Node Control/Rebirth', type: 'Boolean', value: false, timestamp },
  ],
};

function opened() {
  const profile = sparkplug();
  return (topic: string, payload: Payload): Decoded => {
    const context = { ...profile.match(topic)!, topic, receivedMs };
    return profile.decode(library.encodePayload(payload), context);
  };
}

test('a birth is a reading, its metrics found by name and unit; what is exported is not drawn', () => {
  expect(opened()('spBv1.0/city/DBIRTH/E1/M1', birth)).toMatchObject({
    readings: [{ meter: 'M1', timeMs: timestamp, energyKwh: 100.5, powerKw: -1.5 }],
    presence: { device: 'M1', online: true },
  });
});

test('data by alias alone are understood after the birth', () => {
  const decode = opened();
  decode('spBv1.0/city/DBIRTH/E1/M1', birth);
  const data = { timestamp, metrics: [{ alias: 2, type: 'Int32' as const, value: 2500, timestamp }] };
  expect(decode('spBv1.0/city/DDATA/E1/M1', data).readings).toMatchObject([{ meter: 'M1', powerKw: 2.5 }]);
});

test('an alias whose birth was not seen is kept for a replay, and the birth is asked for once a minute', () => {
  const decode = opened();
  const data = { timestamp, metrics: [{ alias: 2, type: 'Int32' as const, value: 2500, timestamp }] };
  const first = decode('spBv1.0/city/DDATA/E1/M1', data);
  expect(first.refusals).toHaveLength(1);
  expect(first.request?.topic).toBe('spBv1.0/city/NCMD/E1');
  const command = library.decodePayload(first.request!.payload);
  expect(command.metrics).toMatchObject([{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }]);
  expect(decode('spBv1.0/city/DDATA/E1/M1', data).request).toBeUndefined();
});

test('a historical value is a reading of its own time', () => {
  const old = timestamp - 3_600_000;
  const metrics = [
    { name: 'energy_kwh', type: 'Double' as const, value: 99, timestamp: old, isHistorical: true },
  ];
  expect(opened()('spBv1.0/city/NDATA/E1', { timestamp, metrics }).readings).toMatchObject([
    { meter: 'E1', timeMs: old, energyKwh: 99 },
  ]);
});

test('a death means off line', () => {
  expect(opened()('spBv1.0/city/DDEATH/E1/M1', { timestamp })).toMatchObject({
    presence: { device: 'M1', online: false },
  });
});

test('what is no payload is refused', () => {
  const profile = sparkplug();
  const topic = 'spBv1.0/city/NDATA/E1';
  const decoded = profile.decode(Buffer.from('{"json":1}'), { ...profile.match(topic)!, topic, receivedMs });
  expect(decoded.refusals[0]?.code).toBe('unreadable');
});

test.each([
  'spBv1.0/city/NCMD/E1',
  'spBv1.0/STATE/host',
  'spBv1.0/city/NDATA/E1/M1',
  'spBv1.0/city/DDATA/E1',
  'other',
])('%s carries no readings', (topic) => {
  expect(sparkplug().match(topic)).toBeNull();
});

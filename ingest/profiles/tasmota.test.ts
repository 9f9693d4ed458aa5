import { expect, test } from 'vitest';
import type { Decoded } from '../profile.ts';
import { tasmota } from './tasmota.ts';

const profile = tasmota({ zone: 'Asia/Shanghai' });
const receivedMs = Date.parse('2026-11-24T00:00:00Z');

function decode(topic: string, payload: unknown): Decoded {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return profile.decode(Buffer.from(text), { ...profile.match(topic)!, topic, receivedMs });
}

const Time = '2026-11-24T08:00:00';

test.each([
  [
    'SENSOR',
    'tele/crane/SENSOR',
    { Time, ENERGY: { Total: 12.5, Power: 1500, Voltage: 230, Current: 6.5, Factor: 0.9 } },
  ],
  [
    'another order of the topic',
    'site/crane/tele/SENSOR',
    { Time, ENERGY: { Total: 12.5, Power: 1500, Voltage: 230, Current: 6.5, Factor: 0.9 } },
  ],
  [
    'STATUS8',
    'stat/crane/STATUS8',
    { StatusSNS: { Time, ENERGY: { Total: 12.5, Power: 1500, Voltage: 230, Current: 6.5, Factor: 0.9 } } },
  ],
  [
    'the flat object of old',
    'tele/crane/ENERGY',
    { Time, Total: 12.5, Power: 1500, Voltage: 230, Current: 6.5, Factor: 0.9 },
  ],
])('%s is one reading, its local time in the configured zone', (_, topic, payload) => {
  expect(decode(topic, payload).readings).toEqual([
    {
      meter: 'crane',
      timeMs: receivedMs,
      energyKwh: 12.5,
      powerKw: 1.5,
      voltageV: [230, null, null],
      currentA: [6.5, null, null],
      powerFactor: 0.9,
    },
  ]);
});

test('values of three phases: power adds up, voltages stay apart', () => {
  const ENERGY = { Total: 12.5, Power: [1000, 500, 250], Voltage: [230, 231, 0] };
  expect(decode('tele/crane/SENSOR', { Time, ENERGY }).readings[0]).toMatchObject({
    powerKw: 1.75,
    voltageV: [230, 231, 0],
  });
});

test('a smart meter read by a script is found by its own name, and may feed in', () => {
  const payload = { StatusSNS: { Time, Site: { energy: 7418.4, power: -1962, meter_id: 'x' } } };
  expect(decode('stat/crane/STATUS10', payload).readings[0]).toMatchObject({
    energyKwh: 7418.4,
    powerKw: -1.962,
  });
});

test.each([
  ['Online', true],
  ['Offline', false],
])('LWT %s tells its presence', (word, online) => {
  expect(decode('tele/crane/LWT', word)).toMatchObject({
    readings: [],
    refusals: [],
    presence: { device: 'crane', online },
  });
});

test('a state without energy is ignored, broken JSON and a broken time are refused', () => {
  expect(decode('tele/crane/STATE', { Time, Uptime: 68 }).ignored).toBeDefined();
  expect(decode('tele/crane/SENSOR', '{').refusals[0]?.code).toBe('unreadable');
  expect(decode('tele/crane/SENSOR', { Time: 'noon', ENERGY: { Total: 1 } }).refusals[0]?.code).toBe(
    'no-time',
  );
});

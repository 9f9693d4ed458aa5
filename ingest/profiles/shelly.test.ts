import { expect, test } from 'vitest';
import type { Decoded } from '../profile.ts';
import { shelly } from './shelly.ts';

const profile = shelly();
const receivedMs = 1_800_000_000_000;

function decode(topic: string, payload: unknown): Decoded {
  const context = { ...profile.match(topic)!, topic, receivedMs };
  return profile.decode(Buffer.from(JSON.stringify(payload)), context);
}

const notify = (params: object) => ({
  src: 'shellypro3em-1',
  method: 'NotifyStatus',
  params: { ts: 1757059829.08, ...params },
});

test('a notification of three phases is power in kW at the time it says', () => {
  const em = {
    id: 0,
    a_voltage: 230,
    b_voltage: 231,
    c_voltage: 229,
    a_current: 1,
    total_act_power: -18.017,
  };
  expect(decode('site/M1/events/rpc', notify({ 'em:0': em })).readings).toEqual([
    {
      meter: 'M1',
      timeMs: 1757059829080,
      energyKwh: null,
      powerKw: -0.018017,
      voltageV: [230, 231, 229],
      currentA: [1, null, null],
      powerFactor: null,
    },
  ]);
});

test('power and register of one notification are one reading', () => {
  const message = notify({ 'em:0': { total_act_power: 500 }, 'emdata:0': { total_act: 26289.57 } });
  expect(decode('M1/events/rpc', message).readings).toMatchObject([{ powerKw: 0.5, energyKwh: 26.28957 }]);
});

test.each([
  ['status/emdata:0', { total_act: 20269.29 }, { meter: 'M1', energyKwh: 20.26929 }],
  [
    'status/em1:0',
    { act_power: 501.8, voltage: 234.9, pf: 0.84 },
    { meter: 'M1', powerKw: 0.5018, powerFactor: 0.84 },
  ],
  ['status/em1data:2', { total_act_energy: 1000 }, { meter: 'M1:2', energyKwh: 1 }],
  [
    'status/switch:0',
    { apower: 12, aenergy: { total: 5000 } },
    { meter: 'M1', powerKw: 0.012, energyKwh: 5 },
  ],
])('%s is of the time of receipt', (leaf, payload, expected) => {
  expect(decode(`M1/${leaf}`, payload).readings).toMatchObject([{ timeMs: receivedMs, ...expected }]);
});

test('a time that no calendar has is not taken for one', () => {
  expect(
    decode('M1/events/rpc', notify({ ts: 1e300, 'em:0': { total_act_power: 5 } })).readings,
  ).toMatchObject([{ timeMs: receivedMs, powerKw: 0.005 }]);
});

test('presence, events and components that do not measure are no readings', () => {
  expect(decode('M1/online', false)).toMatchObject({
    readings: [],
    presence: { device: 'M1', online: false },
  });
  expect(decode('M1/events/rpc', { method: 'NotifyEvent', params: {} }).ignored).toBeDefined();
  expect(decode('M1/events/rpc', notify({ 'wifi:0': {} })).ignored).toBeDefined();
  expect(decode('M1/status/em:0', [1]).refusals[0]?.code).toBe('unreadable');
});

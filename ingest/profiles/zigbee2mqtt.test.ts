import { expect, test } from 'vitest';
import type { Decoded } from '../profile.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

const profile = zigbee2mqtt();
const receivedMs = 1_800_000_000_000;

function decode(topic: string, payload: unknown): Decoded {
  const context = { ...profile.match(topic)!, topic, receivedMs };
  return profile.decode(Buffer.from(JSON.stringify(payload)), context);
}

test('an object is one reading at the time it was last seen', () => {
  const payload = {
    energy: 8.42,
    power: 3,
    voltage: 241,
    current: 0.1,
    last_seen: '2026-11-24T08:00:00+08:00',
  };
  expect(decode('zigbee2mqtt/plug', payload).readings).toMatchObject([
    {
      meter: 'plug',
      timeMs: Date.parse('2026-11-24T00:00:00Z'),
      energyKwh: 8.42,
      powerKw: 0.003,
      voltageV: [241, null, null],
    },
  ]);
});

test('one attribute a topic is of the time of receipt', () => {
  expect(decode('zigbee2mqtt/plug/energy', 12.05).readings).toMatchObject([
    { timeMs: receivedMs, energyKwh: 12.05 },
  ]);
});

test.each(['zigbee2mqtt/bridge/state', 'zigbee2mqtt/plug/set', 'zigbee2mqtt'])(
  '%s is not a device’s topic',
  (topic) => {
    expect(profile.match(topic)).toBeNull();
  },
);

test('availability tells presence; a lamp does not measure; a broken time is refused', () => {
  expect(decode('zigbee2mqtt/plug/availability', { state: 'offline' }).presence).toEqual({
    device: 'plug',
    online: false,
  });
  expect(decode('zigbee2mqtt/lamp', { state: 'ON' }).ignored).toBeDefined();
  expect(decode('zigbee2mqtt/plug', { energy: 1, last_seen: 'today' }).refusals[0]?.code).toBe('no-time');
});

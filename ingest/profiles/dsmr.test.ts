import { expect, test } from 'vitest';
import type { Decoded } from '../profile.ts';
import { dsmr } from './dsmr.ts';

const profile = dsmr({ zone: 'Asia/Shanghai' });
const receivedMs = 1_800_000_000_000;

function decode(lines: string[], topic = 'meters/M1/dsmr'): Decoded {
  const text = ['/ABC5TEST', '', ...lines].join('\r\n');
  return profile.decode(Buffer.from(text), { ...profile.match(topic)!, topic, receivedMs });
}

const total = '1-0:1.8.0(000123.456*kWh)';

test('register, net power, voltages and currents are read, the time by its suffix', () => {
  const lines = [
    '0-0:1.0.0(261124080000W)',
    total,
    '1-0:1.7.0(01.500*kW)',
    '1-0:2.7.0(00.250*kW)',
    '1-0:32.7.0(230.1*V)',
    '1-0:52.7.0(231.2*V)',
    '1-0:31.7.0(006*A)',
    '!',
  ];
  expect(decode(lines).readings).toEqual([
    {
      meter: 'M1',
      timeMs: Date.parse('2026-11-24T08:00:00+01:00'),
      energyKwh: 123.456,
      powerKw: 1.25,
      voltageV: [230.1, 231.2, null],
      currentA: [6, null, null],
      powerFactor: null,
    },
  ]);
});

test.each([
  ['summer time', '0-0:1.0.0(260724080000S)', '2026-07-24T08:00:00+02:00'],
  ['no suffix: the configured zone', '0-0:1.0.0(261124080000)', '2026-11-24T08:00:00+08:00'],
])('%s', (_, line, instant) => {
  expect(decode([line, total, '!']).readings[0]?.timeMs).toBe(Date.parse(instant));
});

test('without a total the tariffs add up', () => {
  const lines = ['1-0:1.8.1(001581.123*kWh)', '1-0:1.8.2(001435.706*kWh)', '!'];
  expect(decode(lines).readings[0]?.energyKwh).toBe(3016.829);
});

test('Wh and W are told apart from kWh and kW', () => {
  const lines = ['1-0:1.8.0(006545766*Wh)', '1-0:1.7.0(000000286*W)', '!'];
  expect(decode(lines).readings[0]).toMatchObject({ energyKwh: 6545.766, powerKw: 0.286 });
});

test('on a topic for any meter the telegram names it', () => {
  const lines = ['0-0:96.1.1(4b384547303034)', total, '!'];
  expect(decode(lines, 'dsmr/raw').readings[0]?.meter).toBe('K8EG004');
});

test('a wrong CRC is refused, and an old telegram without one is not', () => {
  expect(decode([total, '!0000\r\n']).refusals[0]?.code).toBe('bad-checksum');
  expect(decode([total, '!\r\n']).readings).toHaveLength(1);
});

test.each([
  ['a broken time', ['0-0:1.0.0(26112408)', total, '!'], 'no-time'],
  ['gas only', ['0-1:24.2.1(101209112500W)(12785.123*m3)', '!'], 'no-reading'],
])('%s is refused', (_, lines, code) => {
  expect(decode(lines).refusals[0]?.code).toBe(code);
});

test('a word that every object knows is no unit', () => {
  const lines = [total, '1-0:1.7.0(01.500*__proto__)', '1-0:32.7.0(230.1*constructor)', '!'];
  expect(decode(lines).readings).toMatchObject([{ energyKwh: 123.456, powerKw: null, voltageV: null }]);
});

import { expect, test } from 'vitest';
import { Frame } from '../meters/frame.ts';
import { batch } from './canonical.ts';
import { payloadProfiles } from './list.ts';

function frame(entries: { energyKwh: number; powerKw: number; volts?: number }[]): Frame {
  const made = new Frame();
  made.id = 'P0001-M1';
  made.count = entries.length;
  entries.forEach(({ energyKwh, powerKw, volts = 230.1 }, i) => {
    made.timeMs[i] = Date.UTC(2026, 10, 24, 0, i);
    made.energyKwh[i] = energyKwh;
    made.powerKw[i] = powerKw;
    made.voltageA[i] = volts;
    made.voltageB[i] = volts + 1;
    made.voltageC[i] = volts + 2;
  });
  return made;
}

const one = frame([{ energyKwh: 123_456.78, powerKw: 12.3456 }]);

test('canonical: one reading is an object, several are an array, what was not measured is left out', () => {
  const [single] = payloadProfiles.canonical!('P0001-M1', one);
  expect(single).toEqual({
    topic: 'meters/P0001-M1/readings',
    payload:
      '{"time":1795478400000,"energy_kwh":123456.78,"power_kw":12.346,"voltage_v":[230.1,231.1,232.1]}',
  });
  const two = frame([
    { energyKwh: 1, powerKw: Number.NaN, volts: Number.NaN },
    { energyKwh: 2, powerKw: Number.NaN, volts: Number.NaN },
  ]);
  expect(payloadProfiles.canonical!('P0001-M1', two)[0]!.payload).toBe(
    '[{"time":1795478400000,"energy_kwh":1},{"time":1795478460000,"energy_kwh":2}]',
  );
});

test('a gateway names the meter in each of its readings', () => {
  const [publication] = batch('GW-P0001', 'P0001-M1', one);
  expect(publication!.topic).toBe('gateways/GW-P0001/readings');
  expect(JSON.parse(publication!.payload as string)[0]).toMatchObject({
    meter: 'P0001-M1',
    energy_kwh: 123_456.78,
  });
});

test('DL/T 645: wake-up, address, 33h on every data byte, checksum; energy, power and voltages in BCD', () => {
  const [publication] = payloadProfiles.dlt645!('P0001-M1', one);
  const bytes = Buffer.from(publication!.payload);
  const frames = bytes.toString('hex').split('fefe').slice(1);
  expect(frames).toHaveLength(3);
  const data = frames.map((hex) => {
    const frame = Buffer.from(hex, 'hex');
    expect([frame[0], frame[7], frame[8], frame.at(-1)]).toEqual([0x68, 0x68, 0x91, 0x16]);
    expect(frame.subarray(0, -2).reduce((sum, byte) => (sum + byte) & 0xff, 0)).toBe(frame.at(-2));
    return Buffer.from(frame.subarray(10, 10 + frame[9]!).map((byte) => (byte - 0x33) & 0xff)).toString(
      'hex',
    );
  });
  // Identifiers and values, the lowest byte first.
  expect(data).toEqual(['0000010078563412', '00000302563412', '00ff0102012311232123']);
});

test('Tasmota: kWh and W, the city’s time without a zone', () => {
  const [publication] = payloadProfiles.tasmota!('P0001-M1', one);
  expect(publication!.topic).toBe('tele/P0001-M1/SENSOR');
  expect(JSON.parse(publication!.payload as string)).toEqual({
    Time: '2026-11-24T08:00:00',
    ENERGY: { Total: 123_456.78, Power: 12_346, Voltage: [230.1, 231.1, 232.1] },
  });
});

test('Shelly: Wh and W, Unix seconds', () => {
  const [publication] = payloadProfiles.shelly!('P0001-M1', one);
  expect(publication!.topic).toBe('P0001-M1/events/rpc');
  expect(JSON.parse(publication!.payload as string).params).toMatchObject({
    ts: 1_795_478_400,
    'em:0': { a_voltage: 230.1, total_act_power: 12_345.6 },
    'emdata:0': { total_act: 123_456_780 },
  });
});

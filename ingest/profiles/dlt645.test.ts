import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decoded } from '../profile.ts';
import { dlt645 } from './dlt645.ts';

const receivedMs = Date.parse('2026-11-24T00:00:00Z');

/** A frame by the standard's own recipe: address and data as hex in the order of the wire, 33h added to the data. */
function frame(control: number, data: string, address = '563412907856'): Buffer {
  const shifted = Buffer.from(data, 'hex').map((byte) => byte + 0x33);
  const head = Buffer.from(`68${address}68`, 'hex');
  const body = Buffer.concat([head, Buffer.from([control, shifted.length]), shifted]);
  const checksum = body.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return Buffer.concat([body, Buffer.from([checksum, 0x16])]);
}

function decode(
  payload: Uint8Array,
  topic = 'gateways/G1/dlt645',
  profile = dlt645({ zone: 'Asia/Shanghai' }),
): Decoded {
  return profile.decode(payload, { ...profile.match(topic)!, topic, receivedMs });
}

const meter = '567890123456';
const none = { energyKwh: null, powerKw: null, voltageV: null, currentA: null, powerFactor: null };

test.each([
  ['forward energy', 0x91, '00000100 78563412', { energyKwh: 123456.78 }],
  [
    'a block of energies: its total',
    0x91,
    '00FF0100 10000000 01000000 02000000 03000000 04000000',
    { energyKwh: 0.1 },
  ],
  ['voltages of three phases', 0x91, '00FF0102 9022 0523 FFFF', { voltageV: [229, 230.5, null] }],
  ['one phase’s current, negative', 0x91, '00020202 004580', { currentA: [null, -4.5, null] }],
  ['total power, negative', 0x91, '00000302 345681', { powerKw: -1.5634 }],
  ['the power factor', 0x91, '00000602 9809', { powerFactor: 0.998 }],
  ['a block of which more follows: what is there', 0xb1, '00FF0100 10000000', { energyKwh: 0.1 }],
  ['1997: forward energy', 0x81, '1090 78563412', { energyKwh: 123456.78 }],
  ['1997: voltage of phase B', 0x81, '12B6 2002', { voltageV: [null, 220, null] }],
  ['1997: total power', 0x81, '30B6 345601', { powerKw: 1.5634 }],
])('%s', (_, control, data, values) => {
  const { readings, refusals } = decode(frame(control, data.replaceAll(' ', '')));
  expect(refusals).toEqual([]);
  expect(readings).toEqual([{ meter, timeMs: receivedMs, ...none, ...values }]);
});

const energy = frame(0x91, '0000010078563412');

test.each([
  ['wake-up bytes', Buffer.concat([Buffer.from('fefefefe', 'hex'), energy])],
  ['a DTU’s MAC with a 68h in it', Buffer.concat([Buffer.from('d868b04cbd68', 'hex'), energy])],
  ['hexadecimal text with spaces', Buffer.from(energy.toString('hex').replaceAll(/(..)/g, '$1 '))],
  [
    'the frame of Q/GDW 376.1 around it',
    Buffer.concat([Buffer.from('68ae00ae0068a80002341204', 'hex'), energy, Buffer.from('4f16', 'hex')]),
  ],
  ['a broken frame before it', Buffer.concat([energy.subarray(0, 12), energy])],
])('%s do not matter', (_, payload) => {
  expect(decode(payload).readings[0]?.energyKwh).toBe(123456.78);
});

test('several frames of one meter are one reading, of several meters one each', () => {
  const power = frame(0x91, '00000302345601');
  const other = frame(0x91, '0000010001000000', '010000000000');
  const { readings } = decode(Buffer.concat([energy, power, other]));
  expect(readings).toMatchObject([
    { meter, energyKwh: 123456.78, powerKw: 1.5634 },
    { meter: '000000000001', energyKwh: 0.01 },
  ]);
});

test.each([
  ['a bad checksum', Buffer.concat([energy.subarray(0, -2), Buffer.from([0, 0x16])]), 'bad-checksum'],
  ['a frame that is cut off', energy.subarray(0, 12), 'unreadable'],
  ['no frame', Buffer.from('hello'), 'unreadable'],
  ['nothing', Buffer.alloc(0), 'unreadable'],
  ['an error of the meter', frame(0xd1, '02'), 'device-error'],
  ['an error of 1997', frame(0xc1, '02'), 'device-error'],
  ['a digit that is none', frame(0x91, '0000010078563A12'), 'unreadable'],
  ['a data item that is not known', frame(0x91, '0000440078563412'), 'unsupported'],
  ['a private control code with a right checksum', frame(0x80, '0000010078563412'), 'no-readings'],
  ['DL/T 698.45', Buffer.from('681800c3050123456789000a0e1c85010040010200000000ff16', 'hex'), 'unsupported'],
])('%s is no reading, and says why', (_, payload, code) => {
  const decoded = decode(payload);
  expect(decoded.readings).toEqual([]);
  expect(decoded.refusals[0]?.code ?? 'no-readings').toBe(code === 'no-readings' ? 'unsupported' : code);
});

test('the error byte is spelled out', () => {
  expect(decode(frame(0xd1, '06')).refusals[0]?.detail).toContain('no such data, password');
});

test('address replies and requests are sound and no readings', () => {
  expect(decode(frame(0x93, '563412907856')).ignored).toContain('no reading');
  expect(decode(frame(0x11, '00000100')).ignored).toContain('no reading');
});

test('a frozen register is a reading of its freeze, not of now, and none without its time', () => {
  const profile = dlt645({ zone: 'Asia/Shanghai' });
  const frozen = frame(0x91, '0101060510000000');
  expect(decode(frozen, undefined, profile).refusals[0]?.code).toBe('no-time');
  decode(frame(0x91, '010006050000241126'), undefined, profile);
  expect(decode(frozen, undefined, profile).readings).toEqual([
    { meter, timeMs: Date.parse('2026-11-24T00:00:00+08:00'), ...none, energyKwh: 0.1 },
  ]);
});

test('the combined register counts only until the forward one is seen: they are two registers', () => {
  const profile = dlt645({ zone: 'Asia/Shanghai' });
  const combined = frame(0x91, '0000000000010000');
  expect(decode(combined, undefined, profile).readings[0]?.energyKwh).toBe(1);
  decode(energy, undefined, profile);
  expect(decode(combined, undefined, profile).readings).toEqual([]);
});

test.each([
  ['by another name, whatever its address', 'meters/SITE-7/dlt645', 'SITE-7'],
  ['by its address', `meters/${meter}/dlt645`, meter],
])('a meter’s topic names it %s', (_, topic, id) => {
  expect(decode(energy, topic).readings[0]?.meter).toBe(id);
});

test('a meter’s topic does not take the frames of another, nor of two', () => {
  expect(decode(energy, 'meters/000000000001/dlt645').refusals[0]?.code).toBe('foreign-meter');
  const two = Buffer.concat([energy, frame(0x91, '0000010001000000', '010000000000')]);
  expect(decode(two, 'meters/SITE-7/dlt645').refusals[0]?.code).toBe('foreign-meter');
});

test('every register that a frame can carry comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (hundredths) => {
      const digits = String(hundredths).padStart(8, '0');
      const wire = [6, 4, 2, 0].map((at) => digits.slice(at, at + 2)).join('');
      expect(decode(frame(0x91, `00000100${wire}`)).readings[0]?.energyKwh).toBe(hundredths / 100);
    }),
  );
});

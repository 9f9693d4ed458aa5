import { hashText } from '../random.ts';
import { newest, type PayloadProfile } from './payload.ts';

const start = 0x68;
const end = 0x16;
const wakeUp = 0xfe;
const readReply = 0x91;
/** Every byte of the data field is sent with 33h added (DL/T 645-2007, 5.2.6). */
const shift = 0x33;

const identifiers = { forwardEnergy: 0x00010000, activePower: 0x02030000, voltages: 0x0201ff00 } as const;

/** A number as packed BCD, the lowest two digits first; the sign is the highest bit of the last byte. */
function bcd(value: number, decimals: number, bytes: number): number[] {
  let digits = Math.round(Math.abs(value) * 10 ** decimals);
  const packed: number[] = [];
  for (let i = 0; i < bytes; i++) {
    const pair = digits % 100;
    packed.push((Math.floor(pair / 10) << 4) | (pair % 10));
    digits = Math.floor(digits / 100);
  }
  if (value < 0) packed[bytes - 1]! |= 0x80;
  return packed;
}

/** The twelve digits on the nameplate: made from the meter's id. */
function addressOf(meter: string): number[] {
  return bcd(hashText(meter) * 100 + 57, 0, 6);
}

function reply(meter: string, identifier: number, value: readonly number[]): number[] {
  const data = [identifier, identifier >> 8, identifier >> 16, identifier >> 24].map((byte) => byte & 0xff);
  const shifted = [...data, ...value].map((byte) => (byte + shift) & 0xff);
  const body = [start, ...addressOf(meter), start, readReply, shifted.length, ...shifted];
  const sum = body.reduce((all, byte) => (all + byte) & 0xff, 0);
  return [wakeUp, wakeUp, ...body, sum, end];
}

/**
 * Three replies to reads in one payload, as a transparent DTU passes them on: forward energy (XXXXXX.XX kWh), active
 * power (XX.XXXX kW), the block of voltages (XXX.X V). They carry no time.
 */
export const dlt645: PayloadProfile = (meter, frame) => {
  const i = newest(frame);
  const replies = [...reply(meter, identifiers.forwardEnergy, bcd(frame.energyKwh[i]!, 2, 4))];
  const power = frame.powerKw[i]!;
  if (!Number.isNaN(power)) replies.push(...reply(meter, identifiers.activePower, bcd(power, 4, 3)));
  const voltages = [frame.voltageA[i]!, frame.voltageB[i]!, frame.voltageC[i]!];
  if (!Number.isNaN(voltages[0]!)) {
    replies.push(
      ...reply(
        meter,
        identifiers.voltages,
        voltages.flatMap((volts) => bcd(volts, 1, 2)),
      ),
    );
  }
  return [{ topic: `meters/${meter}/dlt645`, payload: Uint8Array.from(replies) }];
};

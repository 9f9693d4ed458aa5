import { BoundedMap } from '../bounded-map.ts';
import { LocalTime } from '../local-time.ts';
import type { DecodeContext, Decoded, Profile, ProfileOptions, ShownReading } from '../profile.ts';
import { emptyReading, ignored, ownTopic, phasesOf, refused } from '../profile.ts';
import { type Frame, frameBytes, looksLike698, scanFrames } from './dlt645-frame.ts';
import { bcdFields, identifierOf, items1997, items2007, type Layout } from './dlt645-item.ts';

const errorBits = [
  'other',
  'no such data',
  'password',
  'baud rate',
  'year zones',
  'day slots',
  'tariffs',
  'bit 7',
];

/** Control codes from the meter (D7 = 1), by what they answer. */
/** A payload has room for tens of thousands of addresses, and a gateway may make them up. */
const maxMeters = 100_000;
const readReplies2007 = new Set([0x91, 0xb1]);
const readReplies1997 = new Set([0x81, 0xa1]);
const errorReplies = new Set([0xd1, 0xd2, 0xd4, 0xc1, 0xc2, 0xc4]);
/** Follow-up parts of a block, the address, acknowledgements of writing: sound, and no readings. */
const otherReplies = new Set([0x92, 0xb2, 0x93, 0x94, 0x82, 0xa2, 0x84]);

/** What one payload says, gathered over its frames. */
interface Gathered {
  /** By address; the reading of now. */
  now: Map<string, ShownReading>;
  /** Frozen registers, each of its own time. */
  frozen: ShownReading[];
  /** Registers whose combined energy must give way to the forward one. */
  notes: string[];
  refusals: Decoded['refusals'];
}

/** Wake-up bytes, prefix and wrapper are nobody's business; the meter is the topic's, or the frame's address. */
class Dlt645 {
  readonly #clock: LocalTime;
  /** Once a meter has sent its forward register, its combined one would be another register under the same name. */
  readonly #forwardSeen = new BoundedMap<string, true>(maxMeters);
  readonly #frozenMs = new BoundedMap<string, number>(maxMeters);

  constructor(options: ProfileOptions) {
    this.#clock = new LocalTime(options.zone);
  }

  decode(payload: Uint8Array, context: DecodeContext): Decoded {
    const bytes = frameBytes(payload);
    const { frames, fault } = scanFrames(bytes);
    if (frames.length === 0) return noFrame(bytes, fault);
    const addresses = new Set(frames.map((frame) => frame.address));
    const foreign = foreignAddress(addresses, context.device);
    if (foreign !== null) return refused('foreign-meter', foreign);
    const gathered: Gathered = { now: new Map(), frozen: [], notes: [], refusals: [] };
    for (const frame of frames)
      this.#frame(frame, context.device ?? frame.address, context.receivedMs, gathered);
    const readings = [...gathered.frozen, ...[...gathered.now.values()].filter(hasValue)];
    const { refusals, notes } = gathered;
    if (readings.length > 0 || refusals.length > 0) return { readings, refusals };
    return ignored(notes.join('; '));
  }

  #frame(frame: Frame, meter: string, receivedMs: number, into: Gathered): void {
    const { control, data } = frame;
    if (errorReplies.has(control)) {
      const byte = data[0] ?? 0;
      const bits = errorBits.filter((_, bit) => byte & (1 << bit)).join(', ');
      refuse(into, 'device-error', `the meter answers with error ${hex(byte)}: ${bits || 'no reason'}`);
    } else if (readReplies2007.has(control)) {
      this.#item(data, 4, meter, receivedMs, into);
    } else if (readReplies1997.has(control)) {
      this.#item(data, 2, meter, receivedMs, into);
    } else if (otherReplies.has(control) || control < 0x80) {
      into.notes.push(`control ${hex(control)} of ${frame.address} is no reading`);
    } else {
      refuse(into, 'unsupported', `control ${hex(control)} is not of DL/T 645`);
    }
  }

  #item(data: Uint8Array, identifierBytes: 2 | 4, meter: string, receivedMs: number, into: Gathered): void {
    if (data.length <= identifierBytes) {
      refuse(into, 'unreadable', 'the reply has no data');
      return;
    }
    const identifier = identifierOf(data, identifierBytes);
    const layout = (identifierBytes === 4 ? items2007 : items1997).get(identifier);
    if (layout === undefined) {
      refuse(into, 'unsupported', `data item ${identifier} is not known`);
      return;
    }
    const values = bcdFields(data.subarray(identifierBytes), layout);
    if (values === undefined || values.length === 0) {
      const what = values === undefined ? 'invalid BCD' : 'too few bytes';
      refuse(into, 'unreadable', `data item ${identifier}: ${what}`);
      return;
    }
    const reading = into.now.get(meter) ?? emptyReading(meter, receivedMs);
    into.now.set(meter, reading);
    this.#put(layout, values, reading, into);
  }

  #put(layout: Layout, values: (number | null)[], reading: ShownReading, into: Gathered): void {
    const first = values[0] ?? null;
    const { meter } = reading;
    switch (layout.quantity) {
      case 'energy-forward':
        reading.energyKwh = first;
        this.#forwardSeen.set(meter, true);
        break;
      case 'energy-combined':
        if (!this.#forwardSeen.has(meter)) reading.energyKwh = first;
        break;
      case 'power':
        reading.powerKw = first;
        break;
      case 'power-factor':
        reading.powerFactor = first;
        break;
      case 'voltage':
        reading.voltageV = phased(layout, values, reading.voltageV);
        break;
      case 'current':
        reading.currentA = phased(layout, values, reading.currentA);
        break;
      case 'frozen-time':
        this.#frozenMs.set(meter, this.#localMs(first));
        into.notes.push(`${layout.name} ${minuteText(first)}`);
        break;
      case 'frozen-energy':
        this.#putFrozen(meter, first, into);
        break;
      default:
        into.notes.push(`${layout.name} ${noteText(layout, values)}`);
    }
  }

  #putFrozen(meter: string, energyKwh: number | null, into: Gathered): void {
    const timeMs = this.#frozenMs.get(meter) ?? Number.NaN;
    if (Number.isNaN(timeMs))
      refuse(into, 'no-time', 'a frozen register came without 05060001, the time it is of');
    else into.frozen.push({ ...emptyReading(meter, timeMs), energyKwh });
  }

  /** YYMMDDhhmm as one number. */
  #localMs(stamp: number | null): number {
    if (stamp === null) return Number.NaN;
    const part = (divisor: number) => Math.floor(stamp / divisor) % 100;
    return this.#clock.epochMs(2000 + part(1e8), part(1e6), part(1e4), part(100), part(1), 0);
  }
}

function hasValue(reading: ShownReading): boolean {
  return Object.values(reading).filter((value) => value !== null).length > 2;
}

function phased(
  layout: Layout,
  values: (number | null)[],
  before: ShownReading['voltageV'],
): ShownReading['voltageV'] {
  const phases = [...(before ?? [null, null, null])];
  if (layout.phase === null) for (const phase of [0, 1, 2]) phases[phase] = values[phase] ?? null;
  else phases[layout.phase] = values[0] ?? null;
  return phasesOf(phases[0] ?? null, phases[1] ?? null, phases[2] ?? null);
}

/** A topic that names a meter by its address takes that meter's frames only; by another name, one meter's. */
function foreignAddress(addresses: ReadonlySet<string>, device: string | null): string | null {
  if (device === null) return null;
  if (addresses.size > 1) return `frames of ${[...addresses].join(', ')} on the topic of one meter`;
  const [address] = addresses;
  if (/^\d{12}$/.test(device) && address !== device) return `a frame of ${address} on the topic of ${device}`;
  return null;
}

function noFrame(bytes: Uint8Array, fault: 'checksum' | 'truncated' | null): Decoded {
  if (looksLike698(bytes)) return refused('unsupported', 'a frame of DL/T 698.45; only DL/T 645 is read');
  if (fault === 'checksum')
    return refused('bad-checksum', 'the frame of DL/T 645 has a wrong checksum or end');
  return refused(
    'unreadable',
    fault === 'truncated' ? 'the frame of DL/T 645 is cut off' : 'no frame of DL/T 645',
  );
}

function refuse(into: Gathered, code: Decoded['refusals'][number]['code'], detail: string): void {
  into.refusals.push({ code, detail, index: null, item: null });
}

function hex(byte: number): string {
  return `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function minuteText(stamp: number | null): string {
  const digits = String(stamp ?? 0).padStart(10, '0');
  const at = (place: number) => digits.slice(place, place + 2);
  return `20${at(0)}-${at(2)}-${at(4)}T${at(6)}:${at(8)}:00`;
}

function noteText(layout: Layout, values: (number | null)[]): string {
  const digits = String(values[0] ?? 0).padStart(layout.bytes * 2, '0');
  const at = (place: number) => digits.slice(place, place + 2);
  if (layout.name === 'meter date') return `20${at(0)}-${at(2)}-${at(4)}, weekday ${Number(at(6))}`;
  if (layout.name === 'meter time') return `${at(0)}:${at(2)}:${at(4)}`;
  return values.join(' ');
}

/** DL/T 645-2007 and 1997, raw or as hexadecimal text, one frame or several. */
export function dlt645(options: ProfileOptions): Profile {
  const decoder = new Dlt645(options);
  return {
    name: 'dlt645',
    inParts: true,
    match: (topic) => ownTopic(topic, 'dlt645'),
    decode: (payload, context) => decoder.decode(payload, context),
  };
}

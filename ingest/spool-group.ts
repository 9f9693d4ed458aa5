import { deserialize, serialize } from 'node:v8';
import type { Phases, Reading } from '../model/reading.ts';
import type { QuarantinedMessage } from '../store/records.ts';

/*
 * A group of readings as one value of the spool: header, meters, words. A reading is a few 64-bit floats: a head word,
 * its two times, then only the values that are there. So 25,000 readings cost one write of about a megabyte, and
 * neither side allocates more than the readings themselves. The spool never leaves its machine: native byte order.
 */
const headerBytes = 16;
/** The head word is meter number × 2^5 + a bit for each value that is there, in this order. */
const maskBits = 32;
const energyBit = 1;
const powerBit = 2;
const factorBit = 4;
const voltageBit = 8;
const currentBit = 16;
const maxWordsOfReading = 12;

/** Collects readings until they are sealed into one value. */
export class ReadingGroup {
  count = 0;
  oldestMs = Number.POSITIVE_INFINITY;
  #words = new Float64Array(256);
  #length = 0;
  readonly #strings: string[] = [];
  readonly #numbers = new Map<string, number>();

  add(reading: Reading): void {
    if (this.#length + maxWordsOfReading > this.#words.length) this.#grow();
    const words = this.#words;
    const head = this.#length;
    let at = head + 3;
    let mask = 0;
    words[head + 1] = reading.timeMs;
    words[head + 2] = reading.receivedMs;
    if (reading.energyKwh !== null) {
      mask |= energyBit;
      words[at++] = reading.energyKwh;
    }
    if (reading.powerKw !== null) {
      mask |= powerBit;
      words[at++] = reading.powerKw;
    }
    if (reading.powerFactor !== null) {
      mask |= factorBit;
      words[at++] = reading.powerFactor;
    }
    if (reading.voltageV !== null) {
      mask |= voltageBit;
      at = putPhases(words, at, reading.voltageV);
    }
    if (reading.currentA !== null) {
      mask |= currentBit;
      at = putPhases(words, at, reading.currentA);
    }
    words[head] = this.#number(reading) * maskBits + mask;
    this.#length = at;
    this.count++;
    if (reading.receivedMs < this.oldestMs) this.oldestMs = reading.receivedMs;
  }

  seal(): Buffer {
    const strings = Buffer.from(JSON.stringify(this.#strings));
    const padding = (8 - (strings.length % 8)) % 8;
    const header = Buffer.alloc(headerBytes);
    header.writeUInt32LE(strings.length + padding, 0);
    header.writeUInt32LE(this.#length, 4);
    const words = new Uint8Array(this.#words.buffer, 0, this.#length * 8);
    return Buffer.concat([header, strings, Buffer.alloc(padding, ' '), words]);
  }

  /** The number of the reading's meter in this group; a meter that moved to another project has two. */
  #number(reading: Reading): number {
    const known = this.#numbers.get(reading.meter);
    if (known !== undefined && this.#strings[known * 2 + 1] === reading.project) return known;
    const number = this.#strings.length / 2;
    this.#strings.push(reading.meter, reading.project);
    this.#numbers.set(reading.meter, number);
    return number;
  }

  #grow(): void {
    const larger = new Float64Array(this.#words.length * 2);
    larger.set(this.#words);
    this.#words = larger;
  }
}

function putPhases(words: Float64Array, at: number, phases: Phases): number {
  words[at] = phases[0] ?? Number.NaN;
  words[at + 1] = phases[1] ?? Number.NaN;
  words[at + 2] = phases[2] ?? Number.NaN;
  return at + 3;
}

function phaseAt(words: Float64Array, at: number): number | null {
  const value = words[at]!;
  return Number.isNaN(value) ? null : value;
}

function phasesAt(words: Float64Array, at: number): Phases {
  return [phaseAt(words, at), phaseAt(words, at + 1), phaseAt(words, at + 2)];
}

/** Appends the readings of a sealed group to `into`, in the order in which they were added. */
export function unsealReadings(sealed: Buffer, into: Reading[]): void {
  const stringBytes = sealed.readUInt32LE(0);
  const length = sealed.readUInt32LE(4);
  const wordsFrom = headerBytes + stringBytes;
  const strings = JSON.parse(sealed.toString('utf8', headerBytes, wordsFrom)) as string[];
  // The value lies anywhere in memory, floats want multiples of 8.
  const words = new Float64Array(length);
  new Uint8Array(words.buffer).set(sealed.subarray(wordsFrom, wordsFrom + length * 8));
  for (let at = 0; at < length; ) {
    const head = words[at]!;
    const number = Math.floor(head / maskBits);
    const mask = head - number * maskBits;
    const timeMs = words[at + 1]!;
    const receivedMs = words[at + 2]!;
    at += 3;
    const energyKwh = mask & energyBit ? words[at++]! : null;
    const powerKw = mask & powerBit ? words[at++]! : null;
    const powerFactor = mask & factorBit ? words[at++]! : null;
    const voltageV = mask & voltageBit ? phasesAt(words, at) : null;
    if (voltageV !== null) at += 3;
    const currentA = mask & currentBit ? phasesAt(words, at) : null;
    if (currentA !== null) at += 3;
    const meter = strings[number * 2]!;
    const project = strings[number * 2 + 1]!;
    into.push({ meter, project, timeMs, receivedMs, energyKwh, powerKw, voltageV, currentA, powerFactor });
  }
}

export function sealQuarantined(messages: readonly QuarantinedMessage[]): Buffer {
  return serialize(messages);
}

export function unsealQuarantined(sealed: Buffer, into: QuarantinedMessage[]): void {
  into.push(...(deserialize(sealed) as QuarantinedMessage[]));
}

import type { Phases } from '../model/reading.ts';
import type { Refusal } from '../model/refusal.ts';

/** Whose readings a topic carries, as the topic itself says it. */
export interface TopicMatch {
  /** The meter (or the device, which is the meter's id in the registry); null: the payload says which. */
  device: string | null;
  /** The gateway that speaks; null: the meter speaks for itself. */
  gateway: string | null;
}

export interface DecodeContext extends TopicMatch {
  topic: string;
  /** The time of receipt, UTC epoch milliseconds: the time of a reading whose payload carries none. */
  receivedMs: number;
}

/** A reading in the meter's own values: before the multiplier, and not yet known to be of a meter of ours. */
export interface ShownReading {
  meter: string;
  /** UTC epoch milliseconds. */
  timeMs: number;
  /** The cumulative register in kWh. */
  energyKwh: number | null;
  powerKw: number | null;
  voltageV: Phases | null;
  currentA: Phases | null;
  powerFactor: number | null;
}

/** Something in a payload that is no reading, and why. */
export interface ItemRefusal extends Refusal {
  /** Place in the payload's array, from 0; null: the payload as a whole. */
  index: number | null;
  /** The item's own bytes, when one item of several is refused; null: quarantine the whole payload. */
  item: Uint8Array | null;
}

/** A device said, or its broker said for it, whether it is connected. */
export interface Presence {
  device: string;
  online: boolean;
}

/** Something to be published to a device, which asks it to say again what the decoder missed. */
export interface Request {
  topic: string;
  payload: Uint8Array;
}

export interface Decoded {
  readings: ShownReading[];
  refusals: ItemRefusal[];
  /** Why a sound payload has no reading; it is acknowledged and not kept. */
  ignored?: string;
  presence?: Presence;
  request?: Request;
}

/**
 * How one family of meters writes its readings. `decode` never throws and is linear in the payload's length; it
 * may keep state between payloads (the aliases of an edge node), so each intake has its own.
 */
export interface Profile {
  name: string;
  /**
   * The quantities of one instant may come in several payloads. A reading may then lack both register and power;
   * the intake puts the parts together.
   */
  inParts?: boolean;
  match(topic: string): TopicMatch | null;
  decode(payload: Uint8Array, context: DecodeContext): Decoded;
}

/** What a profile is made with: the zone of clocks that do not say theirs. */
export interface ProfileOptions {
  zone: string;
}

/** The whole payload is refused. */
export function refused(code: Refusal['code'], detail: string): Decoded {
  return { readings: [], refusals: [{ code, detail, index: null, item: null }] };
}

/** The payload is sound and is no reading. */
export function ignored(detail: string): Decoded {
  return { readings: [], refusals: [], ignored: detail };
}

/** A reading with nothing in it yet. */
export function emptyReading(meter: string, timeMs: number): ShownReading {
  return { meter, timeMs, energyKwh: null, powerKw: null, voltageV: null, currentA: null, powerFactor: null };
}

/** `meters/{id}/{leaf}` and `gateways/{id}/{leaf}`: every profile can be sent under its own name as the leaf. */
export function ownTopic(topic: string, leaf: string): TopicMatch | null {
  if (!topic.endsWith(leaf)) return null;
  const prefix = topic.startsWith('meters/') ? 'meters/' : topic.startsWith('gateways/') ? 'gateways/' : null;
  if (prefix === null) return null;
  const id = topic.slice(prefix.length, -leaf.length - 1);
  if (id === '' || id.includes('/') || topic[prefix.length + id.length] !== '/') return null;
  return prefix === 'meters/' ? { device: id, gateway: null } : { device: null, gateway: id };
}

/** The payload as text, without a copy of its bytes nor a byte order mark; what is no UTF-8 becomes U+FFFD. */
export function textOf(payload: Uint8Array): string {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Payloads from this size on are looked at before they are parsed; smaller ones are parsed soon, whatever they say. */
const lookedAtFromBytes = 64 * 1024;
/** Deeper than any meter nests. Brackets in texts count too. */
const deepest = 64;

/** Whether parsing it would cost many times as much as readings of that size: a megabyte of `[` blocks the door for long. */
export function isTooDeep(payload: Uint8Array): boolean {
  if (payload.length < lookedAtFromBytes) return false;
  let depth = 0;
  for (const byte of payload) {
    // [ and { are 5b and 7b, ] and } are 5d and 7d.
    if ((byte | 0x20) === 0x7b) {
      if (++depth > deepest) return true;
    } else if ((byte | 0x20) === 0x7d) depth--;
  }
  return false;
}

/** The payload as JSON; undefined: it is none, or too deep. */
export function jsonOf(payload: Uint8Array): unknown {
  if (isTooDeep(payload)) return undefined;
  try {
    return JSON.parse(textOf(payload));
  } catch {
    return undefined;
  }
}

/** The object's fields, or null for anything that is not an object. */
export function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** No meter measures more, in whatever unit, and what is summed up or scaled from such numbers stays finite. */
const mostMeasured = 1e15;

/** A number that may be measured, also one in quotes; null for everything else (`"n/a"`, an empty string, `nan`, 1e300). */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= mostMeasured ? number : null;
}

/** A number in thousandths (W, Wh) in its kilo-unit, rounded where the division would add digits nobody measured. */
export function kilo(value: number | null): number | null {
  return value === null ? null : Number((value / 1000).toPrecision(15));
}

/** Three phases; null when there is none. */
export function phasesOf(a: number | null, b: number | null, c: number | null): Phases | null {
  return a === null && b === null && c === null ? null : [a, b, c];
}

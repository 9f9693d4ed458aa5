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

export interface Decoded {
  readings: ShownReading[];
  refusals: ItemRefusal[];
}

/**
 * How one family of meters writes its readings. `decode` never throws and is linear in the payload's length; it
 * may keep state between payloads (aliases, parts of a reading that come one by one), so each intake has its own.
 */
export interface Profile {
  name: string;
  match(topic: string): TopicMatch | null;
  decode(payload: Uint8Array, context: DecodeContext): Decoded;
}

/** The whole payload is refused. */
export function refused(code: Refusal['code'], detail: string): Decoded {
  return { readings: [], refusals: [{ code, detail, index: null, item: null }] };
}

import { parseInstant } from '../instant.ts';
import { LocalTime } from '../local-time.ts';
import type {
  DecodeContext,
  Decoded,
  Profile,
  ProfileOptions,
  ShownReading,
  TopicMatch,
} from '../profile.ts';
import {
  emptyReading,
  fieldsOf,
  ignored,
  jsonOf,
  kilo,
  numberOf,
  ownTopic,
  phasesOf,
  refused,
  textOf,
} from '../profile.ts';

const leaves = new Set(['SENSOR', 'STATUS8', 'STATUS10', 'ENERGY', 'STATE', 'LWT']);

/**
 * Tasmota's FullTopic is free: `tele/{device}/SENSOR` by default, `…/{device}/tele/SENSOR` is common. The device is
 * what stands beside the prefix.
 */
function match(topic: string): TopicMatch | null {
  const levels = topic.split('/');
  const leaf = levels.at(-1) ?? '';
  if (!leaves.has(leaf) || levels.length < 3) return ownTopic(topic, 'tasmota');
  const prefix = levels.findIndex((level) => level === 'tele' || level === 'stat');
  if (prefix < 0) return null;
  const device = prefix === levels.length - 2 ? levels[prefix - 1] : levels.at(-2);
  return device === undefined || device === '' ? null : { device, gateway: null };
}

/** A value, or one a phase. */
function values(field: unknown): (number | null)[] {
  return Array.isArray(field) ? field.slice(0, 3).map(numberOf) : [numberOf(field)];
}

function phases(field: unknown): ShownReading['voltageV'] {
  const [a = null, b = null, c = null] = values(field);
  return phasesOf(a, b, c);
}

/** The sum over the phases; null when a phase is missing, because a part is not the whole. */
function total(field: unknown): number | null {
  const parts = values(field);
  return parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** The object that holds the quantities: `ENERGY`, a smart meter's own name (scripts), or the payload itself (before 5.x). */
function energyOf(sensor: Record<string, unknown>): Record<string, unknown> | null {
  const energy = fieldsOf(sensor.ENERGY);
  if (energy !== null) return energy;
  for (const value of Object.values(sensor)) {
    const fields = fieldsOf(value);
    if (fields !== null && ('energy' in fields || ('power' in fields && 'meter_id' in fields))) return fields;
  }
  return 'Total' in sensor ? sensor : null;
}

class Tasmota {
  readonly #clock: LocalTime;

  constructor(options: ProfileOptions) {
    this.#clock = new LocalTime(options.zone);
  }

  decode(payload: Uint8Array, context: DecodeContext): Decoded {
    const meter = context.device;
    if (meter === null) return refused('unknown-meter', 'a Tasmota topic names its device');
    const text = textOf(payload);
    if (text === 'Online' || text === 'Offline') {
      return { ...ignored(`the device is ${text}`), presence: { device: meter, online: text === 'Online' } };
    }
    const parsed = fieldsOf(jsonOf(payload));
    if (parsed === null) return refused('unreadable', 'no JSON object');
    const sensor = fieldsOf(parsed.StatusSNS) ?? parsed;
    const energy = energyOf(sensor);
    if (energy === null) return ignored('a state without energy');
    const timeMs = this.#time(sensor.Time, context.receivedMs);
    if (Number.isNaN(timeMs)) return refused('no-time', `Time: ${String(sensor.Time)} is no time`);
    const reading: ShownReading = {
      ...emptyReading(meter, timeMs),
      energyKwh: total(energy.Total ?? energy.energy),
      powerKw: kilo(total(energy.Power ?? energy.power)),
      voltageV: phases(energy.Voltage ?? energy.voltage),
      currentA: phases(energy.Current ?? energy.current),
    };
    const factor = numberOf(energy.Factor);
    if (factor !== null && Math.abs(factor) <= 1) reading.powerFactor = factor;
    if (reading.energyKwh === null && reading.powerKw === null)
      return refused('no-reading', 'neither Total nor Power');
    return { readings: [reading], refusals: [] };
  }

  /** Local time without a zone, unless Time has been set to show it; a device without a clock sends none. */
  #time(time: unknown, receivedMs: number): number {
    if (time === undefined) return receivedMs;
    if (typeof time !== 'string') return Number.NaN;
    const instant = parseInstant(time);
    if (!Number.isNaN(instant)) return instant;
    return this.#clock.parse(time);
  }
}

/** Tasmota sockets and meter readers: `SENSOR`, `STATUS8`, `STATUS10`, the flat `ENERGY` and `STATE` of old, `LWT`. */
export function tasmota(options: ProfileOptions): Profile {
  const decoder = new Tasmota(options);
  return { name: 'tasmota', match, decode: (payload, context) => decoder.decode(payload, context) };
}

import { z } from 'zod';
import type { Phases } from '../../model/reading.ts';
import { parseInstant } from '../instant.ts';
import type { DecodeContext, Decoded, Profile, ShownReading } from '../profile.ts';
import { isTooDeep, ownTopic, refused, textOf } from '../profile.ts';

const phase = z.number().nullable();

/**
 * The canonical reading as documented to installers. `readCanonical` below is the same by hand, because it runs once
 * a reading before the acknowledgement and zod takes several times as long; a property test holds the two together.
 */
export const CanonicalReading = z
  .object({
    /** Needed from a gateway; a meter's own topic names the meter. */
    meter: z.string().min(1).optional(),
    time: z.union([
      z.int(),
      z.string().refine((text) => !Number.isNaN(parseInstant(text)), 'ISO 8601 with an offset'),
    ]),
    /** What the register shows, before the multiplier. */
    energy_kwh: z.number().nullish(),
    power_kw: z.number().nullish(),
    voltage_v: z.union([phase, z.array(phase).min(1).max(3)]).optional(),
    current_a: z.union([phase, z.array(phase).min(1).max(3)]).optional(),
    power_factor: z.number().min(-1).max(1).nullish(),
  })
  .refine((item) => item.energy_kwh != null || item.power_kw != null, 'energy_kwh or power_kw is needed');

/** More than a megabyte of readings; what is above it is noise that would fill the quarantine item by item. */
const maxItems = 10_000;

type Fault = { code: 'unreadable' | 'no-time' | 'no-reading' | 'unknown-meter'; detail: string };

/** undefined: not a number at all. JSON has no NaN, but 1e999 parses to Infinity. */
function numberOrNull(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function phasesOrNull(value: unknown): Phases | null | undefined {
  if (!Array.isArray(value)) {
    const single = numberOrNull(value);
    return typeof single === 'number' ? [single, null, null] : single;
  }
  if (value.length === 0 || value.length > 3) return undefined;
  const a = numberOrNull(value[0]);
  const b = numberOrNull(value[1]);
  const c = numberOrNull(value[2]);
  if (a === undefined || b === undefined || c === undefined) return undefined;
  return [a, b, c];
}

function timeOf(value: unknown): number {
  if (typeof value === 'string') return parseInstant(value);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : Number.NaN;
}

function wrong(field: string, want: string): Fault {
  return { code: 'unreadable', detail: `${field}: ${want} is wanted` };
}

/** One item, or what is wrong with it. `device` is the meter when the item names none. */
export function readCanonical(item: unknown, device: string | null): ShownReading | Fault {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return { code: 'unreadable', detail: 'a reading is a JSON object' };
  }
  const fields = item as Record<string, unknown>;
  const meter = fields.meter ?? device;
  if (meter === null)
    return { code: 'unknown-meter', detail: 'meter: a gateway names the meter of each reading' };
  if (typeof meter !== 'string' || meter === '') return wrong('meter', 'an id in quotes');
  if (fields.time === undefined) return { code: 'no-time', detail: 'time: it is missing' };
  const timeMs = timeOf(fields.time);
  if (Number.isNaN(timeMs)) {
    return { code: 'no-time', detail: 'time: ISO 8601 with an offset, or epoch milliseconds, is wanted' };
  }
  const energyKwh = numberOrNull(fields.energy_kwh);
  if (energyKwh === undefined) return wrong('energy_kwh', 'a finite number');
  const powerKw = numberOrNull(fields.power_kw);
  if (powerKw === undefined) return wrong('power_kw', 'a finite number');
  const voltageV = phasesOrNull(fields.voltage_v);
  if (voltageV === undefined) return wrong('voltage_v', 'a number or an array of one to three');
  const currentA = phasesOrNull(fields.current_a);
  if (currentA === undefined) return wrong('current_a', 'a number or an array of one to three');
  const powerFactor = numberOrNull(fields.power_factor);
  if (powerFactor === undefined || (powerFactor !== null && Math.abs(powerFactor) > 1)) {
    return wrong('power_factor', 'a number from -1 to 1');
  }
  if (energyKwh === null && powerKw === null) {
    return { code: 'no-reading', detail: 'energy_kwh or power_kw is needed' };
  }
  return { meter, timeMs, energyKwh, powerKw, voltageV, currentA, powerFactor };
}

/** Reads parsed items one by one: a bad one does not cost the good ones. */
export function readItems(items: readonly unknown[], device: string | null): Decoded {
  const decoded: Decoded = { readings: [], refusals: [] };
  for (let index = 0; index < items.length; index++) {
    const result = readCanonical(items[index], device);
    if ('code' in result) {
      decoded.refusals.push({ ...result, index, item: Buffer.from(JSON.stringify(items[index])) });
    } else {
      decoded.readings.push(result);
    }
  }
  return decoded;
}

function decode(payload: Uint8Array, context: DecodeContext): Decoded {
  if (isTooDeep(payload)) return refused('unreadable', 'its brackets are nested too deep');
  let parsed: unknown;
  try {
    parsed = JSON.parse(textOf(payload));
  } catch (error) {
    return refused('unreadable', `no JSON: ${(error as Error).message}`);
  }
  if (Array.isArray(parsed)) {
    if (parsed.length === 0) return refused('no-reading', 'the array is empty');
    if (parsed.length > maxItems)
      return refused('too-large', `${parsed.length} items, ${maxItems} are taken at once`);
    return readItems(parsed, context.device);
  }
  const result = readCanonical(parsed, context.device);
  return 'code' in result ? refused(result.code, result.detail) : { readings: [result], refusals: [] };
}

export function canonical(): Profile {
  return { name: 'canonical', match: (topic) => ownTopic(topic, 'readings'), decode };
}

import { Decoder } from 'cbor-x';
import type { DecodeContext, Decoded, Profile, ShownReading } from '../profile.ts';
import { emptyReading, fieldsOf, ignored, jsonOf, numberOf, ownTopic, refused } from '../profile.ts';
import { putQuantity, quantityOf } from '../quantity.ts';

/** RFC 8428, table 6: the integer labels of CBOR. Text keys occur too. */
const cborLabels = new Map<unknown, string>([
  [-2, 'bn'],
  [-3, 'bt'],
  [-4, 'bu'],
  [-5, 'bv'],
  [-1, 'bver'],
  [0, 'n'],
  [1, 'u'],
  [2, 'v'],
  [6, 't'],
]);
/** A time below this is seconds relative to now (RFC 8428, 4.5.3). */
const relativeBelow = 2 ** 28;
const highestVersion = 10;

const cbor = new Decoder({ mapsAsObjects: false, useRecords: false });

/** A record with its base values resolved (RFC 8428, 4.6). */
interface SenmlRecord {
  name: string;
  unit: string | null;
  /** Seconds as written, base time added. */
  time: number;
  value: number | null;
}

function cborRecord(value: unknown): Record<string, unknown> | null {
  if (!(value instanceof Map)) return fieldsOf(value);
  const fields: Record<string, unknown> = {};
  for (const [key, field] of value) {
    const label = cborLabels.get(key) ?? (typeof key === 'string' ? key : null);
    if (label !== null) fields[label] = typeof field === 'bigint' ? Number(field) : field;
  }
  return fields;
}

/** An array in JSON begins with `[` or white space, one in CBOR with major type 4. */
function recordsOf(payload: Uint8Array): Record<string, unknown>[] | null {
  let parsed: unknown;
  try {
    parsed = (payload[0] ?? 0) >= 0x80 ? cbor.decode(payload) : jsonOf(payload);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed) || parsed.length > payload.length) return null;
  const records = parsed.map(cborRecord);
  return records.includes(null) ? null : (records as Record<string, unknown>[]);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function resolve(records: readonly Record<string, unknown>[]): SenmlRecord[] | string {
  const base = { name: '', unit: null as string | null, time: 0, value: 0 };
  const resolved: SenmlRecord[] = [];
  for (const record of records) {
    const unknown = Object.keys(record).find((key) => key.endsWith('_'));
    if (unknown !== undefined) return `the field ${unknown} must be understood and is not`;
    if ((numberOf(record.bver) ?? highestVersion) > highestVersion)
      return `version ${record.bver} is not known`;
    base.name = text(record.bn) ?? base.name;
    base.unit = text(record.bu) ?? base.unit;
    base.time = numberOf(record.bt) ?? base.time;
    base.value = numberOf(record.bv) ?? base.value;
    const value = typeof record.v === 'number' ? numberOf(record.v) : null;
    resolved.push({
      name: base.name + (text(record.n) ?? ''),
      unit: text(record.u) ?? base.unit,
      time: base.time + (numberOf(record.t) ?? 0),
      value: value === null ? null : value + base.value,
    });
  }
  return resolved;
}

/** `urn:dev:ow:10e2:voltage`: what stands before the last separator is the meter, what comes after it the quantity. */
function split(name: string): { meter: string | null; quantity: string } {
  const at = Math.max(name.lastIndexOf(':'), name.lastIndexOf('/'), name.lastIndexOf(';'));
  return at <= 0
    ? { meter: null, quantity: name }
    : { meter: name.slice(0, at), quantity: name.slice(at + 1) };
}

function decode(payload: Uint8Array, context: DecodeContext): Decoded {
  const records = recordsOf(payload);
  if (records === null)
    return refused('unreadable', 'no SenML: an array of records in JSON or CBOR is wanted');
  const resolved = resolve(records);
  if (typeof resolved === 'string') return refused('unsupported', resolved);
  const readings = new Map<string, ShownReading>();
  for (const { name, unit, time, value } of resolved) {
    const parts = split(name);
    const quantity = value === null ? null : quantityOf(parts.quantity, unit);
    if (value === null || quantity === null) continue;
    const meter = context.device ?? parts.meter;
    if (meter === null)
      return refused('unknown-meter', `${name}: neither the topic nor the name tells the meter`);
    const timeMs = Math.round((time < relativeBelow ? context.receivedMs / 1000 + time : time) * 1000);
    const key = `${timeMs} ${meter}`;
    const reading = readings.get(key) ?? emptyReading(meter, timeMs);
    readings.set(key, reading);
    putQuantity(reading, quantity, value);
  }
  if (readings.size === 0) return ignored(`${records.length} records, none of electricity`);
  return { readings: [...readings.values()].sort((a, b) => a.timeMs - b.timeMs), refusals: [] };
}

/** SenML (RFC 8428) in JSON and CBOR on `meters/{id}/senml` and `gateways/{id}/senml`. */
export function senml(): Profile {
  return { name: 'senml', inParts: true, match: (topic) => ownTopic(topic, 'senml'), decode };
}

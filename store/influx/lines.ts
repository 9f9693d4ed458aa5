import { escape as escaped } from '@influxdata/influxdb-client';
import { nanoseconds } from './query.ts';

/** A field's value in line protocol; null is not written. */
export type FieldText = string | null;

export function float(value: number | null): FieldText {
  return value === null ? null : String(value);
}

export function integer(value: number | null): FieldText {
  return value === null ? null : `${value}i`;
}

export function text(value: string | null): FieldText {
  return value === null ? null : escaped.quoted(value);
}

export function flag(value: boolean): FieldText {
  return value ? 'true' : 'false';
}

/** What a line begins with: the measurement and its tags. An empty tag cannot be written and is left out. */
export function seriesKey(measurement: string, tags: Record<string, string>): string {
  let key = measurement;
  for (const name in tags) if (tags[name] !== '') key += `,${name}=${escaped.tag(tags[name]!)}`;
  return key;
}

/** One line of line protocol with its time in nanoseconds. */
export function line(key: string, fields: Record<string, FieldText>, timeMs: number): string {
  let written = '';
  for (const name in fields) {
    const value = fields[name]!;
    if (value !== null) written += `${written === '' ? '' : ','}${name}=${value}`;
  }
  return `${key} ${written} ${nanoseconds(timeMs)}`;
}

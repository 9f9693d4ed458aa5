import type { Phases } from '../model/reading.ts';
import type { ShownReading } from './profile.ts';

/** Which field of a reading a named value with a unit is, and its factor to our unit. */
export interface Quantity {
  field: 'energyKwh' | 'powerKw' | 'voltageV' | 'currentA' | 'powerFactor';
  scale: number;
  /** 0 to 2; null: the total, or the only phase. */
  phase: number | null;
}

/** Units of SenML (RFC 8428, RFC 8798) and those that names end in, in lower case. */
const units = new Map<string, { field: Quantity['field']; scale: number }>([
  ['kwh', { field: 'energyKwh', scale: 1 }],
  ['wh', { field: 'energyKwh', scale: 1e-3 }],
  ['mwh', { field: 'energyKwh', scale: 1e3 }],
  ['j', { field: 'energyKwh', scale: 1 / 3.6e6 }],
  ['kw', { field: 'powerKw', scale: 1 }],
  ['w', { field: 'powerKw', scale: 1e-3 }],
  ['mw', { field: 'powerKw', scale: 1e3 }],
  ['v', { field: 'voltageV', scale: 1 }],
  ['a', { field: 'currentA', scale: 1 }],
  ['ma', { field: 'currentA', scale: 1e-3 }],
]);

/** Directions and kinds that are not the active energy drawn from the grid. */
const otherKinds = ['export', 'reverse', 'return', 'produc', 'generat', 'reactive', 'apparent', 'tariff'];

const phaseTokens = new Map([
  ['a', 0],
  ['b', 1],
  ['c', 2],
  ['l1', 0],
  ['l2', 1],
  ['l3', 2],
]);

/**
 * By the unit that is stated, or else by the one the name ends in (`energy_kwh`); null: no quantity of ours. A name
 * alone is never taken for a unit: what is called energy may be Wh, kWh, or tens of Wh.
 */
export function quantityOf(name: string, unit: string | null): Quantity | null {
  const lower = name.toLowerCase();
  if (otherKinds.some((kind) => lower.includes(kind))) return null;
  const tokens = lower.split(/[^a-z0-9]+/).filter((token) => token !== '');
  if (tokens.at(-1) === 'factor' || tokens.at(-1) === 'pf')
    return { field: 'powerFactor', scale: 1, phase: null };
  const known = units.get(unit === null ? (tokens.pop() ?? '') : unit.toLowerCase());
  if (known === undefined) return null;
  const phase = tokens.map((token) => phaseTokens.get(token)).find((number) => number !== undefined) ?? null;
  // A phase's energy or power is a part; the total is asked for.
  if (phase !== null && (known.field === 'energyKwh' || known.field === 'powerKw')) return null;
  return { ...known, phase };
}

function withPhase(phases: Phases | null, phase: number, value: number): Phases {
  const next: [number | null, number | null, number | null] = [...(phases ?? [null, null, null])];
  next[phase] = value;
  return next;
}

export function putQuantity(reading: ShownReading, { field, scale, phase }: Quantity, value: number): void {
  const scaled = scale === 1 ? value : Number((value * scale).toPrecision(15));
  if (field === 'voltageV') reading.voltageV = withPhase(reading.voltageV, phase ?? 0, scaled);
  else if (field === 'currentA') reading.currentA = withPhase(reading.currentA, phase ?? 0, scaled);
  else if (field !== 'powerFactor') reading[field] = scaled;
  else if (Math.abs(scaled) <= 1) reading.powerFactor = scaled;
}

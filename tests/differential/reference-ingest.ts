import type { Meter } from '../../model/meter.ts';
import type { RefusalCode } from '../../model/refusal.ts';

/*
 * What the way in promises (docs and DESIGN 4.1), written down once more as plainly as possible and without a look at
 * the service's own code: no spool, no lanes, no batches, one dictionary.
 */

/** One canonical object as a meter or a gateway sends it. */
export interface Item {
  meter?: string;
  time?: number | string;
  energy_kwh?: number | string | null;
  power_kw?: number | null;
}

export interface Sent {
  /** A meter, or a gateway. */
  sender: string;
  items: Item[];
  receivedMs: number;
}

export interface Known {
  meters: readonly Meter[];
  /** Meters of each gateway. */
  gateways: Readonly<Record<string, readonly string[]>>;
  futureMs: number;
  ageMs: number;
  /** Begin of a day of the city. */
  dayBeginMs: (day: string) => number;
}

/** Readings by meter and time in primary values, and how often each refusal was given. */
export interface Expected {
  readings: Map<string, { energyKwh: number | null; powerKw: number | null }>;
  refusals: Partial<Record<RefusalCode, number>>;
}

export function referenceIngest(messages: readonly Sent[], known: Known): Expected {
  const expected: Expected = { readings: new Map(), refusals: {} };
  for (const { sender, items, receivedMs } of messages) {
    for (const item of items) {
      const id = item.meter ?? (sender in known.gateways ? undefined : sender);
      const verdict = judge(item, id, sender, receivedMs, known);
      if (typeof verdict === 'string') expected.refusals[verdict] = (expected.refusals[verdict] ?? 0) + 1;
      else {
        const { energy_kwh, power_kw } = item;
        expected.readings.set(`${id} ${timeOf(item)}`, {
          energyKwh: typeof energy_kwh === 'number' ? energy_kwh * verdict.multiplier : null,
          powerKw: typeof power_kw === 'number' ? power_kw * verdict.multiplier : null,
        });
      }
    }
  }
  return expected;
}

function timeOf({ time }: Item): number {
  return typeof time === 'string' ? Date.parse(time) : (time ?? Number.NaN);
}

/** The meter whose reading it is, or why it is none. */
function judge(
  item: Item,
  id: string | undefined,
  sender: string,
  receivedMs: number,
  known: Known,
): Meter | RefusalCode {
  const { energy_kwh: energy, power_kw: power } = item;
  if (id === undefined) return 'unknown-meter';
  if (item.time === undefined) return 'no-time';
  if (typeof energy === 'string') return 'unreadable';
  if (typeof energy !== 'number' && typeof power !== 'number') return 'no-reading';
  const rows = known.meters.filter((meter) => meter.id === id);
  if (rows.length === 0) return 'unknown-meter';
  // Whose it is comes before whether it is good: a stranger learns nothing of a meter.
  if (id !== sender && !known.gateways[sender]?.includes(id)) return 'foreign-meter';
  const time = timeOf(item);
  if (time > receivedMs + known.futureMs) return 'in-the-future';
  if (time < receivedMs - known.ageMs) return 'too-late';
  const began = (row: Meter) => row.from === null || time >= known.dayBeginMs(row.from);
  const endMs = (row: Meter) =>
    row.to === null ? Number.POSITIVE_INFINITY : known.dayBeginMs(row.to) + 86_400_000;
  if (!rows.some(began)) return 'before-installation';
  // The midnight that ends a last day closes it, unless another row begins with it.
  const row = rows.find((one) => began(one) && time < endMs(one)) ?? rows.find((one) => time === endMs(one));
  if (row === undefined) return 'after-removal';
  if (typeof energy === 'number' && energy < 0) return 'negative-register';
  if (typeof energy === 'number' && row.registerMaxKwh !== null && energy > row.registerMaxKwh)
    return 'beyond-register';
  const limitKw = row.capacityKva === null ? Number.POSITIVE_INFINITY : 1.2 * row.capacityKva;
  if (typeof power === 'number' && Math.abs(power) * row.multiplier > limitKw) return 'over-capacity';
  return row;
}

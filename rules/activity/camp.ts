import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import { medianOf } from '../order.ts';

/**
 * What the meters of the workers' camp say of a day. People who work leave their rooms by day; people who wait stay in
 * them, and where a site is given up they go away. Nothing that confuses the meters of the works reaches these.
 */
export interface CampDay {
  /** Natural logarithm of the mean power of the hours of work over that of the evening. */
  byDay: number;
  /** Of the whole day. */
  kwh: number;
}

/** In hours, without the meal at noon and without the ways to and from work. */
const hoursOfWork = [
  [8, 11],
  [13.5, 16.5],
] as const;
const evening = [[19.5, 21.5]] as const;

const leastMeasured = 0.8;
/** Keeps the logarithm calm near nothing, kW a meter. */
const smallKw = 0.2;

/** null: there is no meter of a camp, or it did not tell enough of the day. */
export function campDay(series: readonly EnergySeries[], beginMs: number, endMs: number): CampDay | null {
  if (series.length === 0) return null;
  const length = Math.round((endMs - beginMs) / intervalMs);
  const kw = new Float64Array(length);
  let kwh = 0;
  for (const one of series) {
    const first = Math.round((beginMs - one.startMs) / intervalMs);
    let measured = 0;
    for (let i = 0; i < length; i += 1) {
      const value = one.kwh[first + i] ?? Number.NaN;
      kw[i]! += 4 * value;
      measured += one.measured[first + i] ?? 0;
      if (!Number.isNaN(value)) kwh += value;
    }
    if (measured < leastMeasured * length) return null;
  }
  const small = smallKw * series.length;
  const byDay = Math.log((meanKw(kw, hoursOfWork) + small) / (meanKw(kw, evening) + small));
  return Number.isNaN(byDay) ? null : { byDay, kwh };
}

function meanKw(kw: Float64Array, stretches: readonly (readonly [number, number])[]): number {
  let sum = 0;
  let count = 0;
  for (const [from, to] of stretches) {
    for (let i = from * 4; i < to * 4; i += 1) {
      if (Number.isNaN(kw[i]!)) continue;
      sum += kw[i]!;
      count += 1;
    }
  }
  return sum / count;
}

/** Fewer working days tell too little of how a camp is when its people work. */
const leastWorkedDays = 5;

/**
 * How much more of its evening's power the camp draws by day than on the site's own working days, as a logarithm; null:
 * not known. About 0 where people are at work, above it where they wait in their rooms.
 */
export function stayingIn(camp: CampDay | null, worked: readonly CampDay[]): number | null {
  if (camp === null || worked.length < leastWorkedDays) return null;
  return camp.byDay - medianOf(worked.map(({ byDay }) => byDay));
}

/** The camp's energy as a share of that of the site's own working days; null: not known. */
export function campShare(camp: CampDay | null, worked: readonly CampDay[]): number | null {
  if (camp === null || worked.length < leastWorkedDays) return null;
  return camp.kwh / (medianOf(worked.map(({ kwh }) => kwh)) + 1);
}

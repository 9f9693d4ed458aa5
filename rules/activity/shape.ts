/** What the hours of a day tell: when the site rests, what it draws then, and what rises above that. */

/** A third of the hours of a working day, the quietest ones, are taken for rest. */
const restHourCount = 6;

/** The quietest hours of a mean working day; learnt, because neither shifts nor clocks are the same everywhere. */
export function restHours(profile: readonly number[]): number[] {
  const quietest: number[] = [];
  for (let hour = 0; hour < profile.length; hour += 1) {
    let place = quietest.length;
    while (place > 0 && profile[quietest[place - 1]!]! > profile[hour]!) place -= 1;
    if (place === restHourCount) continue;
    if (quietest.length < restHourCount) quietest.push(hour);
    for (let i = quietest.length - 1; i > place; i -= 1) quietest[i] = quietest[i - 1]!;
    quietest[place] = hour;
  }
  return quietest;
}

/** The highest of the given hours of a day, kWh an hour; NaN where none is known. */
export function highestOf(hours: readonly number[], chosen: readonly number[]): number {
  let highest = Number.NaN;
  for (const hour of chosen) {
    const kwh = hours[hour] ?? Number.NaN;
    if (!(kwh <= highest)) highest = Number.isNaN(kwh) ? highest : kwh;
  }
  return highest;
}

/** Energy above a ceiling, kWh: pumps, lamps and a camp stay below what they draw at night, machines do not. */
export function excessKwh(hours: readonly number[], ceilingKwh: number): number {
  let excess = 0;
  for (const kwh of hours) if (kwh > ceilingKwh) excess += kwh - ceilingKwh;
  return excess;
}

/** How a day's hours compare with those of a mean working day. */
export interface Match {
  /** Pearson's correlation; 0 where one of them is flat. */
  likeness: number;
  /** How much of the working day's rise and fall is in it (least squares): 1 on such a day, about 0 on one without work. */
  amplitude: number;
}

export function matchOf(hours: readonly number[], profile: readonly number[]): Match {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (let hour = 0; hour < profile.length; hour += 1) {
    const x = hours[hour] ?? Number.NaN;
    const y = profile[hour]!;
    if (Number.isNaN(x)) continue;
    n += 1;
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
  }
  const common = sxy - (sx * sy) / n;
  const spread = sxx - (sx * sx) / n;
  const usual = syy - (sy * sy) / n;
  if (n < 12 || !(spread > 0) || !(usual > 0)) return { likeness: 0, amplitude: 0 };
  return { likeness: common / Math.sqrt(spread * usual), amplitude: common / usual };
}

const shiftHours = 8;

/** The best eight hours in a row, with the day taken for a circle. */
export interface Shift {
  /** Their mean over the mean of the other hours: a shift stands out, cycling pumps do not. */
  contrast: number;
  /** The hour in their middle. */
  middle: number;
}

export function bestShift(hours: readonly number[]): Shift {
  let total = 0;
  for (const kwh of hours) if (!Number.isNaN(kwh)) total += kwh;
  let best = 0;
  let middle = 0;
  for (let first = 0; first < hours.length; first += 1) {
    let sum = 0;
    let hour = first;
    for (let i = 0; i < shiftHours; i += 1) {
      const kwh = hours[hour]!;
      if (!Number.isNaN(kwh)) sum += kwh;
      hour = hour + 1 === hours.length ? 0 : hour + 1;
    }
    if (sum <= best) continue;
    best = sum;
    middle = (first + shiftHours / 2) % hours.length;
  }
  const others = (total - best) / Math.max(1, hours.length - shiftHours);
  if (others > 0) return { contrast: best / shiftHours / others, middle };
  return { contrast: best > 0 ? Number.POSITIVE_INFINITY : 0, middle };
}

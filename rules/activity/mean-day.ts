import {
  besides,
  between,
  dayShift,
  inner,
  type Layout,
  latenesses,
  layoutOf,
  partsOf,
  type Shape,
  shape,
} from './day-parts.ts';

/**
 * What the mean of many days shows and none of them does. Pumps, showers and weather come and go without regard to the clock
 * and cancel out; a small crew comes every day at the same time, rests at the same meal, and does not.
 */

/** Days added up: their load in 96 quarter hours, kW, and the sum of the squares of all of it, kW². */
export interface LoadSum {
  days: number;
  kw: readonly number[];
  squares: number;
}

export function withLoad(sum: LoadSum | null, loadKw: ArrayLike<number>): LoadSum {
  let squares = sum?.squares ?? 0;
  const kw = Array.from(loadKw, (one, i) => {
    squares += one * one;
    return one + (sum?.kw[i] ?? 0);
  });
  return { days: (sum?.days ?? 0) + 1, kw, squares };
}

/** The mean of a site's last days of rest: their load in 96 quarter hours, kW. */
export interface RestLoad {
  days: number;
  kw: readonly number[];
}

/** More days of rest than this lie too far back. */
const mostRestDays = 12;

export function withRest(rest: RestLoad | null, loadKw: ArrayLike<number>): RestLoad {
  const days = Math.min(mostRestDays, (rest?.days ?? 0) + 1);
  const kw = Array.from(loadKw, (one, i) => {
    const before = rest?.kw[i] ?? 0;
    return before + (one - before) / days;
  });
  return { days, kw };
}

/**
 * A day of work and the same hours without the meal, besides what else a day is made of. Whoever stays in a heated room, or a
 * tenant, draws by day as well; but at noon a camp is awake while machines rest, so the meal alone tells work from all of that.
 */
const shapesOfWork: readonly (readonly Shape[])[] = latenesses.map((late) => [
  dayShift(late),
  shape(between(6.6 + late, 17.4 + late)),
  ...besides,
]);
const layouts: readonly Layout[] = shapesOfWork.map((shapes) => layoutOf(shapes));
const allParts = 0xff;
const withoutMeal = allParts & ~1;
/** Days of rest may look just like a lamp or a pump. */
const stiffness = 1e-6;

/** Keeps the logarithm calm near nothing, kW². */
const smallSquares = 2;

/**
 * Logarithm of what hours of work with a meal explain of the mean day, against what is left and what chance leaves in a mean of so
 * few days (sums of squares over quarter hours). Below −3.5 or so it is no more than chance. What the site's own days of rest look
 * like, kW, is no sign of work, whatever it resembles; null: they are not known.
 */
export function mealOf(sum: LoadSum, restKw: readonly number[] | null): number {
  const mean = meanOf(sum);
  let square = 0;
  for (const kw of mean) square += kw * kw;
  let error = square;
  let errorWithoutMeal = square;
  for (const layout of layoutsBeside(restKw)) {
    error = Math.min(error, errorOf(layout, mean, square, allParts));
    errorWithoutMeal = Math.min(errorWithoutMeal, errorOf(layout, mean, square, withoutMeal));
  }
  // Of one day alone nothing is known of chance.
  const { days, squares } = sum;
  const chance = days === 1 ? square : Math.max(0, squares / days - square) / (days - 1);
  return Math.log(Math.max(1e-3, (errorWithoutMeal - error) / (error + chance + smallSquares)));
}

function layoutsBeside(restKw: readonly number[] | null): readonly Layout[] {
  if (restKw === null || restKw.every((kw) => kw === 0)) return layouts;
  const rest = { heights: Float64Array.from(restKw), first: 0, end: restKw.length };
  return shapesOfWork.map((shapes) => layoutOf([...shapes, rest], stiffness));
}

function errorOf({ shapes, fit }: Layout, mean: Float64Array, square: number, allowed: number): number {
  const products = Float64Array.from(shapes, (each) => inner(each, mean));
  const kw = new Float64Array(shapes.length);
  fit.fit(products, kw, allowed, allowed);
  return Math.max(0, square - kw.reduce((sum, one, i) => sum + one * products[i]!, 0));
}

/** 96 quarter hours, kW. */
function meanOf({ days, kw }: LoadSum): Float64Array {
  return Float64Array.from(kw, (one) => one / days);
}

/** An office that draws less than this share of a mean working day is not seen well enough to miss it. */
const leastOffice = 0.1;

/**
 * What the office draws on the mean day, as a share of what it draws on a mean working day of the site (kWh of 24 hours); null: not
 * known. Where a site stands, a guard is left; where diesel machines work, the office is open as ever.
 */
export function officeShare(sum: LoadSum, workedHourKwh: readonly number[]): number | null {
  const usual = officeKw(workedHourKwh);
  if (usual < leastOffice * (sumOf(workedHourKwh) / 24)) return null;
  const { kw, days } = sum;
  return officeKw(workedHourKwh.map((_, hour) => sumOf(kw.slice(4 * hour, 4 * hour + 4)) / 4 / days)) / usual;
}

/** By the hours alone, since no more is remembered of working days. */
function officeKw(hourKwh: readonly number[]): number {
  return partsOf(Array.from({ length: 96 }, (_, step) => hourKwh[step >> 2]!)).officeKw;
}

function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

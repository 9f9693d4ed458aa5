/**
 * What a day's load may be made of. A day is laid out as a sum of known shapes, none of them negative (least squares):
 * the standing load, lamps from dusk to dawn, people in a camp, an office, and a crew in its hours of work. A camp is
 * awake at noon and in the evening, when machines stand; so what is work can be told apart even on one meter.
 */

import { NonnegativeFit } from './nonnegative.ts';

const steps = 96;
const hourOf = (step: number) => (step + 0.5) / 4;

/** Heights by quarter hours; nothing before `first`, and nothing from `end` on. */
export interface Shape {
  heights: Float64Array;
  first: number;
  end: number;
}

export function shape(at: (hour: number) => number): Shape {
  const heights = Float64Array.from({ length: steps }, (_, step) => at(hourOf(step)));
  return {
    heights,
    first: heights.findIndex((height) => height > 0),
    end: 1 + heights.findLastIndex((height) => height > 0),
  };
}

/** Between two hours; the rise and the fall take that many hours. */
export function between(from: number, to: number, rise = 0.5, fall = 0.25): (hour: number) => number {
  return (hour) => Math.max(0, Math.min(1, (hour - from) / rise + 0.5, (to - hour) / fall + 0.5));
}

function hill(middle: number, width: number, height: number): (hour: number) => number {
  return (hour) => height * Math.exp(-(((hour - middle) / width) ** 2));
}

const morning = hill(5.6, 0.6, 0.4);
const noon = hill(12, 0.9, 0.35);
const lateEvening = hill(20, 1.9, 0.85);
const untilDawn = between(-1, 5.75, 1, 1);
const fromDusk = between(18.25, 25, 1, 1);

const standing = shape(() => 1);
const lamps = shape((hour) => Math.max(untilDawn(hour), fromDusk(hour)));
const camp = shape((hour) => 0.15 + morning(hour) + noon(hour) + lateEvening(hour));
const office = shape(between(8, 18, 1, 1));
const eveningShift = shape(between(18.25, 22));
const eveningHours = hoursOf(eveningShift);

/** What a day is made of besides work by day. */
export const besides: readonly Shape[] = [eveningShift, standing, camp, lamps, office];

/** Two stretches of work and a meal between them, `late` hours later than usual. */
export function dayShift(late: number): Shape {
  const before = between(6.6 + late, 11.25 + late);
  const after = between(12.4 + late, 17.4 + late);
  return shape((hour) => before(hour) + after(hour));
}

/** Sites begin earlier or later, and clocks are wrong; hours. */
export const latenesses: readonly number[] = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5];
const dayShifts = latenesses.map((late) => layoutOf([dayShift(late), ...besides]));
const usual = dayShifts[3]!;
/** At 37 °C and more work rests from nine to half past four. */
const early = between(5, 9);
const cool = between(16.5, 19);
const heatShift = layoutOf([
  shape((hour) => early(hour) + cool(hour)),
  eveningShift,
  standing,
  camp,
  lamps,
  office,
]);
const deepNight = between(-1, 5);
const lateNight = between(18.25, 25);
const nightShift = layoutOf([
  shape((hour) => deepNight(hour) + lateNight(hour)),
  standing,
  camp,
  lamps,
  office,
]);

/** Its first shape is the shift. */
export interface Layout {
  shapes: readonly Shape[];
  fit: NonnegativeFit;
  shiftHours: number;
}

/** `stiffness`: by so much, as a share, large heights cost more; shapes that depend on each other then have one answer, too. */
export function layoutOf(shapes: readonly Shape[], stiffness = 0): Layout {
  const gram = shapes.map((shape) =>
    shapes.map((other) => inner(other, shape.heights) * (other === shape ? 1 + stiffness : 1)),
  );
  return { shapes, fit: new NonnegativeFit(gram), shiftHours: hoursOf(shapes[0]!) };
}

export function inner({ heights, first, end }: Shape, loadKw: ArrayLike<number>): number {
  let sum = 0;
  for (let i = first; i < end; i += 1) sum += heights[i]! * loadKw[i]!;
  return sum;
}

function hoursOf({ heights }: Shape): number {
  return heights.reduce((sum, height) => sum + height, 0);
}

const allParts = 0xff;
const withoutShifts = allParts & ~0b11;

/** The sum of squares that parts of a day leave of its own, kW². */
function errorOf(square: number, kw: Float64Array, products: Float64Array): number {
  let explained = 0;
  for (let i = 0; i < kw.length; i += 1) explained += kw[i]! * products[i]!;
  return Math.max(square - explained, 1e-9);
}

/** The work on one day: its inner products with shapes, its parts by the best layout so far and by another one, kW. */
const products = new Float64Array(usual.shapes.length);
const bestKw = new Float64Array(products.length);
const otherKw = new Float64Array(products.length);
const productsAtNight = new Float64Array(nightShift.shapes.length);
const kwAtNight = new Float64Array(productsAtNight.length);

/** The parts of a day, kW at their height, and how well shapes explain it (sums of squares over quarter hours, kW²). */
export interface DayParts {
  workKw: number;
  eveningKw: number;
  campKw: number;
  officeKw: number;
  /** Energy of the shifts of day and evening, kWh. */
  workKwh: number;
  /** What nothing explains; and what is left without any shift, with one in the heat, with one at night. */
  error: number;
  errorWithoutWork: number;
  errorInHeat: number;
  errorAtNight: number;
  /** Around the mean. */
  spread: number;
}

/** `loadKw`: 96 quarter hours. */
export function partsOf(loadKw: ArrayLike<number>): DayParts {
  let square = 0;
  let sum = 0;
  for (let i = 0; i < steps; i += 1) {
    square += loadKw[i]! * loadKw[i]!;
    sum += loadKw[i]!;
  }
  for (let i = 0; i < products.length; i += 1) products[i] = inner(usual.shapes[i]!, loadKw);
  const set = usual.fit.fit(products, bestKw, allParts, allParts);
  let error = errorOf(square, bestKw, products);
  usual.fit.fit(products, otherKw, withoutShifts, set);
  const errorWithoutWork = errorOf(square, otherKw, products);
  // The layouts differ in their shift alone, and so do their inner products.
  let chosen = usual;
  for (const layout of dayShifts) {
    if (layout === usual) continue;
    const errorOfOther = errorShifted(layout, loadKw, square, set);
    if (errorOfOther >= error) continue;
    error = errorOfOther;
    chosen = layout;
    bestKw.set(otherKw);
  }
  const errorInHeat = errorShifted(heatShift, loadKw, square, set);
  const [workKw, eveningKw, , campKw, , officeKw] = bestKw;
  return {
    workKw: workKw!,
    eveningKw: eveningKw!,
    campKw: campKw!,
    officeKw: officeKw!,
    workKwh: (workKw! * chosen.shiftHours + eveningKw! * eveningHours) / 4,
    error,
    errorWithoutWork,
    errorInHeat,
    errorAtNight: errorOfNight(loadKw, square),
    spread: Math.max(0, square - (sum * sum) / steps),
  };
}

function errorShifted(
  { shapes, fit }: Layout,
  loadKw: ArrayLike<number>,
  square: number,
  guess: number,
): number {
  products[0] = inner(shapes[0]!, loadKw);
  fit.fit(products, otherKw, allParts, guess);
  return errorOf(square, otherKw, products);
}

/** Of the usual shapes a shift at night stands for two, those of day and evening. */
function errorOfNight(loadKw: ArrayLike<number>, square: number): number {
  productsAtNight[0] = inner(nightShift.shapes[0]!, loadKw);
  for (let i = 1; i < productsAtNight.length; i += 1) productsAtNight[i] = products[i + 1]!;
  nightShift.fit.fit(productsAtNight, kwAtNight, allParts, allParts);
  return errorOf(square, kwAtNight, productsAtNight);
}

/** Mean power between two hours of the day, kW. */
export function meanOf(loadKw: ArrayLike<number>, from: number, to: number): number {
  const first = Math.round(from * 4);
  const end = Math.round(to * 4);
  let sum = 0;
  for (let i = first; i < end; i += 1) sum += loadKw[i]!;
  return sum / (end - first);
}

/** Mean change from one quarter hour to the next, kW: machines are rough, heaters and pumps that run are not. */
export function roughnessOf(loadKw: ArrayLike<number>, from: number, to: number): number {
  const first = Math.round(from * 4) + 1;
  const end = Math.round(to * 4);
  let sum = 0;
  for (let i = first; i < end; i += 1) sum += Math.abs(loadKw[i]! - loadKw[i - 1]!);
  return sum / (end - first);
}

/**
 * What a day's load may be made of. A day is laid out as a sum of known shapes, none of them negative (least squares):
 * the standing load, lamps from dusk to dawn, people in a camp, an office, and a crew in its hours of work. A camp is
 * awake at noon and in the evening, when machines stand; so what is work can be told apart even on one meter.
 */

import { NonnegativeFit } from './nonnegative.ts';

const steps = 96;
const hourOf = (step: number) => (step + 0.5) / 4;

type Shape = Float64Array;

function shape(at: (hour: number) => number): Shape {
  return Float64Array.from({ length: steps }, (_, step) => at(hourOf(step)));
}

/** Between two hours; the rise and the fall take that many hours. */
function between(from: number, to: number, rise = 0.5, fall = 0.25): (hour: number) => number {
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

/** Two stretches of work and a meal between them, `late` hours later than usual. */
function dayShift(late: number): Shape {
  const before = between(6.6 + late, 11.25 + late);
  const after = between(12.4 + late, 17.4 + late);
  return shape((hour) => before(hour) + after(hour));
}

/** Sites begin earlier or later, and clocks are wrong. */
const dayShifts = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5].map((late) =>
  layoutOf([dayShift(late), eveningShift, standing, camp, lamps, office]),
);
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

interface Layout {
  shapes: readonly Shape[];
  fit: NonnegativeFit;
}

function layoutOf(shapes: readonly Shape[]): Layout {
  return { shapes, fit: new NonnegativeFit(shapes.map((a) => shapes.map((b) => inner(a, b)))) };
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < steps; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

/** The parts of a day by a layout, in kW; which of them take part; and the sum of squares that they leave, kW². */
interface Laid {
  kw: Float64Array;
  set: number;
  error: number;
}

const allParts = 0xff;
const withoutShifts = allParts & ~0b11;

function layOut(
  { fit }: Layout,
  products: Float64Array,
  square: number,
  allowed: number,
  guess: number,
): Laid {
  const kw = new Float64Array(products.length);
  const set = fit.fit(products, kw, allowed, guess);
  return { kw, set, error: Math.max(square - dot(kw, products), 1e-9) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

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
export function partsOf(loadKw: Float64Array): DayParts {
  const square = inner(loadKw, loadKw);
  let sum = 0;
  for (const kw of loadKw) sum += kw;
  const products = Float64Array.from(usual.shapes, (each) => inner(each, loadKw));
  const shiftedTo = ({ shapes }: Layout) => products.with(0, inner(shapes[0]!, loadKw));
  const atUsual = layOut(usual, products, square, allParts, allParts);
  let best = atUsual;
  let chosen = usual;
  for (const layout of dayShifts) {
    if (layout === usual) continue;
    const laid = layOut(layout, shiftedTo(layout), square, allParts, atUsual.set);
    if (laid.error >= best.error) continue;
    best = laid;
    chosen = layout;
  }
  const atNight = shiftedTo(nightShift).slice(0, nightShift.shapes.length);
  atNight.set(products.subarray(2), 1);
  const [workKw, eveningKw, , campKw, , officeKw] = best.kw;
  return {
    workKw: workKw!,
    eveningKw: eveningKw!,
    campKw: campKw!,
    officeKw: officeKw!,
    workKwh: (workKw! * sumOf(chosen.shapes[0]!) + eveningKw! * sumOf(eveningShift)) / 4,
    error: best.error,
    errorWithoutWork: layOut(usual, products, square, withoutShifts, atUsual.set).error,
    errorInHeat: layOut(heatShift, shiftedTo(heatShift), square, allParts, atUsual.set).error,
    errorAtNight: layOut(nightShift, atNight, square, allParts, allParts).error,
    spread: Math.max(0, square - (sum * sum) / steps),
  };
}

function sumOf(values: Shape): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Mean power between two hours of the day, kW. */
export function meanOf(loadKw: Float64Array, from: number, to: number): number {
  const first = Math.round(from * 4);
  const end = Math.round(to * 4);
  let sum = 0;
  for (let i = first; i < end; i += 1) sum += loadKw[i]!;
  return sum / (end - first);
}

/** Mean change from one quarter hour to the next, kW: machines are rough, heaters and pumps that run are not. */
export function roughnessOf(loadKw: Float64Array, from: number, to: number): number {
  const first = Math.round(from * 4) + 1;
  const end = Math.round(to * 4);
  let sum = 0;
  for (let i = first; i < end; i += 1) sum += Math.abs(loadKw[i]! - loadKw[i - 1]!);
  return sum / (end - first);
}

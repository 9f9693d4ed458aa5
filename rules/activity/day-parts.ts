/**
 * What a day's load may be made of. A day is laid out as a sum of known shapes, none of them negative (least squares):
 * the standing load, lamps from dusk to dawn, people in a camp, an office, and a crew in its hours of work. A camp is
 * awake at noon and in the evening, when machines stand; so what is work can be told apart even on one meter.
 */

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
  /** Inner products of the shapes with each other. */
  gram: readonly (readonly number[])[];
}

function layoutOf(shapes: readonly Shape[]): Layout {
  return { shapes, gram: shapes.map((a) => shapes.map((b) => inner(a, b))) };
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < steps; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

const rounds = 40;

/** Least squares without negative parts, one part after the other, the first `without` parts left out; `error` is the rest. */
function layOut(
  layout: Layout,
  products: readonly number[],
  square: number,
  without: number,
): { kw: number[]; error: number } {
  const { gram } = layout;
  const kw = new Array<number>(gram.length).fill(0);
  for (let round = 0; round < rounds; round += 1) {
    let moved = 0;
    for (let part = without; part < gram.length; part += 1) {
      const row = gram[part]!;
      let rest = products[part]!;
      for (let other = without; other < gram.length; other += 1) rest -= row[other]! * kw[other]!;
      const next = Math.max(0, kw[part]! + rest / row[part]!);
      moved = Math.max(moved, Math.abs(next - kw[part]!));
      kw[part] = next;
    }
    if (moved < 1e-3) break;
  }
  let error = square;
  for (let part = without; part < gram.length; part += 1) {
    error -= 2 * kw[part]! * products[part]!;
    for (let other = without; other < gram.length; other += 1) {
      error += kw[part]! * kw[other]! * gram[part]![other]!;
    }
  }
  return { kw, error: Math.max(error, 1e-9) };
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
  const products = usual.shapes.map((each) => inner(each, loadKw));
  let best = layOut(usual, products, square, 0);
  let chosen = usual;
  for (const layout of dayShifts) {
    if (layout === usual) continue;
    const laid = layOut(layout, [inner(layout.shapes[0]!, loadKw), ...products.slice(1)], square, 0);
    if (laid.error >= best.error) continue;
    best = laid;
    chosen = layout;
  }
  const inHeat = [inner(heatShift.shapes[0]!, loadKw), ...products.slice(1)];
  const atNight = [inner(nightShift.shapes[0]!, loadKw), ...products.slice(2)];
  const [workKw, eveningKw, , campKw, , officeKw] = best.kw as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    workKw,
    eveningKw,
    campKw,
    officeKw,
    workKwh: (workKw * sumOf(chosen.shapes[0]!) + eveningKw * sumOf(eveningShift)) / 4,
    error: best.error,
    errorWithoutWork: layOut(usual, products, square, 2).error,
    errorInHeat: layOut(heatShift, inHeat, square, 0).error,
    errorAtNight: layOut(nightShift, atNight, square, 0).error,
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

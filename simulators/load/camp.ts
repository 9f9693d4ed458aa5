import { stepsPerDay } from '../surroundings/days.ts';
import type { Piece } from './piece.ts';

function curve(points: readonly (readonly [hour: number, value: number])[]): Float32Array {
  const values = new Float32Array(stepsPerDay);
  for (let step = 0; step < stepsPerDay; step++) {
    const hour = (step + 0.5) / 4;
    const next = points.findIndex(([at]) => at > hour);
    const [fromHour, from] = points[next - 1]!;
    const [toHour, to] = points[next]!;
    values[step] = from + ((to - from) * (hour - fromHour)) / (toHour - fromHour);
  }
  return values;
}

/** Lights, kettles, telephones, hot water of a camp whose people are at work by day. */
const household = curve([
  [0, 0.16],
  [4.5, 0.14],
  [5.5, 0.5],
  [7, 0.2],
  [11, 0.25],
  [12, 0.5],
  [13, 0.25],
  [17, 0.35],
  [19, 0.95],
  [21, 0.9],
  [22.5, 0.35],
  [24.1, 0.16],
]);

/** Share of the people who are in their rooms. */
const inside = curve([
  [0, 1],
  [5, 1],
  [6.5, 0.2],
  [11.5, 0.25],
  [12, 0.75],
  [13, 0.3],
  [17.5, 0.35],
  [19, 0.9],
  [21, 1],
  [24.1, 1],
]);

const cooking = curve([
  [0, 0.03],
  [4, 0.03],
  [5, 0.9],
  [6.5, 0.3],
  [9.5, 0.3],
  [10.5, 1],
  [12, 0.6],
  [13, 0.1],
  [15.5, 0.3],
  [17, 1],
  [18.5, 0.4],
  [20, 0.05],
  [24.1, 0.03],
]);

/** Rooms where people sleep; `kw` is the camp's peak on a usual evening without heating or cooling. */
export const rooms: Piece = (out, kw, day, _city, random) => {
  if (day.camp === 0) return;
  const resting = day.state === 'working' ? 0 : 0.15;
  for (let step = 0; step < stepsPerDay; step++) {
    const use = household[step]! + (step > 28 && step < 74 ? resting : 0);
    out[step]! += kw * day.camp * use * Math.max(0.4, 1 + 0.1 * random.bell());
  }
};

/** Heating below 14 °C and cooling above 26 °C: whoever is in turns it on; `kw` at ten degrees beyond. */
export const climate: Piece = (out, kw, day, city, random) => {
  if (day.camp === 0) return;
  const idleShare = day.state === 'working' ? 0 : 0.35;
  for (let step = 0; step < stepsPerDay; step++) {
    const celsius = city.weather.temperatureC[step]!;
    const beyond = celsius < 14 ? (14 - celsius) * 1.1 : celsius > 26 ? celsius - 25 : 0;
    if (beyond === 0) continue;
    const share = Math.min(1, inside[step]! + idleShare);
    out[step]! +=
      kw * day.camp * share * Math.min(1.4, beyond / 10) * Math.max(0.5, 1 + 0.08 * random.bell());
  }
};

export const canteen: Piece = (out, kw, day, _city, random) => {
  if (day.camp < 0.15) return;
  for (let step = 0; step < stepsPerDay; step++) {
    out[step]! += kw * Math.min(1, day.camp) * cooking[step]! * Math.max(0.3, 1 + 0.15 * random.bell());
  }
};

/** Cabins of the site's management: by day, and with their own climate. */
export const office: Piece = (out, kw, day, city, random) => {
  if (day.state === 'off') return;
  const staffed = day.state === 'working' ? 1 : day.why === 'weekend' || day.camp > 0.5 ? 0.35 : 0.12;
  for (let step = 0; step < stepsPerDay; step++) {
    const open = step >= 32 && step < 72 ? staffed : 0;
    const celsius = city.weather.temperatureC[step]!;
    const beyond = celsius < 15 ? 15 - celsius : celsius > 26 ? celsius - 26 : 0;
    out[step]! += kw * (0.12 + open * (0.4 + Math.min(0.6, beyond * 0.06))) * (1 + 0.08 * random.bell());
  }
};

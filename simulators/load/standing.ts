import { stepsPerDay } from '../surroundings/days.ts';
import type { Piece } from './piece.ts';

/** Lights along the fence, from dusk to dawn. */
export const fenceLights: Piece = (out, kw, day, city) => {
  if (day.state === 'off') return;
  for (let step = 0; step < stepsPerDay; step++) out[step]! += kw * city.dark[step]!;
};

/** Cameras, dust monitors, the gate, a server: the same at all hours. */
export const watching: Piece = (out, kw, day, _city, random) => {
  if (day.state === 'off') return;
  for (let step = 0; step < stepsPerDay; step++) out[step]! += kw * (0.95 + 0.03 * random.bell());
};

/** Dewatering: pumps that cut in and out by level, more of them for days after rain. */
export const pumps: Piece = (out, kw, day, city, random) => {
  if (day.state === 'off' || !day.pumps) return;
  const inflow = 0.3 + Math.min(0.45, city.weather.rainMm / 80);
  let level = random.next();
  let running = random.chance(inflow);
  for (let step = 0; step < stepsPerDay; step++) {
    const raining = step >= city.weather.rainFrom && step < city.weather.rainTo ? 0.25 : 0;
    level += (inflow + raining) * 0.22 - (running ? 0.22 : 0);
    if (level > 1) running = true;
    if (level < 0) running = false;
    level = Math.max(-0.1, Math.min(1.1, level));
    out[step]! += kw * ((running ? 0.82 : 0.04) + 0.04 * random.bell() * (running ? 1 : 0.2));
  }
};

/** A plant that produces while the rest is being built: two shifts, Sundays included, a short stop at the festival. */
export const production: Piece = (out, kw, _day, city, random) => {
  const festival = city.mark.festivalDay;
  const closed = festival !== null && festival >= -2 && festival <= 7;
  const level = closed ? 0.06 : random.between(0.5, 0.8);
  for (let step = 0; step < stepsPerDay; step++) {
    const shift = step < 28 ? 0.35 : step > 88 ? 0.5 : 1;
    out[step]! += kw * level * (closed ? 1 : shift) * (1 + 0.05 * random.bell());
  }
};

import { stepsPerDay } from '../surroundings/days.ts';
import type { Piece } from './piece.ts';

/** A tower crane of 60 kW hoists for a third of the time; several cranes smooth each other. */
export const cranes: Piece = (out, kw, day, _city, random) => {
  const number = Math.max(1, Math.round(kw / 60));
  const roughness = 0.55 / Math.sqrt(number);
  for (let step = 0; step < stepsPerDay; step++) {
    const at = day.shift[step]!;
    if (at === 0) continue;
    const duty = 0.34 * at * day.crew * Math.max(0.05, 1 + roughness * random.bell());
    out[step]! += kw * (0.05 + duty);
  }
};

/** Hoists carry people at both ends of a stretch of work and goods in between. */
export const hoists: Piece = (out, kw, day, _city, random) => {
  for (let step = 0; step < stepsPerDay; step++) {
    const at = day.shift[step]!;
    if (at === 0) continue;
    const edge = Math.abs((day.shift[step + 1] ?? 0) - (day.shift[step - 1] ?? 0));
    const duty = day.crew * at * (0.16 + 0.4 * edge) * Math.max(0.1, 1 + 0.4 * random.bell());
    out[step]! += kw * (0.04 + duty);
  }
};

/** Welding sets: bursts that come and go by the half hour. */
export const welding: Piece = (out, kw, day, _city, random) => {
  let lit = 0.5;
  for (let step = 0; step < stepsPerDay; step++) {
    if (step % 2 === 0) lit = Math.max(0, Math.min(1, lit + 0.3 * random.bell()));
    const at = day.shift[step]!;
    if (at !== 0) out[step]! += kw * at * day.crew * (0.2 + 0.55 * lit);
  }
};

/** The yard where bars are bent and formwork is sawn: steady by day. */
export const workshop: Piece = (out, kw, day, _city, random) => {
  const busy = random.between(0.45, 0.75);
  for (let step = 0; step < stepsPerDay; step++) {
    const at = day.shift[step]!;
    if (at !== 0) out[step]! += kw * at * day.crew * busy * Math.max(0.2, 1 + 0.2 * random.bell());
  }
};

/** Hand tools, mixers and work lights inside a building: many small things, so an even load. */
export const tools: Piece = (out, kw, day, _city, random) => {
  for (let step = 0; step < stepsPerDay; step++) {
    const at = day.shift[step]!;
    if (at !== 0) out[step]! += kw * at * (0.1 + 0.5 * day.crew) * Math.max(0.3, 1 + 0.12 * random.bell());
  }
};

/** Floodlights while people work in the dark. */
export const workLights: Piece = (out, kw, day, city) => {
  for (let step = 0; step < stepsPerDay; step++) {
    if (day.shift[step]! > 0) out[step]! += kw * city.dark[step]! * (0.4 + 0.6 * day.shift[step]!);
  }
};

/** Concrete is poured every few days for six to fourteen hours and cannot be left at nightfall. */
export const pours: Piece = (out, kw, day, _city, random) => {
  if (day.state !== 'working' || !random.chance(0.32 * Math.min(1, day.crew))) return;
  const from = random.whole(28, 44);
  const until = Math.min(stepsPerDay, from + random.whole(24, 56));
  for (let step = from; step < until; step++) out[step]! += kw * Math.max(0.1, 0.6 + 0.3 * random.bell());
};

/** Electric drilling rigs and their mud pumps: long pulls with waits between. */
export const rigs: Piece = (out, kw, day, _city, random) => {
  let pulling = 0.6;
  for (let step = 0; step < stepsPerDay; step++) {
    pulling = Math.max(0.1, Math.min(1, pulling + 0.35 * random.bell()));
    const at = day.shift[step]!;
    if (at !== 0) out[step]! += kw * at * day.crew * (0.15 + 0.6 * pulling);
  }
};

/** A batching plant: full in the morning, by the truck for the rest of the day. */
export const batching: Piece = (out, kw, day, _city, random) => {
  if (day.state !== 'working') return;
  const busy = random.between(0.25, 0.8) * day.crew;
  for (let step = 0; step < stepsPerDay; step++) {
    const at = day.shift[step]!;
    if (at === 0) continue;
    const morning = step < 46 ? 1.25 : 0.85;
    out[step]! += kw * at * busy * morning * Math.max(0, 1 + 0.35 * random.bell());
  }
};

/** Trials of what has been installed: hours of high load on some days, nothing on others. */
export const trials: Piece = (out, kw, day, _city, random) => {
  if (day.state !== 'working') return;
  for (let run = random.whole(0, 3); run > 0; run--) {
    const from = random.whole(34, 60);
    const until = Math.min(stepsPerDay, from + random.whole(4, 20));
    const level = random.between(0.3, 0.95);
    for (let step = from; step < until; step++) out[step]! += kw * level * (1 + 0.06 * random.bell());
  }
};

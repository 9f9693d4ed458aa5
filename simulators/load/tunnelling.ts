import { stepsPerDay } from '../surroundings/days.ts';
import type { Piece } from './piece.ts';

/**
 * A shield machine: 35 to 50 minutes of driving, 30 to 45 of building the ring, day and night, four hours of
 * maintenance, and now and then some hours of standing for a change of cutters or a survey.
 */
export const shield: Piece = (out, kw, day, _city, random) => {
  if (day.state !== 'working' || !day.machine) return;
  const maintenance = random.whole(24, 34);
  const stands = random.chance(0.22) ? random.whole(0, 80) : -1;
  const standsFor = random.whole(6, 24);
  const hardness = random.between(0.62, 0.9);
  let driving = random.chance(0.5);
  let left = random.between(0, 40);
  for (let step = 0; step < stepsPerDay; step++) {
    const serviced = step >= maintenance && step < maintenance + 16;
    if (serviced || (stands >= 0 && step >= stands && step < stands + standsFor)) {
      out[step]! += kw * 0.09 * (1 + 0.2 * random.bell());
      continue;
    }
    let drivenMinutes = 0;
    for (let minute = 0; minute < 15; minute += 5) {
      if (driving) drivenMinutes += 5;
      left -= 5;
      if (left <= 0) {
        driving = !driving;
        left = driving ? random.between(35, 50) : random.between(30, 45);
      }
    }
    const share = drivenMinutes / 15;
    out[step]! += kw * (share * hardness * (1 + 0.08 * random.bell()) + (1 - share) * 0.16);
  }
};

/** The gantry and the pumps that take the muck away, a little behind the machine. */
export const mucking: Piece = (out, kw, day, _city, random) => {
  if (day.state !== 'working' || !day.machine) return;
  for (let step = 0; step < stepsPerDay; step++) {
    out[step]! += kw * (0.08 + 0.45 * Math.max(0, Math.min(1, 0.5 + 0.6 * random.bell())));
  }
};

/** Air for the tunnel: as long as people may be inside, and a third of it for as long as the tunnel is open. */
export const ventilation: Piece = (out, kw, day, _city, random) => {
  if (day.state === 'off') return;
  const level = day.state === 'working' ? 0.9 : 0.3;
  for (let step = 0; step < stepsPerDay; step++) out[step]! += kw * level * (1 + 0.03 * random.bell());
};

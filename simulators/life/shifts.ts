import type { Random } from '../random.ts';
import { stepsPerDay } from '../surroundings/days.ts';

/** Stretches of the day at which people are at work, in hours; beyond 24 nothing is done. */
export type Shift = readonly (readonly [fromHour: number, toHour: number])[];

export const shifts = {
  day: [
    [6.5, 11.25],
    [12.5, 17.5],
  ],
  winterDay: [
    [7, 11.25],
    [12.25, 17],
  ],
  /** 37 to 40 °C: outdoors at most six hours and none at noon. */
  heat: [
    [5, 9],
    [16.5, 19],
  ],
  evening: [[18.25, 22]],
  night: [
    [0, 5],
    [18.25, 24],
  ],
  office: [[8.25, 16.5]],
} as const satisfies Record<string, Shift>;

/** Round the clock, with the dips of the shift changes at 7 and 19. */
function fillRoundTheClock(out: Float32Array): void {
  out.fill(1);
  for (const change of [7, 19]) {
    for (let step = change * 4 - 1; step <= change * 4 + 1; step++) out[step] = 0.55;
  }
}

/** Adds a stretch: half an hour to get going, a quarter to leave off. */
function fillStretch(out: Float32Array, fromHour: number, toHour: number, level: number): void {
  for (let step = Math.max(0, Math.floor(fromHour * 4) - 1); step < stepsPerDay; step++) {
    const inside = Math.min((step + 0.5) / 4 - fromHour, 0.5) * 2;
    const until = toHour >= 24 ? 1 : Math.min(toHour - (step + 0.5) / 4, 0.25) * 4;
    const rise = fromHour <= 0 ? 1 : inside;
    const atWork = Math.max(0, Math.min(1, rise, until)) * level;
    if (atWork > out[step]!) out[step] = atWork;
    if ((step + 0.5) / 4 > toHour) break;
  }
}

/** Writes how much of the crew is at work in each quarter of an hour, 0 to 1. */
export function fillShifts(
  out: Float32Array,
  parts: readonly { shift: Shift; level: number }[],
  roundTheClock: boolean,
  offsetHours: number,
  random: Random,
): void {
  out.fill(0);
  if (roundTheClock) fillRoundTheClock(out);
  for (const { shift, level } of parts) {
    for (const [from, to] of shift) {
      const start = from <= 0 ? 0 : from + offsetHours + random.between(-0.15, 0.2);
      const end = to >= 24 ? 24 : to + offsetHours + random.between(-0.2, 0.3);
      fillStretch(out, start, end, level);
    }
  }
}

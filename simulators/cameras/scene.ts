import type { Category } from '../city/categories.ts';
import { areas } from '../city/places.ts';
import { type Site, workedDays } from '../city/site.ts';
import { fillShift, liveDay } from '../life/day.ts';
import type { PhaseKind } from '../life/phases.ts';
import { dayAt, dayStartMs, stepMs, stepsPerDay } from '../surroundings/days.ts';
import type { Surroundings } from '../surroundings/surroundings.ts';

/** What a camera on a site sees at an instant; it follows from the truth and never names it. */
export interface Scene {
  title: string;
  district: string;
  /** `2026-11-24 08:15:07`, city time. */
  clock: string;
  celsius: number;
  /** 0 by daylight to 1 at night. */
  dark: number;
  raining: boolean;
  category: Category;
  phase: PhaseKind;
  /** Share of the way from start to handover. */
  built: number;
  /** Share of the usual crew at work now. */
  atWork: number;
  /** The shield drives. */
  driving: boolean;
  /** Share of the camp's windows that may be lit, and whether there is electricity at all. */
  camp: number;
  powered: boolean;
  /** Seconds, for whatever moves. */
  beat: number;
  seed: number;
}

const shift = new Float32Array(stepsPerDay);

export function sceneAt(site: Site, surroundings: Surroundings, timeMs: number): Scene {
  const city = surroundings.on(dayAt(timeMs));
  const step = Math.floor((timeMs - dayStartMs(city.day)) / stepMs);
  const day = liveDay(site, city);
  fillShift(shift, day, site, city);
  const { weather } = city;
  return {
    title: site.name,
    district: areas.find(({ district }) => district.id === site.district)!.district.name,
    clock: new Date(timeMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    celsius: Math.round(weather.temperatureC[step]!),
    dark: city.dark[step]!,
    raining: step >= weather.rainFrom && step < weather.rainTo,
    category: site.category,
    phase: day.phase,
    built: Math.max(0, Math.min(1, workedDays(site, city.day) / site.lifeDays)),
    atWork: day.state === 'working' ? Math.min(1, day.crew) * shift[step]! : 0,
    driving: day.state === 'working' && day.machine && day.phase === 'tunnelling',
    camp: day.camp,
    powered: day.state !== 'off',
    beat: timeMs / 1000,
    seed: site.seed,
  };
}

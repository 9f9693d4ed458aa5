import { reaches } from '../confounders/confounder.ts';
import type { MeterLoad, SiteRun } from '../load/site-run.ts';
import { mix, Random } from '../random.ts';
import { stepsPerDay } from '../surroundings/days.ts';
import { type Frame, fillDay } from './frame.ts';
import { registerShown } from './register.ts';

/** Lets everything that is wrong with a meter on the run's day change what it is about to send. */
export function distort(frame: Frame, run: SiteRun, load: MeterLoad, perDay: number, seed: number): void {
  for (const spell of run.spells) {
    const { tells } = spell.confounder;
    if (tells === undefined || !reaches(spell, load.index, run.loads.length)) continue;
    tells(frame, {
      spell,
      day: run.day,
      meter: load.meter,
      shownAtFrom: registerShown(load, load.countedAtSpell.get(spell) ?? 0, run.day),
      perDay,
      random: new Random(mix(mix(spell.seed, load.index), seed)),
    });
  }
}

/** What a meter sends of the run's day, a reading each quarter of an hour. */
export function tellDay(frame: Frame, run: SiteRun, load: MeterLoad): Frame {
  fillDay(frame, load, run.day);
  distort(frame, run, load, stepsPerDay, run.day);
  return frame;
}

import { reaches, type Spell } from '../confounders/confounder.ts';
import type { MeterLoad, SiteRun } from '../load/site-run.ts';
import { mix, Random } from '../random.ts';
import { stepsPerDay } from '../surroundings/days.ts';
import { type Frame, fillDay } from './frame.ts';
import { registerShown } from './register.ts';

/**
 * Lets everything that is wrong with a meter on the run's day change what it is about to send. A live link breaks its
 * messages itself, so there `spells` leaves those out.
 */
export function distort(
  frame: Frame,
  run: SiteRun,
  load: MeterLoad,
  perDay: number,
  seed: number,
  spells: readonly Spell[] = run.spells,
): void {
  for (const spell of spells) {
    const { tells } = spell.confounder;
    if (tells === undefined || !reaches(spell, load.index, run.loads.length)) continue;
    tells(frame, {
      spell,
      day: run.day,
      site: run.site,
      meter: load.meter,
      shownAtFrom: registerShown(load, load.countedAtSpell.get(spell) ?? 0, run.day),
      perDay,
      loadOn: (day) => run.loadOn(day, load.index),
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

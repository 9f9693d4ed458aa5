import type { SiteMeter } from '../city/site.ts';
import type { MeterLoad } from '../load/site-run.ts';
import type { DayNumber } from '../surroundings/days.ts';

/** The id and the multiplier of the meter that is in place on a day. */
export function inPlace(meter: SiteMeter, day: DayNumber): { id: string; multiplier: number } {
  const { successor } = meter;
  return successor !== null && day >= successor.from ? successor : meter;
}

/**
 * What the register shows when so much has been counted since the city's first day, kWh: in hundredths, before the
 * multiplier, beginning again at nothing at its end.
 */
export function registerShown(load: MeterLoad, counted: number, day: DayNumber): number {
  const { meter, countedAtChange } = load;
  const { successor } = meter;
  const kwh =
    successor !== null && day >= successor.from
      ? successor.initialKwh + (counted - countedAtChange) / successor.multiplier
      : meter.initialKwh + counted / meter.multiplier;
  const shown = Math.floor(kwh * 100 + 1e-6) / 100;
  return meter.registerMaxKwh === null ? shown : shown % meter.registerMaxKwh;
}

import type { SiteDay } from '../life/day.ts';
import type { Random } from '../random.ts';
import type { CityDay } from '../surroundings/surroundings.ts';

/** A day on a site with its shifts laid out: 96 shares of the crew at work. */
export interface WorkDay extends SiteDay {
  shift: Float32Array;
}

/**
 * One physical load: adds its mean power in each quarter of an hour of a day to `out` (kW, 96 values).
 * `kw` is its rated power. It draws from its own generator, so that pieces do not disturb each other.
 */
export type Piece = (out: Float64Array, kw: number, day: WorkDay, city: CityDay, random: Random) => void;

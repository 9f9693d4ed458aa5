import { productionKw, shareOn } from '../city/meters.ts';
import type { Site, SiteMeter } from '../city/site.ts';
import { fillShift, liveDay, type SiteDay } from '../life/day.ts';
import { mix, Random } from '../random.ts';
import { type DayNumber, stepsPerDay } from '../surroundings/days.ts';
import type { CityDay, Surroundings } from '../surroundings/surroundings.ts';
import { type Equipment, equipmentAlways, equipmentOf } from './equipment.ts';
import type { WorkDay } from './piece.ts';
import { production } from './standing.ts';

/** The load of one meter on one day. The arrays are used again for the next day. */
export interface MeterLoad {
  meter: SiteMeter;
  /** Mean power of each quarter of an hour, and the part of it that is building, kW. */
  kw: Float64Array;
  workKw: Float64Array;
  /** Energy since the beginning of the first day at each edge of a quarter, kWh: 97 values. */
  kwhAt: Float64Array;
}

const plant: Equipment = { piece: production, kw: productionKw, work: false, on: 'site' };

/**
 * A site going forward day by day from the first day of the city, with its meters' energy adding up. A day's load
 * depends on the site and the day alone; only the sums depend on the days before.
 */
export class SiteRun {
  readonly site: Site;
  readonly #surroundings: Surroundings;
  readonly loads: readonly MeterLoad[];
  readonly #random = new Random(0);
  readonly #shift = new Float32Array(stepsPerDay);
  #day: DayNumber;

  constructor(site: Site, surroundings: Surroundings, firstDay: DayNumber) {
    this.site = site;
    this.#surroundings = surroundings;
    this.#day = firstDay - 1;
    this.loads = site.meters.map((meter) => ({
      meter,
      kw: new Float64Array(stepsPerDay),
      workKw: new Float64Array(stepsPerDay),
      kwhAt: new Float64Array(stepsPerDay + 1),
    }));
  }

  /** The day that `loads` shows. */
  get day(): DayNumber {
    return this.#day;
  }

  /** Goes on to the next day and fills `loads` with it. */
  next(): SiteDay {
    this.#day += 1;
    const city = this.#surroundings.on(this.#day);
    const day = liveDay(this.site, city) as WorkDay;
    day.shift = this.#shift;
    fillShift(day.shift, day, this.site, city);
    for (const load of this.loads) {
      this.#fill(load, day, city);
      this.#addUp(load);
    }
    return day;
  }

  #fill(load: MeterLoad, day: WorkDay, city: CityDay): void {
    const { meter, kw, workKw } = load;
    kw.fill(0);
    workKw.fill(0);
    const seed = mix(meter.seed, day.day);
    const draw = (equipment: Equipment, index: number) => {
      const share = shareOn(meter, equipment);
      if (share === 0 || (equipment.work && day.state !== 'working')) return;
      if (equipment.dieselInstead && this.site.diesel) return;
      const rated = equipment.kw * this.site.size * share;
      equipment.piece(equipment.work ? workKw : kw, rated, day, city, this.#random.reseed(mix(seed, index)));
    };
    if (meter.role === 'production')
      plant.piece(kw, plant.kw * this.site.size, day, city, this.#random.reseed(seed));
    else {
      equipmentOf(this.site.category, day.phase).forEach((equipment, index) => {
        draw(equipment, 100 + index);
      });
      equipmentAlways.forEach(draw);
    }
  }

  /** A supply does not give more than its transformer; power never falls below nothing. */
  #addUp({ meter, kw, workKw, kwhAt }: MeterLoad): void {
    const most = meter.capacityKva * 1.05;
    kwhAt[0] = kwhAt[stepsPerDay]!;
    for (let step = 0; step < stepsPerDay; step++) {
      const building = Math.max(0, workKw[step]!);
      const total = Math.min(most, Math.max(0, kw[step]!) + building);
      workKw[step] = Math.min(building, total);
      kw[step] = total;
      kwhAt[step + 1] = kwhAt[step]! + total * 0.25;
    }
  }
}

/** What the meter's register shows after so much energy: hundredths, before the multiplier, wrapping at its end. */
export function registerShown(meter: SiteMeter, kwh: number): number {
  const shown = Math.floor((meter.initialKwh + kwh / meter.multiplier) * 100 + 1e-6) / 100;
  return shown % meter.registerMaxKwh;
}

import { productionKw, shareOnDay } from '../city/meters.ts';
import type { Site, SiteMeter } from '../city/site.ts';
import { isActive, reaches, type Spell } from '../confounders/confounder.ts';
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
  index: number;
  /** Mean power of each quarter of an hour, and the part of it that is building, kW. */
  kw: Float64Array;
  workKw: Float64Array;
  /** True energy since the beginning of the first day at each edge of a quarter, kWh: 97 values. */
  kwhAt: Float64Array;
  /** The same as the meter counts it, and the share that it counts today. */
  countedAt: Float64Array;
  countedShare: number;
  /** What it had counted when a spell began, and when its successor took over. */
  countedAtSpell: Map<Spell, number>;
  countedAtChange: number;
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
  #spells: readonly Spell[] = [];
  readonly #others = new Map<DayNumber, SiteRun>();

  constructor(site: Site, surroundings: Surroundings, firstDay: DayNumber) {
    this.site = site;
    this.#surroundings = surroundings;
    this.#day = firstDay - 1;
    this.loads = site.meters.map((meter, index) => ({
      meter,
      index,
      kw: new Float64Array(stepsPerDay),
      workKw: new Float64Array(stepsPerDay),
      kwhAt: new Float64Array(stepsPerDay + 1),
      countedAt: new Float64Array(stepsPerDay + 1),
      countedShare: 1,
      countedAtSpell: new Map(),
      countedAtChange: 0,
    }));
  }

  /** The day that `loads` shows. */
  get day(): DayNumber {
    return this.#day;
  }

  /** The spells of that day. */
  get spells(): readonly Spell[] {
    return this.#spells;
  }

  /** Goes on to the next day and fills `loads` with it. */
  next(): SiteDay {
    this.#day += 1;
    const city = this.#surroundings.on(this.#day);
    const happened = liveDay(this.site, city);
    const day: WorkDay = { ...happened, shift: this.#shift };
    fillShift(this.#shift, happened, this.site, city);
    this.#spells = this.site.spells.filter((spell) => isActive(spell, this.#day));
    for (const load of this.loads) {
      this.#note(load);
      this.#fill(load, day, city);
      addUp(load);
    }
    return happened;
  }

  /** The power of a meter on any other day, kW for each quarter of an hour. */
  loadOn(day: DayNumber, index: number): Float64Array {
    let other = this.#others.get(day);
    if (other === undefined) {
      other = new SiteRun(this.site, this.#surroundings, day);
      other.next();
      this.#others.set(day, other);
    }
    return other.loads[index]!.kw;
  }

  #note(load: MeterLoad): void {
    const counted = load.countedAt[stepsPerDay]!;
    load.countedShare = 1;
    if (load.meter.successor?.from === this.#day) load.countedAtChange = counted;
    for (const spell of this.#spells) {
      if (!load.countedAtSpell.has(spell)) load.countedAtSpell.set(spell, counted);
      if (spell.confounder.counts && reaches(spell, load.index, this.loads.length)) {
        load.countedShare *= spell.confounder.counts(spell, load.meter);
      }
    }
  }

  #fill(load: MeterLoad, day: WorkDay, city: CityDay): void {
    const { meter, kw, workKw } = load;
    kw.fill(0);
    workKw.fill(0);
    const seed = mix(meter.seed, day.day);
    const draw = (equipment: Equipment, index: number) => {
      const share = shareOnDay(meter, equipment, day.day);
      if (share === 0 || (equipment.work && day.state !== 'working')) return;
      if (equipment.dieselInstead && this.site.diesel) return;
      const rated = equipment.kw * this.site.size * share;
      equipment.piece(equipment.work ? workKw : kw, rated, day, city, this.#random.reseed(mix(seed, index)));
    };
    if (!day.grid) return;
    if (meter.role === 'production') {
      plant.piece(kw, plant.kw * this.site.size, day, city, this.#random.reseed(seed));
    } else {
      equipmentOf(this.site.category, day.phase).forEach((equipment, index) => {
        draw(equipment, 100 + index);
      });
      equipmentAlways.forEach(draw);
    }
    for (const spell of this.#spells) {
      const random = this.#random.reseed(mix(seed, spell.seed));
      spell.confounder.loads?.(load, day, spell, city, this.site, random);
    }
  }
}

/** A supply does not give more than its transformer, and power does not fall below nothing. */
function addUp({ meter, kw, workKw, kwhAt, countedAt, countedShare }: MeterLoad): void {
  const most = meter.capacityKva * 1.05;
  kwhAt[0] = kwhAt[stepsPerDay]!;
  countedAt[0] = countedAt[stepsPerDay]!;
  for (let step = 0; step < stepsPerDay; step++) {
    const building = Math.max(0, workKw[step]!);
    const total = Math.min(most, Math.max(0, kw[step]!) + building);
    workKw[step] = Math.min(building, total);
    kw[step] = total;
    kwhAt[step + 1] = kwhAt[step]! + total * 0.25;
    countedAt[step + 1] = countedAt[step]! + total * 0.25 * countedShare;
  }
}

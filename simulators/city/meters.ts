import { phasesOf } from '../life/phases.ts';
import type { Equipment } from '../load/equipment.ts';
import { equipmentAlways, equipmentOf } from '../load/equipment.ts';
import { Random, seedOf } from '../random.ts';
import type { DayNumber } from '../surroundings/days.ts';
import { traits } from './categories.ts';
import type { Site, SiteMeter } from './site.ts';

type Wiring = Pick<SiteMeter, 'role' | 'siteShare' | 'camp' | 'machine'>;

const transformersKva = [
  50, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000,
  6300, 8000,
] as const;

const currentRatios = [10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 160, 200, 250, 300, 400] as const;

/** A production line of this rated power hangs on the production meter of a plant that already produces. */
export const productionKw = 420;

/** The register of a six-digit meter begins again at this, before the multiplier. */
const registerModulusKwh = 1_000_000;

function wirings(
  site: Pick<Site, 'category' | 'roundTheClock' | 'produces'>,
  count: number,
  random: Random,
): Wiring[] {
  const made: Wiring[] = [{ role: 'construction', siteShare: 0, camp: count === 1, machine: false }];
  if (count > 1) made.push({ role: 'camp', siteShare: 0, camp: true, machine: false });
  const own = site.roundTheClock && count > 2;
  if (own) made.push({ role: 'construction', siteShare: 0, camp: false, machine: true });
  else made[0]!.machine = true;
  while (made.length < count - (site.produces ? 1 : 0)) {
    made.push({ role: 'construction', siteShare: 0, camp: false, machine: false });
  }
  if (site.produces) made.push({ role: 'production', siteShare: 0, camp: false, machine: false });
  const zones = made.filter((each) => each.role === 'construction' && !(each.machine && own));
  const weights = zones.map(() => random.between(0.6, 1.4));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  zones.forEach((zone, i) => {
    zone.siteShare = weights[i]! / sum;
  });
  return made;
}

/** The part of an item of equipment that hangs on a meter, 0 to 1, before anything is moved. */
function shareOn(meter: Wiring, equipment: Equipment): number {
  if (equipment.on === 'camp') return meter.camp ? 1 : 0;
  if (equipment.on === 'machine') return meter.machine ? 1 : 0;
  return meter.siteShare;
}

export function shareOnDay(meter: SiteMeter, equipment: Equipment, day: DayNumber): number {
  if (equipment.on === 'site' && meter.moved !== null && day >= meter.moved.from)
    return meter.moved.siteShare;
  return shareOn(meter, equipment);
}

function peakKw(meter: Wiring, site: Pick<Site, 'category' | 'size'>): number {
  if (meter.role === 'production') return productionKw * site.size;
  const phases = phasesOf[site.category].map(({ kind }) =>
    [...equipmentOf(site.category, kind), ...equipmentAlways].reduce(
      (sum, each) => sum + each.kw * shareOn(meter, each),
      0,
    ),
  );
  return Math.max(...phases) * site.size;
}

/** Through current transformers up to 1,000 kVA at 400 V; above that at 10 kV, where the voltage is divided by 100 too. */
function multiplierFor(capacityKva: number): number {
  const volts = capacityKva <= 1000 ? 400 : 10_000;
  const ratio = (capacityKva * 1000) / (Math.sqrt(3) * volts) / 5;
  const current = currentRatios.find((each) => each >= ratio) ?? 400;
  return volts === 400 ? current : current * 100;
}

/** Most meters on sites speak through a converter that sends our own JSON; small supplies have cheaper devices. */
function profileOf(capacityKva: number, random: Random): string {
  const draw = random.next();
  if (draw < 0.14) return 'dlt645';
  if (capacityKva > 160) return 'canonical';
  if (draw < 0.24) return 'tasmota';
  return draw < 0.34 ? 'shelly' : 'canonical';
}

export function metersFor(site: Omit<Site, 'meters' | 'spells'>, gateway: string | null): SiteMeter[] {
  const random = new Random(seedOf(site.seed, 'meters'));
  const counts = traits[site.category].meters;
  const drawn = random.weighted([1, 2, 3, 4, 5, 6], (count) => counts[count - 1]!);
  const count = site.produces ? Math.max(3, drawn) : drawn;
  return wirings(site, count, random).map((wiring, index) => {
    const needed = peakKw(wiring, site) * random.between(0.8, 1.05);
    const capacityKva = transformersKva.find((kva) => kva >= needed) ?? 8000;
    const profile = gateway === null ? profileOf(capacityKva, random) : 'canonical';
    // Shelly and Tasmota devices know their own current clamps and show primary values.
    const primary = profile === 'shelly' || profile === 'tasmota';
    return {
      ...wiring,
      id: `${site.id}-M${index + 1}`,
      seed: seedOf(site.seed, 'meter', index),
      multiplier: primary ? 1 : multiplierFor(capacityKva),
      registerMaxKwh: primary ? null : registerModulusKwh,
      capacityKva,
      initialKwh: Math.round(random.between(20, 90_000) * 100) / 100,
      gateway,
      profile,
      moved: null,
      successor: null,
    };
  });
}

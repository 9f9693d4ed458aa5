import type { Meter } from '../../model/meter.ts';
import type { Project, Stage } from '../../model/project.ts';
import type { Registry } from '../../model/registry.ts';
import type { Suspension } from '../../model/suspension.ts';
import { mixOf } from '../confounders/list.ts';
import { eventsOf } from '../confounders/spells.ts';
import { type StopCause, stopCauses, usualStops } from '../life/stops.ts';
import { type DayNumber, dayNumber, dayText } from '../surroundings/days.ts';
import { eventKinds } from '../surroundings/events.ts';
import { Surroundings } from '../surroundings/surroundings.ts';
import { departments } from './departments.ts';
import { areas } from './places.ts';
import { periodsUpTo, planCurveOf } from './plan-curve.ts';
import { investmentsOf, milestonesOf } from './progress.ts';
import type { Site, SiteMeter } from './site.ts';
import { makeSites } from './sites.ts';

export interface CityOptions {
  seed: number;
  projects: number;
  /** The first day that has readings, `YYYY-MM-DD`: the lives of the sites lie around it. */
  startDay: string;
  /** The day of which the registry tells; with a later one the same city has more investments and milestones. */
  asOf: string;
  /** Where the cameras are served, without a slash at the end; null: none. */
  cameraBase?: string | null;
  /** Share of construction days that fall into stops; default 0.065. */
  stallShare?: number;
  /** Why sites stand still; default: every cause there is. */
  stallCauses?: readonly StopCause[];
  /** What there is that must not fool a detector: `everyday` (default), `none`, `all`, or names with commas. */
  with?: string;
}

export interface Gateway {
  id: string;
  meters: string[];
}

export interface City {
  options: CityOptions;
  firstDay: DayNumber;
  registry: Registry;
  /** The first speaks for every meter: the backlog comes through it. The others stand on sites. */
  gateways: Gateway[];
  sites: readonly Site[];
  surroundings: Surroundings;
}

export const backlogGateway = 'GW-CITY';

function stageOf(site: Site, asOf: DayNumber): Stage {
  if (asOf < site.start) return 'preliminary';
  if (asOf < site.finish) return 'construction';
  return site.category === 'factory' ? 'production' : 'completed';
}

/** Most cameras send stills; some an HLS stream. */
function cameraPath(site: Site): string {
  return site.seed % 24 === 0 ? `/cameras/${site.id}/live.m3u8` : `/cameras/${site.id}.svg`;
}

function projectRow(site: Site, asOf: DayNumber, cameraBase: string | null): Project {
  return {
    id: site.id,
    name: site.name,
    district: site.district,
    department: site.department,
    category: site.category,
    stage: stageOf(site, asOf),
    totalInvestmentWan: site.totalWan,
    annualPlanWan: site.annualPlanWan,
    plannedStart: dayText(site.plannedStart),
    plannedFinish: dayText(site.plannedFinish),
    longitude: site.longitude,
    latitude: site.latitude,
    camera: cameraBase === null ? null : cameraBase + cameraPath(site),
    roundTheClock: site.roundTheClock,
  };
}

/** Days ahead at which the office knows that a meter will be changed: its work order is out. */
const plannedAheadDays = 30;

/** One row, or two where a successor is in place, or ordered, by the day of the registry. */
function meterRows(site: Site, meter: SiteMeter, asOf: DayNumber): Meter[] {
  const { id, role, multiplier, registerMaxKwh, capacityKva, profile, successor } = meter;
  const row: Meter = {
    id,
    project: site.id,
    role,
    multiplier,
    registerMaxKwh,
    capacityKva,
    profile,
    from: null,
    to: null,
  };
  if (successor === null || successor.from > asOf + plannedAheadDays) return [row];
  const next = { ...row, id: successor.id, multiplier: successor.multiplier, from: dayText(successor.from) };
  return [{ ...row, to: dayText(successor.from - 1) }, next];
}

function suspensionsOf(
  sites: readonly Site[],
  surroundings: Surroundings,
  firstDay: DayNumber,
  asOf: DayNumber,
): Suspension[] {
  const cityWide = surroundings.events.between(firstDay, asOf).flatMap((event) => {
    const { order } = eventKinds[event.kind];
    if (order === null || event.from > asOf) return [];
    return [
      { project: '*', from: dayText(event.from), to: dayText(event.to), reason: order, document: null },
    ];
  });
  const approved = sites.flatMap((site) =>
    site.stops
      .filter((stop) => stop.approved && stop.from <= asOf && stop.to >= firstDay)
      .map((stop) => ({
        project: site.id,
        from: dayText(stop.from),
        to: dayText(stop.to),
        reason: `${stopCauses[stop.cause].zh}（经批准停工）`,
        document: `甬建停〔${dayText(stop.from).slice(0, 4)}〕${(site.seed % 900) + 100}号`,
      })),
  );
  return [...cityWide, ...approved];
}

/** A city out of its seed. Pure: the same options give the same city, byte for byte. */
export function generateCity(options: CityOptions): City {
  const firstDay = dayNumber(options.startDay);
  const asOf = dayNumber(options.asOf);
  const habits = {
    ...usualStops,
    share: options.stallShare ?? usualStops.share,
    causes: options.stallCauses ?? usualStops.causes,
  };
  const mix = mixOf(options.with ?? 'everyday');
  const sites = makeSites(options.seed, options.projects, firstDay, habits, mix);
  const surroundings = new Surroundings(options.seed, eventsOf(mix, options.seed, firstDay));
  const meters = sites.flatMap((site) => site.meters.map((meter) => ({ site, meter })));
  const halfMonths = periodsUpTo(asOf, 'half-month');
  const registry: Registry = {
    districts: areas.map(({ district }) => district),
    departments: [...departments],
    projects: sites.map((site) => projectRow(site, asOf, options.cameraBase ?? null)),
    meters: meters.flatMap(({ site, meter }) => meterRows(site, meter, asOf)),
    suspensions: suspensionsOf(sites, surroundings, firstDay, asOf),
    investments: sites.flatMap((site) => investmentsOf(site, surroundings, halfMonths)),
    milestones: sites.flatMap((site) => milestonesOf(site, asOf)),
    plans: sites.flatMap((site) => planCurveOf(site, options.asOf.slice(0, 4))),
  };
  const onSites = Map.groupBy(
    meters.filter(({ meter }) => meter.gateway !== null),
    ({ meter }) => meter.gateway!,
  );
  const gateways = [
    { id: backlogGateway, meters: registry.meters.map(({ id }) => id) },
    ...[...onSites].map(([id, each]) => ({
      id,
      meters: each.flatMap(({ site, meter }) => meterRows(site, meter, asOf).map((row) => row.id)),
    })),
  ];
  return { options, firstDay, registry, gateways, sites, surroundings };
}

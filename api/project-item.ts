import type { Project } from '../model/project.ts';
import type { Evaluated } from './evaluated.ts';
import type { LivePower } from './live-power.ts';
import { isInPlace, type Names } from './names.ts';
import type { ProjectItem } from './schemas/project.ts';
import { toThousandth } from './thousandth.ts';

/** One moment of the city. */
export interface Moment {
  nowMs: number;
  today: string;
  names: Names;
  power: LivePower;
  evaluated: Evaluated;
}

interface MetersNow {
  powerKw: number | null;
  lastHeardMs: number | null;
  meters: number;
  metersLive: number;
}

/** What the meters of a project that are in place today say together. */
export function metersNow(
  project: string,
  { names, power, nowMs, today }: Omit<Moment, 'evaluated'>,
): MetersNow {
  const sum: MetersNow = { powerKw: null, lastHeardMs: null, meters: 0, metersLive: 0 };
  for (const meter of names.metersOf.get(project) ?? []) {
    if (!isInPlace(meter, today)) continue;
    sum.meters++;
    const now = power.meter(meter.id);
    if (now === null || now.reading.project !== project) continue;
    sum.lastHeardMs = Math.max(sum.lastHeardMs ?? 0, now.lastHeardMs);
    if (power.health(meter.id, nowMs) === 'live') sum.metersLive++;
    const powerKw = power.powerKw(meter.id, nowMs);
    if (powerKw !== null) sum.powerKw = toThousandth((sum.powerKw ?? 0) + powerKw);
  }
  return sum;
}

export function projectItem(project: Project, moment: Moment): ProjectItem {
  const { names, evaluated } = moment;
  const activity = evaluated.activity.get(project.id);
  return {
    id: project.id,
    name: project.name,
    district: names.district(project.district),
    department: names.department(project.department),
    category: project.category,
    stage: project.stage,
    longitude: project.longitude,
    latitude: project.latitude,
    state: activity?.state ?? 'unknown',
    stateDay: activity?.day ?? null,
    index: activity?.index ?? null,
    excused: activity?.excused ?? null,
    energyTodayKwh: evaluated.energyTodayKwh.get(project.id) ?? null,
    ...metersNow(project.id, moment),
    findings: (evaluated.findings.get(project.id) ?? []).map(({ id, kind, level, since, days }) => ({
      id,
      kind,
      level,
      since,
      days,
    })),
  };
}

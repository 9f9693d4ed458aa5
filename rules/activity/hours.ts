import type { Activity } from '../../model/activity.ts';
import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { ActivityConfiguration } from './configuration.ts';
import type { ActivityMemory, Baseline } from './memory.ts';

const hourMs = 3_600_000;
const intervalsPerHour = hourMs / intervalMs;

/** Energy of each hour of a day, NaN where a part is not known, and its measured share. */
export interface HourSums {
  kwh: number[];
  measured: number[];
}

export function hourSums(meters: readonly EnergySeries[], beginMs: number, endMs: number): HourSums {
  const kwh: number[] = [];
  const measured: number[] = [];
  for (let hour = beginMs; hour < endMs; hour += hourMs) {
    let sum = 0;
    let share = 0;
    for (const series of meters) {
      const first = (hour - series.startMs) / intervalMs;
      for (let i = first; i < first + intervalsPerHour; i += 1) {
        sum += series.kwh[i] ?? Number.NaN;
        share += series.measured[i] ?? 0;
      }
    }
    kwh.push(sum);
    measured.push(meters.length === 0 ? 0 : share / (intervalsPerHour * meters.length));
  }
  return { kwh, measured };
}

/** What a project did in each hour: its power above the standing load against that of its own working hours. */
export function hourActivity(
  project: string,
  beginMs: number,
  sums: HourSums,
  shaped: boolean,
  memory: ActivityMemory,
  baseline: Baseline | null,
  excused: string | null,
  parameters: ActivityConfiguration,
): Activity[] {
  const floor = (baseline?.floorKwh ?? 0) / 24;
  const usual = memory.hourDays > 0 ? memory.hourKwh : null;
  const busy = usual === null ? 0 : Math.max(...usual) - floor;
  return sums.kwh.map((kwh, hour) => {
    const measured = sums.measured[hour]!;
    const known = measured >= parameters.leastMeasured && !Number.isNaN(kwh);
    const told = known && shaped && baseline !== null && usual !== null;
    const share = busy > 0 ? (kwh - floor) / busy : 0;
    const off = told && kwh <= (parameters.offShare * baseline.kwh) / 24;
    const usualKwh = usual?.[Math.min(hour, 23)] ?? 0;
    return {
      project,
      step: 'hour',
      timeMs: beginMs + hour * hourMs,
      state: !told ? 'unknown' : off ? 'off' : share >= parameters.aboveFloor.working ? 'working' : 'idle',
      index: told && usualKwh > 0 ? Math.round((100 * kwh) / usualKwh) : null,
      energyKwh: Number.isNaN(kwh) ? null : kwh,
      measured,
      baselineKwh: usual === null ? null : usualKwh,
      excused,
      confidence: told ? measured : 0,
      why: null,
    };
  });
}

import type { Activity, ActivityState } from '../../model/activity.ts';

/** Days that the fixed baseline is a mean of, from the first one that was measured. */
const baselineDays = 28;
const activeShare = 0.3;

/**
 * The published rule (Sichuan, Jiangsu, Shanghai 2020): a day is worked at 30 % of the mean of a fixed month. It sees the
 * same energy as ours; a day without any stays unknown to it too.
 */
export function referenceStates(days: readonly Activity[]): ActivityState[] {
  const known = days.filter(({ energyKwh }) => energyKwh !== null).slice(0, baselineDays);
  const mean = known.reduce((sum, { energyKwh }) => sum + energyKwh!, 0) / Math.max(1, known.length);
  return days.map(({ energyKwh }) => {
    if (energyKwh === null) return 'unknown';
    return energyKwh >= activeShare * mean ? 'working' : 'idle';
  });
}

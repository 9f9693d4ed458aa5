import { medianOf } from '../order.ts';
import type { ActivityConfiguration } from './configuration.ts';
import type { ActivityMemory } from './memory.ts';

/** A day below this share of a working day may be one of rest … */
const mostRestShare = 0.35;
/** … when so many are … */
const leastRestDays = 5;
/** … and lie together, the highest at most this many times the lowest: what stands draws the same every day … */
const mostSpread = 1.25;
/** … with hardly a day between them and the working days, which lesser work would fill. */
const gapBegins = 1.3;
const gapEnds = 0.6;
const mostInGap = 0.05;

/**
 * Energy of a day, kWh, that the site draws when it rests, where its days fall into two heaps that lie well apart; null:
 * they do not. For meters that show no shape of the day, whose standing load may be more than the few percent that count
 * as stopped else.
 */
export function ownRestKwh(
  { worked, idleKwh }: ActivityMemory,
  workingKwh: number,
  { offShare }: ActivityConfiguration,
): number | null {
  const days = [...worked.map(({ kwh }) => kwh), ...idleKwh].filter((kwh) => kwh > offShare * workingKwh);
  const rest = days.filter((kwh) => kwh < mostRestShare * workingKwh);
  if (rest.length < leastRestDays) return null;
  const highest = Math.max(...rest);
  if (highest > mostSpread * Math.min(...rest)) return null;
  const between = days.filter((kwh) => kwh > gapBegins * highest && kwh < gapEnds * workingKwh);
  return between.length > mostInGap * days.length ? null : medianOf(rest);
}

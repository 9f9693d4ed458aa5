import { Random, seedOf } from '../random.ts';
import type { DayNumber } from '../surroundings/days.ts';

/** Why a site stands still for longer, and whether somebody is to answer for it. */
export const stopCauses = {
  funding: { weight: 26, zh: '资金不到位' },
  land: { weight: 14, zh: '征地拆迁未完成' },
  dispute: { weight: 13, zh: '合同纠纷' },
  'contractor-left': { weight: 10, zh: '施工单位撤场' },
  materials: { weight: 12, zh: '材料短缺' },
  'design-change': { weight: 12, zh: '设计变更' },
  'safety-order': { weight: 8, zh: '安全停工整改' },
  archaeology: { weight: 5, zh: '考古发掘' },
  policy: { weight: 0, zh: '规划政策调整' },
} as const;
export type StopCause = keyof typeof stopCauses;

export interface Stop {
  from: DayNumber;
  /** Last day, inclusive. */
  to: DayNumber;
  cause: StopCause;
  /** An approved suspension: nobody is held to it. */
  approved: boolean;
  /** Days before `from` on which the crew shrinks already. */
  fadeDays: number;
  /** From this day of the stop on the camp is empty, or the supply is cut; null: never. */
  campLeavesAfter: number | null;
  cutAfter: number | null;
  /** Pumps, lights and cameras go on: nobody waits for the pit to fill. */
  pumpsStay: boolean;
}

export interface StopHabits {
  /** Share of the days of construction that fall into stops, 0 to 0.5. */
  share: number;
  /** Share of the stops that are approved. */
  approvedShare: number;
  /** The causes there are, each as often as in any city against the others. */
  causes: readonly StopCause[];
}

export const usualStops: StopHabits = {
  share: 0.065,
  approvedShare: 0.12,
  causes: Object.keys(stopCauses) as StopCause[],
};

/** A quarter are short, most last weeks, some for half a year. */
function lengthDays(random: Random): number {
  const kind = random.next();
  if (kind < 0.25) return random.whole(3, 9);
  if (kind < 0.7) return random.whole(10, 36);
  return random.whole(36, 150);
}

const meanLengthDays = 0.25 * 6 + 0.45 * 23 + 0.3 * 93;

function stopFrom(from: DayNumber, habits: StopHabits, random: Random): Stop {
  const cause = random.weighted(habits.causes, (each) => stopCauses[each].weight);
  const days = lengthDays(random);
  const empties = random.chance(0.75);
  const cut = random.chance(0.3);
  return {
    from,
    to: from + days - 1,
    cause,
    approved: random.chance(habits.approvedShare),
    fadeDays: random.chance(0.4) ? random.whole(3, 14) : 0,
    campLeavesAfter: empties ? random.whole(1, 25) : null,
    cutAfter: cut ? random.whole(12, 60) : null,
    pumpsStay: random.chance(0.75),
  };
}

/**
 * The stops in the life of a site and the day it is handed over. They come by chance at a rate that gives the
 * wanted share of days, and each puts the handover off by its own length.
 */
export function stopsOver(
  seed: number,
  start: DayNumber,
  lifeDays: number,
  habits: StopHabits,
): { stops: Stop[]; finish: DayNumber } {
  const random = new Random(seedOf(seed, 'stops'));
  const stops: Stop[] = [];
  let finish = start + lifeDays;
  if (habits.share <= 0) return { stops, finish };
  const meanGapDays = (meanLengthDays * (1 - habits.share)) / habits.share;
  let day = start;
  for (;;) {
    // Nothing stops in the very first weeks, and two stops are a while apart.
    day += 12 + Math.round(random.exponential(meanGapDays - 12));
    if (day >= finish - 10) return { stops, finish };
    const stop = stopFrom(day, habits, random);
    stops.push(stop);
    finish += stop.to - stop.from + 1;
    day = stop.to + 1;
  }
}

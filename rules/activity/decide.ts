import type { ActivityState } from '../../model/activity.ts';
import type { ActivityConfiguration, ShareBand } from './configuration.ts';
import type { DayDigest } from './digest.ts';
import type { ActivityMemory, Baseline } from './memory.ts';

/** What the state of a day rests on; `why.ts` puts each into words. */
export type Ground =
  | 'not-measured'
  | 'no-supply'
  | 'whole-energy'
  | 'above-floor'
  | 'floor-risen'
  | 'no-baseline';

export interface DayVerdict {
  state: ActivityState;
  ground: Ground;
  /** Share of a normal working day, by the sign that decided; null: there is none to compare with. */
  share: number | null;
  /** The share lies between the thresholds, so the state before goes on. */
  between: boolean;
  confidence: number;
}

/** A site whose working days rise above the day's own floor by less than this share shows no work by its shape. */
const leastShape = 0.12;

/** Before there is a baseline: energy above the day's own floor makes up at least this share of a worked day. */
const shapeOfWork = 0.2;

/** Energy of a day, kWh, that no site works with: a few lamps. */
const leastWorkKwh = 5;

/** Tells what a project did on a day, from the day's own figures and from nothing later than it. */
export function decide(
  digest: DayDigest,
  memory: ActivityMemory,
  baseline: Baseline | null,
  roundTheClock: boolean,
  parameters: ActivityConfiguration,
): DayVerdict {
  const { measured } = digest;
  if (measured < parameters.leastMeasured || Number.isNaN(digest.kwh)) {
    return { state: 'unknown', ground: 'not-measured', share: null, between: false, confidence: 0 };
  }
  if (baseline === null || baseline.days < parameters.baselineLeastDays) {
    return decideWithoutBaseline(digest, baseline, parameters);
  }
  if (digest.kwh <= parameters.offShare * baseline.kwh) {
    const share = digest.kwh / baseline.kwh;
    return { state: 'off', ground: 'no-supply', share, between: false, confidence: measured };
  }
  const { share, ground, band } = shareOfNormal(digest, baseline, roundTheClock, parameters);
  const between = share >= band.stopped && share < band.working;
  const working = between ? memory.state === 'working' : share >= band.working;
  return {
    state: working ? 'working' : 'idle',
    ground,
    share,
    between,
    confidence: measured * (between ? 0.5 : certainty(share, band)),
  };
}

/**
 * How much of a normal working day this one is. The energy above the day's own standing load says it where the
 * meters show the shape of the day: a camp's heating then lifts the floor with it. A day worked through shows
 * hardly any; there the rise of the floor itself over the usual one says it.
 */
function shareOfNormal(
  digest: DayDigest,
  baseline: Baseline,
  roundTheClock: boolean,
  parameters: ActivityConfiguration,
): { share: number; ground: Ground; band: ShareBand } {
  const { kwh, aboveKwh, floorKwh } = baseline;
  if (!digest.shaped || aboveKwh === null || floorKwh === null) {
    return { share: digest.kwh / kwh, ground: 'whole-energy', band: parameters.wholeEnergy };
  }
  const band = parameters.aboveFloor;
  if (roundTheClock || aboveKwh < leastShape * kwh) {
    return { share: digest.kwh / kwh, ground: 'whole-energy', band };
  }
  const above = digest.aboveKwh / aboveKwh;
  const risen = (digest.floorKwh - floorKwh) / Math.max(kwh - floorKwh, leastShape * kwh);
  if (risen > above) return { share: risen, ground: 'floor-risen', band };
  return { share: above, ground: 'above-floor', band };
}

function decideWithoutBaseline(
  digest: DayDigest,
  baseline: Baseline | null,
  parameters: ActivityConfiguration,
): DayVerdict {
  const share = baseline === null ? null : digest.kwh / baseline.kwh;
  const rhythm = !digest.shaped || digest.aboveKwh >= shapeOfWork * digest.kwh;
  const enough = digest.kwh >= leastWorkKwh && (share === null || share >= parameters.aboveFloor.working);
  const state = digest.kwh <= 0.1 ? 'off' : enough && rhythm ? 'working' : 'idle';
  return { state, ground: 'no-baseline', share, between: false, confidence: 0.3 * digest.measured };
}

/** 0.5 at the threshold, 1 well away from it. */
function certainty(share: number, { working, stopped }: ShareBand): number {
  const away = share >= working ? share / working - 1 : 1 - share / stopped;
  return Math.min(1, 0.5 + 0.5 * away);
}

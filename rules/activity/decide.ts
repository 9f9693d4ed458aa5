import { compare, type DayVerdict, type SiteTraits } from './compare.ts';
import type { ActivityConfiguration } from './configuration.ts';
import type { DayDigest } from './digest.ts';
import type { ActivityMemory, Baseline } from './memory.ts';
import { type DayPrint, isRepeated, printOf, repeatsWith } from './repeat.ts';
import { type Counted, countedSigns, logOddsOf } from './scorecard.ts';

/** The day before says a little of a day: half of its log odds, and no more than this. */
const carried = 0.5;
const mostCarried = 0.5;

/** After so many days that the comparison or the scorecard called worked … */
const daysOfAcquaintance = 30;
/** … of which the scorecard called less than this share so, the site has hours of its own: the comparison alone decides. */
const leastAgreement = 0.35;
/** What a day is worth there: too little for a stop to be more than watched, until the scorecard agrees. */
const plainLogOdds = 2;

function hasOtherHours({ calledWorked, weighedWorked }: ActivityMemory): boolean {
  return calledWorked >= daysOfAcquaintance && weighedWorked < leastAgreement * calledWorked;
}

/** A verdict with the signs that were weighed; null: meters show no shape to weigh. */
export interface WeighedVerdict extends DayVerdict {
  counted: readonly Counted[] | null;
  /** Of a day that the comparison or the scorecard calls worked: whether the scorecard does; null: of any other. */
  agrees: boolean | null;
}

export interface DecidedDay extends WeighedVerdict {
  /** What the day looked like, and how many days in a row up to it are the same as one before. */
  print: DayPrint | null;
  repeats: number;
}

/**
 * Tells what a project did on a day, from the day's own figures and from nothing later than it. Work that is shown by
 * readings which were sent before is not known.
 */
export function decide(
  digest: DayDigest,
  memory: ActivityMemory,
  baseline: Baseline | null,
  site: SiteTraits,
  parameters: ActivityConfiguration,
): DecidedDay {
  const verdict = weigh(digest, memory, baseline, site, parameters);
  const print = printOf(digest);
  const repeats = repeatsWith(print, memory.prints, memory.repeats);
  if (verdict.state !== 'working' || !isRepeated(repeats)) return { ...verdict, print, repeats };
  const unknown = {
    state: 'unknown',
    ground: 'repeated',
    between: false,
    share: null,
    confidence: 0,
    agrees: null,
  } as const;
  return { ...verdict, ...unknown, print, repeats };
}

/**
 * Where meters show the
 * shape of the day all its signs are weighed together, the comparison with the site's own working days being one of them;
 * else that comparison decides.
 */
function weigh(
  digest: DayDigest,
  memory: ActivityMemory,
  baseline: Baseline | null,
  site: SiteTraits,
  parameters: ActivityConfiguration,
): WeighedVerdict {
  const compared = compare(digest, memory, baseline, site, parameters);
  const { state, share } = compared;
  if (digest.parts === null || state === 'unknown' || state === 'off')
    return { ...compared, counted: null, agrees: null };
  const before = Math.max(-mostCarried, Math.min(mostCarried, carried * memory.logOdds));
  const counted = countedSigns({ digest, memory, baseline, site, compared });
  const logOdds = logOddsOf(counted) + before;
  const weighed = logOdds > 0 ? 'working' : 'idle';
  const confidence = digest.measured * Math.abs(2 * likelihood(logOdds) - 1);
  const agrees = state === 'working' || weighed === 'working' ? weighed === 'working' : null;
  if (hasOtherHours(memory)) {
    return { ...compared, logOdds: state === 'working' ? plainLogOdds : -plainLogOdds, counted, agrees };
  }
  if (weighed === state) return { ...compared, logOdds, confidence, counted, agrees };
  const workShare = shareOf(digest.parts.workKwh, baseline?.workKwh ?? null);
  return {
    ...compared,
    state: weighed,
    ground: 'parts',
    between: false,
    share: nearest(weighed, [share, workShare]),
    logOdds,
    confidence,
    counted,
    agrees,
  };
}

/** 0 to 1. */
export function likelihood(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function shareOf(kwh: number, usualKwh: number | null): number | null {
  return usualKwh === null || usualKwh === 0 ? null : kwh / usualKwh;
}

/** Of two shares of a working day the one that goes with the state. */
function nearest(state: 'working' | 'idle', shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null);
  if (known.length === 0) return null;
  return state === 'working' ? Math.max(...known) : Math.min(...known);
}

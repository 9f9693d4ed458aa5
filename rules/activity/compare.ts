import type { ActivityState } from '../../model/activity.ts';
import { medianOf } from '../order.ts';
import type { ActivityConfiguration, ShareBand } from './configuration.ts';
import type { DayDigest } from './digest.ts';
import type { ActivityMemory, Baseline } from './memory.ts';
import { ownRestKwh } from './own-rest.ts';
import { excessKwh, matchOf } from './shape.ts';

/** What the state of a day rests on; `why.ts` puts each into words. */
export type Ground =
  | 'not-measured'
  | 'no-supply'
  | 'whole-energy'
  | 'above-rest'
  | 'above-floor'
  | 'rhythm'
  | 'floor-risen'
  | 'flat'
  | 'no-baseline'
  | 'parts'
  | 'repeated';

export interface DayVerdict {
  state: ActivityState;
  ground: Ground;
  /** Share of a normal working day, by the sign that decided; null: there is none to compare with. */
  share: number | null;
  /** The share lies between the thresholds, so the state before goes on. */
  between: boolean;
  confidence: number;
  /** The day followed the hours of work, with however little energy. */
  rhythm: boolean;
  /** Correlation with a mean working day; 0 where it is not known. */
  likeness: number;
  /** Of work, by all signs of the day together; positive: it worked. 0 where meters show no shape. */
  logOdds: number;
}

/** What the registry knows of a site that bears on its load. */
export interface SiteTraits {
  roundTheClock: boolean;
}

/** A supply that is off says as much as the clearest day without work. */
const logOddsOfNothing = -8;

/** A site whose working days rise above the day's own floor by less than this share shows no work by its shape. */
const leastShape = 0.12;

/** A site that is to work round the clock still works by day before its machine comes and after it has gone. */
const leastShapeRoundTheClock = 0.35;

/** A day that rises above its own lowest fifth by less than this share is flat. */
const flatShare = 0.08;

/** Energy of a day, kWh, that no site works with: a few lamps. */
const leastWorkKwh = 5;

/** The best eight hours of a worked day draw at least this many times the mean of the others … */
const leastContrast = 1.8;
/** … and are not the hours in which this site rests otherwise (correlation with a mean working day). */
const leastContrastLikeness = 0.3;
/** … or they draw this much of a working day above what the site draws when it rests: the work was moved. */
const leastMovedShare = 0.3;

/** A day whose hours are not those of work (correlation) must come to more of a working day, else it weighs less. */
const leastWorkLikeness = 0.6;
const leastUnlikeShare = 0.6;
const unlikeWeight = 0.4;

/** A weak day must look like a working day by its hours (correlation), and be this share of one at least … */
const leastLikeness = { telling: 0.7, else: 0.85 };
const leastRhythmShare = 0.04;
const leastCrewShare = 0.02;
/** … where days of rest hardly ever look so one such day tells, else so many of them, less the others, make a phase. */
const mostIdleRhythm = 0.25;
const creditOfPhase = 3;

function isTelling(memory: ActivityMemory): boolean {
  return memory.idleRhythm <= mostIdleRhythm;
}

/** What the comparison with the site's own working days says of a day. */
export function compare(
  digest: DayDigest,
  memory: ActivityMemory,
  baseline: Baseline | null,
  site: SiteTraits,
  parameters: ActivityConfiguration,
): DayVerdict {
  const { measured } = digest;
  const plain = { between: false, rhythm: false, likeness: 0, logOdds: 0 };
  if (measured < parameters.leastMeasured || Number.isNaN(digest.kwh)) {
    return { ...plain, state: 'unknown', ground: 'not-measured', share: null, confidence: 0 };
  }
  if (baseline === null || baseline.days < parameters.baselineLeastDays) {
    return { ...plain, ...compareWithNothing(digest, memory, baseline, site, parameters) };
  }
  if (digest.kwh <= parameters.offShare * baseline.kwh) {
    return {
      ...plain,
      state: 'off',
      ground: 'no-supply',
      logOdds: logOddsOfNothing,
      share: digest.kwh / baseline.kwh,
      confidence: measured,
    };
  }
  const sign = signOf(digest, memory, baseline, site, parameters);
  const { share, ground, band, rhythm, likeness } = sign;
  if (rhythm && (memory.rhythmCredit >= creditOfPhase - 1 || isTelling(memory))) {
    return {
      state: 'working',
      ground: 'rhythm',
      share,
      between: false,
      rhythm,
      likeness,
      logOdds: 0,
      confidence: 0.6 * measured,
    };
  }
  const between = share >= band.stopped && share < band.working;
  const working = between ? memory.state === 'working' : share >= band.working;
  return {
    state: working ? 'working' : 'idle',
    ground,
    share,
    between,
    rhythm,
    likeness,
    logOdds: 0,
    confidence: measured * (between ? 0.5 : certainty(share, band)),
  };
}

interface Sign {
  share: number;
  ground: Ground;
  band: ShareBand;
  rhythm: boolean;
  likeness: number;
}

/**
 * How much of a normal working day this one is, by the sign that fits the site: all energy where the meters show no
 * shape or the site works round the clock; else what rises above the hours of rest and how much of the working day's
 * rise and fall is there, each of which one kind of standing load can fool (pumps that run longer, pumps that happen to
 * run by day), so that their mean counts.
 */
function signOf(
  digest: DayDigest,
  memory: ActivityMemory,
  baseline: Baseline,
  site: SiteTraits,
  parameters: ActivityConfiguration,
): Sign {
  const { kwh, aboveKwh, floorKwh } = baseline;
  const plain = { rhythm: false, likeness: 0 };
  if (!digest.shaped || aboveKwh === null || floorKwh === null) {
    return { ...plain, ...wholeEnergySign(digest.kwh, memory, kwh, parameters) };
  }
  const band = parameters.aboveFloor;
  if (aboveKwh < (site.roundTheClock ? leastShapeRoundTheClock : leastShape) * kwh) {
    const share = digest.kwh / kwh;
    return { ...plain, share, ground: 'whole-energy', band, rhythm: isCrew(digest, share, band) };
  }
  const rest = baseline.ceilingKwh === null ? floorKwh : 24 * baseline.ceilingKwh;
  const risen = (digest.floorKwh - rest) / Math.max(kwh - rest, leastShape * kwh);
  const { share, ground, likeness } = shapeSign(digest, memory, baseline);
  // Work day and night still rises and falls; what does not is a heater, a pump or a dummy.
  if (digest.aboveKwh < flatShare * digest.kwh) return { ...plain, share: 0, ground: 'flat', band, likeness };
  if (risen > share) return { ...plain, share: risen, ground: 'floor-risen', band };
  const least = isTelling(memory) ? leastLikeness.telling : leastLikeness.else;
  const rhythm = likeness >= least && share >= leastRhythmShare && share < band.working;
  const crew = site.roundTheClock && isCrew(digest, digest.kwh / kwh, band) && share < band.working;
  return { share, ground, band, rhythm: rhythm || crew, likeness };
}

/** Above what the site draws when it rests, where its own days tell that; else of all energy. */
function wholeEnergySign(
  kwh: number,
  memory: ActivityMemory,
  workingKwh: number,
  parameters: ActivityConfiguration,
): Pick<Sign, 'share' | 'ground' | 'band'> {
  const ground = 'whole-energy';
  const restKwh = ownRestKwh(memory, workingKwh, parameters);
  if (restKwh === null) return { share: kwh / workingKwh, ground, band: parameters.wholeEnergy };
  const share = Math.max(0, kwh - restKwh) / (workingKwh - restKwh);
  return { share, ground, band: parameters.aboveFloor };
}

/** A machine that ran day and night dwarfs the crew that works on by day after it has gone. */
function isCrew(digest: DayDigest, share: number, band: ShareBand): boolean {
  const { contrast, middle } = digest.shift;
  return contrast >= leastContrast && isByDay(middle) && share >= leastCrewShare && share < band.working;
}

function shapeSign(
  digest: DayDigest,
  memory: ActivityMemory,
  { kwh, aboveKwh, excessKwh: usual, ceilingKwh }: Baseline,
): { share: number; ground: Ground; likeness: number } {
  const ofOwnDay = digest.aboveKwh / aboveKwh!;
  if (usual === null || ceilingKwh === null) return { share: ofOwnDay, ground: 'above-floor', likeness: 0 };
  const { likeness, amplitude } = matchOf(digest.hours, memory.hourKwh);
  const excess = usual < leastShape * kwh ? amplitude : excessKwh(digest.hours, ceilingKwh) / usual;
  const share = (Math.max(0, amplitude) + Math.max(0, excess)) / 2;
  const moved = excessKwh(digest.hours, ceilingKwh) >= leastMovedShare * aboveKwh!;
  const ownShift = (likeness >= leastContrastLikeness || moved) && digest.shift.contrast >= leastContrast;
  if (ownShift && ofOwnDay > share) return { share: ofOwnDay, ground: 'above-floor', likeness };
  // A camp draws by day too, but more so in the evening: half a working day's energy at other hours is no work.
  const told = likeness >= leastWorkLikeness || share >= leastUnlikeShare ? share : share * unlikeWeight;
  return { share: told, ground: 'above-rest', likeness };
}

/** Before a baseline: the best eight hours stand out by this much, and lie by day … */
const firstContrast = 1.5;
const daylight = { from: 8, to: 18 };
/** … or at any time, once as many days have shown it and others have not: clocks and shifts differ, lamps never rest. */
const creditOfShift = 8;
const restOfShift = 0.65;
/** A supply that has drawn this much a day for two weeks is in use, whatever its shape. */
const establishedDays = 14;
const establishedKwh = 480;
/** A day with this many times the energy of the days without work before it is the begin of work. */
const beginOfWork = 1.5;

/**
 * The first days: nothing of the site's own is known yet. A shift that stands out, or energy that rose above the
 * days before, is taken for work.
 */
function compareWithNothing(
  digest: DayDigest,
  memory: ActivityMemory,
  baseline: Baseline | null,
  site: SiteTraits,
  parameters: ActivityConfiguration,
): Pick<DayVerdict, 'state' | 'ground' | 'share' | 'confidence' | 'rhythm' | 'logOdds'> {
  const share = baseline === null ? null : digest.kwh / baseline.kwh;
  const risen = memory.idleKwh.length >= 3 && digest.kwh >= beginOfWork * medianOf(memory.idleKwh);
  const established = memory.idleKwh.length >= establishedDays && medianOf(memory.idleKwh) >= establishedKwh;
  const shift = digest.shift;
  const rhythm = digest.shaped && shift.contrast >= firstContrast;
  const byDay = isByDay(shift.middle);
  const sign =
    !digest.shaped ||
    site.roundTheClock ||
    risen ||
    established ||
    (rhythm && (byDay || isShiftOfItsOwn(memory)));
  const enough = digest.kwh >= leastWorkKwh && (share === null || share >= parameters.aboveFloor.working);
  const state = digest.kwh <= 0.1 ? 'off' : enough && sign ? 'working' : 'idle';
  const logOdds = state === 'off' ? logOddsOfNothing : 0;
  return { state, ground: 'no-baseline', share, rhythm, logOdds, confidence: 0.3 * digest.measured };
}

function isByDay(hour: number): boolean {
  return hour >= daylight.from && hour <= daylight.to;
}

function isShiftOfItsOwn({ rhythmCredit, idleKwh }: ActivityMemory): boolean {
  return rhythmCredit >= creditOfShift && Math.min(...idleKwh) <= restOfShift * Math.max(...idleKwh);
}

/** 0.5 at the threshold, 1 well away from it. */
function certainty(share: number, { working, stopped }: ShareBand): number {
  const away = share >= working ? share / working - 1 : 1 - share / stopped;
  return Math.min(1, 0.5 + 0.5 * away);
}

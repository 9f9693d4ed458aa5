import { quantileOf } from '../order.ts';
import { campShare, stayingIn } from './camp.ts';
import type { DayVerdict, SiteTraits } from './compare.ts';
import { meanOf, roughnessOf } from './day-parts.ts';
import type { DayDigest } from './digest.ts';
import type { ActivityMemory, Baseline } from './memory.ts';
import { excessKwh, type Match, matchOf } from './shape.ts';

/** All that a sign may look at: the day, what the site usually does, and what the comparison with it said. */
export interface SignFacts {
  digest: DayDigest;
  memory: ActivityMemory;
  baseline: Baseline | null;
  site: SiteTraits;
  compared: DayVerdict;
  /** Figures of the day that many signs look at. */
  figures: DayFigures;
}

export interface DayFigures {
  /** Mean power of the whole day, of its hours of work, and of the night, kW. */
  meanKw: number;
  workKw: number;
  nightKw: number;
  /** How the hours compare with those of a mean working day. */
  match: Match;
}

/** Of a day whose meters show its shape. */
export function figuresOf({ kwh, hours, loadKw }: DayDigest, { hourKwh }: ActivityMemory): DayFigures {
  return {
    meanKw: kwh / 24,
    workKw: (meanOf(loadKw!, 8, 11) + meanOf(loadKw!, 13.25, 16.5)) / 2,
    nightKw: meanOf(loadKw!, 0.5, 5),
    match: matchOf(hours, hourKwh),
  };
}

/** A figure of the day. It is worth points by its place between the knots, along straight lines; NaN is worth none. */
export interface Sign {
  name: string;
  of(facts: SignFacts): number;
  knots: readonly number[];
}

/** Keeps logarithms calm near nothing, kW. */
const smallKw = 0.3;

function ratio(above: number, below: number): number {
  return Math.log((above + smallKw) / (below + smallKw));
}

function logShare(share: number): number {
  return Math.log(Math.min(20, Math.max(0.01, share)));
}

/** What was gained by a shape: logarithm of the error without it over the error with it. */
export function gain(without: number, with_: number): number {
  return Math.log(Math.max(1e-3, (without - with_ + 1) / (with_ + 20)));
}

const hours = (facts: SignFacts, from: number, to: number) => meanOf(facts.digest.loadKw!, from, to);

/** Signs of the day alone, for a site of which nothing is known. */
export const ownSigns: readonly Sign[] = [
  {
    name: 'workOfMean',
    of: (f) => Math.log((f.digest.parts!.workKw + 0.1) / (f.figures.meanKw + smallKw)),
    knots: [-5, -3, -2, -1, -0.5, 0, 0.5, 1],
  },
  { name: 'workKw', of: (f) => Math.log(f.digest.parts!.workKw + 0.1), knots: [-2, 0, 1, 2, 3, 4, 5, 6] },
  {
    name: 'gain',
    of: (f) => gain(f.digest.parts!.errorWithoutWork, f.digest.parts!.error),
    knots: [-5, -3, -2, -1, 0, 1, 2, 3],
  },
  {
    name: 'gainOfSpread',
    of: ({ digest: { parts } }) => (parts!.errorWithoutWork - parts!.error) / (parts!.spread + 1),
    knots: [0, 0.03, 0.1, 0.2, 0.4, 0.6, 0.8],
  },
  {
    name: 'unexplained',
    of: ({ digest: { parts } }) => parts!.error / (parts!.spread + 1),
    knots: [0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1],
  },
  {
    name: 'gainInHeat',
    of: (f) => gain(f.digest.parts!.errorWithoutWork, f.digest.parts!.errorInHeat),
    knots: [-5, -3, -2, -1, 0, 1, 2],
  },
  {
    name: 'gainAtNight',
    of: (f) => gain(f.digest.parts!.errorWithoutWork, f.digest.parts!.errorAtNight),
    knots: [-7, -4, -3, -2, -1, 0, 1],
  },
  {
    name: 'workOfNoise',
    of: ({ digest: { parts } }) => Math.log((parts!.workKw + 0.1) / (Math.sqrt(parts!.error / 90) + smallKw)),
    knots: [-3, -2, -1, 0, 0.5, 1, 1.5, 2, 3],
  },
  {
    name: 'campOfWork',
    of: ({ digest: { parts } }) => Math.log((parts!.campKw + 0.1) / (parts!.workKw + smallKw)),
    knots: [-5, -3, -1.5, -0.5, 0.5, 2, 4],
  },
  {
    name: 'officeOfWork',
    of: ({ digest: { parts } }) => Math.log((parts!.officeKw + 0.1) / (parts!.workKw + smallKw)),
    knots: [-6, -4, -2, -1, 0, 1, 3],
  },
  {
    name: 'eveningOfWork',
    of: ({ digest: { parts } }) => Math.log((parts!.eveningKw + 0.1) / (parts!.workKw + smallKw)),
    knots: [-6, -4, -2, -1, 0, 2],
  },
  {
    name: 'level',
    of: (f) => Math.log(Math.max(1e-3, f.figures.meanKw)),
    knots: [-1, 0.5, 1.5, 2.5, 3.5, 4.5, 6, 7],
  },
  {
    name: 'aboveFloor',
    of: ({ digest }) => digest.aboveKwh / Math.max(digest.kwh, 1e-9),
    knots: [0, 0.06, 0.15, 0.3, 0.5, 0.7, 0.9],
  },
  {
    name: 'contrast',
    of: ({ digest }) => Math.min(4, Math.log(Math.max(1e-3, digest.shift.contrast))),
    knots: [0, 0.15, 0.4, 0.7, 1, 1.5, 2.5],
  },
  {
    name: 'middle',
    of: ({ digest }) => Math.cos(((digest.shift.middle - 12) / 12) * Math.PI),
    knots: [-1, -0.5, 0, 0.5, 0.86, 1],
  },
  {
    name: 'dayOfNight',
    of: (f) => ratio(f.figures.workKw, f.figures.nightKw),
    knots: [-1, -0.3, 0, 0.3, 0.7, 1.2, 2, 3],
  },
  {
    name: 'noon',
    of: (f) => ratio(hours(f, 11.5, 12.25), f.figures.workKw),
    knots: [-2, -1.2, -0.7, -0.4, -0.2, 0, 0.2, 0.6],
  },
  {
    name: 'evening',
    of: (f) => ratio(hours(f, 19, 21.5), f.figures.workKw),
    knots: [-2, -1, -0.5, 0, 0.4, 0.8, 1.5],
  },
  {
    name: 'late',
    of: (f) => ratio(hours(f, 22.5, 24), f.figures.workKw),
    knots: [-2.5, -1.5, -1, -0.5, 0, 0.5, 1.2],
  },
  {
    name: 'roughByDay',
    of: (f) =>
      Math.log(
        (roughnessOf(f.digest.loadKw!, 8, 11) + roughnessOf(f.digest.loadKw!, 13.25, 16.5)) /
          2 /
          (f.figures.workKw + smallKw) +
          0.02,
      ),
    knots: [-4, -3.2, -2.7, -2.2, -1.8, -1.4, -1, -0.3],
  },
  {
    name: 'roughByNight',
    of: (f) => Math.log(roughnessOf(f.digest.loadKw!, 0.5, 5) / (f.figures.nightKw + smallKw) + 0.02),
    knots: [-4, -3.2, -2.5, -1.8, -1.2, -0.5],
  },
  { name: 'roundTheClock', of: ({ site }) => (site.roundTheClock ? 1 : 0), knots: [0, 1] },
  {
    name: 'levelRoundTheClock',
    of: (f) => (f.site.roundTheClock ? Math.log(Math.max(1e-3, f.figures.meanKw)) : Number.NaN),
    knots: [1, 2.5, 4, 5.5, 7],
  },
  {
    name: 'comparedUnknown',
    of: ({ compared }) =>
      compared.ground === 'no-baseline' ? (compared.state === 'working' ? 1 : 0) : Number.NaN,
    knots: [0, 1],
  },
];

/** Signs against the site's own working days; they weigh more the more of those are known. */
export const siteSigns: readonly Sign[] = [
  { name: 'known', of: () => 1, knots: [0, 1] },
  { name: 'compared', of: ({ compared }) => (compared.state === 'working' ? 1 : 0), knots: [0, 1] },
  {
    name: 'comparedShare',
    of: ({ compared }) => logShare(compared.share ?? Number.NaN),
    knots: [-4.6, -3, -2, -1.5, -1, -0.6, -0.2, 0.3, 1],
  },
  {
    name: 'energy',
    of: ({ digest, baseline }) => logShare(digest.kwh / baseline!.kwh),
    knots: [-3, -1.5, -1, -0.6, -0.3, 0, 0.4, 1],
  },
  {
    name: 'work',
    of: ({ digest, baseline }) =>
      logShare(digest.parts!.workKwh / Math.max(baseline!.workKwh ?? Number.NaN, 1)),
    knots: [-4.6, -3, -2, -1.2, -0.7, -0.3, 0, 0.5],
  },
  {
    name: 'excess',
    of: ({ digest, baseline }) =>
      baseline!.excessKwh === null || baseline!.ceilingKwh === null
        ? Number.NaN
        : logShare(
            excessKwh(digest.hours, baseline!.ceilingKwh) /
              Math.max(baseline!.excessKwh, 0.05 * baseline!.kwh),
          ),
    knots: [-4.6, -3, -2, -1.3, -0.8, -0.4, 0, 0.6],
  },
  {
    name: 'above',
    of: ({ digest, baseline }) => logShare(digest.aboveKwh / Math.max(baseline!.aboveKwh ?? Number.NaN, 1)),
    knots: [-3, -2, -1.5, -1, -0.6, -0.2, 0.2, 0.8],
  },
  {
    name: 'amplitude',
    of: ({ figures }) => logShare(figures.match.amplitude),
    knots: [-4.6, -3, -2, -1.3, -0.8, -0.4, 0, 0.5],
  },
  {
    name: 'likeness',
    of: ({ figures }) => figures.match.likeness,
    knots: [-0.5, 0, 0.3, 0.5, 0.7, 0.85, 0.95],
  },
  {
    name: 'floor',
    of: ({ digest, baseline }) =>
      baseline!.floorKwh === null ? Number.NaN : Math.log((digest.floorKwh + 1) / (baseline!.floorKwh + 1)),
    knots: [-1.5, -0.6, -0.25, 0, 0.25, 0.6, 1.5],
  },
];

/** Signs against all days of the last two months, worked or not. */
export const recentSigns: readonly Sign[] = [
  {
    name: 'aboveLow',
    of: ({ digest, memory }) => logShare(digest.aboveKwh / (quantile(memory.recentAbove, 0.1) + 1)),
    knots: [-1, 0, 0.4, 0.8, 1.2, 1.8, 2.5],
  },
  {
    name: 'aboveHigh',
    of: ({ digest, memory }) => logShare(digest.aboveKwh / (quantile(memory.recentAbove, 0.9) + 1)),
    knots: [-3, -2, -1.4, -1, -0.6, -0.3, 0, 0.4],
  },
];

/** Signs of the camp, where it has meters of its own. */
export const campSigns: readonly Sign[] = [
  {
    name: 'campByDay',
    of: ({ digest: { camp } }) => camp?.byDay ?? Number.NaN,
    knots: [-2, -1.4, -1, -0.7, -0.4, -0.1, 0.3],
  },
  {
    name: 'campByDayOfOwn',
    of: ({ digest: { camp }, memory }) => stayingIn(camp, memory.camp) ?? Number.NaN,
    knots: [-0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.45, 0.7, 1.1],
  },
  {
    name: 'campOfOwn',
    of: ({ digest: { camp }, memory }) => logShare(campShare(camp, memory.camp) ?? Number.NaN),
    knots: [-3, -1.5, -0.8, -0.4, -0.2, 0, 0.2, 0.5],
  },
];

function quantile(values: readonly number[], share: number): number {
  return values.length < 5 ? Number.NaN : quantileOf(values, share);
}

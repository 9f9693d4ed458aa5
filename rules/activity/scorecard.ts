import { bias, points } from './points.ts';
import {
  campSigns,
  figuresOf,
  ownSigns,
  recentSigns,
  type Sign,
  type SignFacts,
  siteSigns,
} from './signs.ts';

/** A baseline of this many working days weighs in full. */
const fullBaselineDays = 20;

/** A sign as it counts for one day: between two knots, by the share of the way from the lower one. */
export interface Counted {
  sign: Sign;
  /** 0 to 1. */
  weight: number;
  knot: number;
  share: number;
}

/** The signs that say something of this day. */
export function countedSigns(known: Omit<SignFacts, 'figures'>): Counted[] {
  const counted: Counted[] = [];
  const { baseline, digest, memory } = known;
  const facts = { ...known, figures: figuresOf(digest, memory) };
  const isKnown = baseline !== null && baseline.days >= 5 && baseline.aboveKwh !== null;
  const weight = isKnown ? Math.min(1, baseline.days / fullBaselineDays) : 0;
  for (const sign of ownSigns) take(counted, sign, 1, facts);
  if (isKnown) for (const sign of siteSigns) take(counted, sign, weight, facts);
  for (const sign of recentSigns) take(counted, sign, 1, facts);
  if (digest.camp !== null) for (const sign of campSigns) take(counted, sign, 1, facts);
  return counted;
}

function take(counted: Counted[], sign: Sign, weight: number, facts: SignFacts): void {
  const value = sign.of(facts);
  if (Number.isNaN(value)) return;
  const { knots } = sign;
  let knot = 0;
  while (knot < knots.length - 2 && value >= knots[knot + 1]!) knot += 1;
  const share = (value - knots[knot]!) / (knots[knot + 1]! - knots[knot]!);
  counted.push({ sign, weight, knot, share: Math.min(1, Math.max(0, share)) });
}

/** Log odds that the day was worked. */
export function logOddsOf(counted: readonly Counted[]): number {
  let sum = bias;
  for (const { sign, weight, knot, share } of counted) {
    const worth = points[sign.name]!;
    sum += weight * (worth[knot]! * (1 - share) + worth[knot + 1]! * share);
  }
  return sum;
}

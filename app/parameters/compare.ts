import { type Finding, levelNumber } from '../../model/finding.ts';

/** The same matter under two sets of rules. */
export interface FindingShift {
  before: Finding;
  after: Finding;
}

/** What other rules would have said of a stretch of days. */
export interface FindingDifference {
  appear: Finding[];
  vanish: Finding[];
  /** Said under both, but of another level, or a different number of days sooner or later. */
  shift: FindingShift[];
  /** Said under both, alike. */
  same: number;
}

/**
 * Compares the findings of one project under two sets of rules. Two are the same matter when they are of one kind and
 * there was a day on which both stood; each has one partner at most. Only what stood on or after `from` counts.
 */
export function compareFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  from: string,
): FindingDifference {
  const stood = ({ closed }: Finding) => closed === null || closed >= from;
  const left = before.filter(stood);
  const difference: FindingDifference = { appear: [], vanish: [], shift: [], same: 0 };
  for (const finding of after.filter(stood)) {
    const partner = left.findIndex((other) => other.kind === finding.kind && overlap(other, finding));
    if (partner === -1) {
      difference.appear.push(finding);
      continue;
    }
    const [match] = left.splice(partner, 1);
    if (isAlike(match!, finding)) difference.same += 1;
    else difference.shift.push({ before: match!, after: finding });
  }
  difference.vanish.push(...left);
  return difference;
}

function overlap(a: Finding, b: Finding): boolean {
  return (b.closed === null || a.since <= b.closed) && (a.closed === null || b.since <= a.closed);
}

function isAlike(a: Finding, b: Finding): boolean {
  return a.level === b.level && a.opened === b.opened && a.closed === b.closed;
}

/** Reddest first, then the newest. */
export function byWeight(a: Finding, b: Finding): number {
  return levelNumber(b.level) - levelNumber(a.level) || (a.opened < b.opened ? 1 : -1);
}

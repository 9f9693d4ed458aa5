import { dayNumber, dayText } from '../city-days.ts';
import type { RuleFacts } from './rule.ts';
import { hasReachedMilestone } from './stage.ts';

/** A start that is missed by more is red (Yinchuan, 3 months); a site planned longer ago had its start before we looked. */
const slipDays = 90;
/**
 * No work was ever seen on the site, and no milestone was reached before it stood; where no milestones are kept, its start
 * was planned for so late that it may never have begun. That is a late start, not a stop of something that ran.
 */
export function notBegun({ facts, run, baselineDays }: RuleFacts): boolean {
  const { plannedStart } = facts.project;
  if (baselineDays > 0 || run === null || plannedStart === null) return false;
  if (facts.milestones.length > 0) return !hasReachedMilestone(facts, dayText(run.firstDay - 1));
  return dayNumber(plannedStart) >= run.firstDay - slipDays;
}

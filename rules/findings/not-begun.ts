import { dayNumber } from '../city-days.ts';
import type { RuleFacts } from './rule.ts';

/** A start that is missed by more is red (Yinchuan, 3 months); a site planned longer ago had its start before we looked. */
const slipDays = 90;

/**
 * No work was ever seen on the site, and its start was planned for so late that it may never have begun: that is a
 * late start, not a stop of something that ran.
 */
export function notBegun({ facts, run, baselineDays }: RuleFacts): boolean {
  const { plannedStart } = facts.project;
  if (baselineDays > 0 || run === null || plannedStart === null) return false;
  return dayNumber(plannedStart) >= run.firstDay - slipDays;
}

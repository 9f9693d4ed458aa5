import { z } from 'zod';
import type { Sentence } from '../../model/activity.ts';
import { dayNumber, dayText } from '../city-days.ts';
import { notBegun } from './not-begun.ts';
import { clear, type Rule } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Days after the planned start; within the month it is yellow, after three months red (Yinchuan). */
    yellowDays: z.int().positive().default(1),
    redDays: z.int().positive().default(90),
  })
  .prefault({});

/** A start that was told to be late has come with so many days of work: one may be the test of a crane. */
const daysOfBegin = 3;

/** 逾期未开工: the planned start has passed, and neither the register nor electricity knows of any work. */
export const lateStart: Rule<typeof Parameters> = {
  kind: 'late-start',
  title: { zh: '逾期未开工', en: 'Late start' },
  parameters: Parameters,
  evaluate(rule, parameters) {
    const { facts, day, recent, open, baselineDays } = rule;
    const { stage, plannedStart } = facts.project;
    if (plannedStart === null) return clear;
    const stillUnseen = open !== null && baselineDays < daysOfBegin;
    const unseen = stage === 'construction' && (stillUnseen || notBegun(rule));
    if (stage !== 'preliminary' && !unseen) return clear;
    const planned = dayNumber(plannedStart);
    const late = day - planned;
    if (late < parameters.yellowDays) return clear;
    const worked = recent.filter(({ state }) => state === 'working').length;
    return {
      is: 'holds',
      level: late >= parameters.redDays ? 'red' : 'yellow',
      sinceDay: planned + 1,
      evidence: {
        sentence: unseen
          ? unseenSentence(plannedStart, day, late)
          : preliminarySentence(plannedStart, day, late),
        figures: { plannedStart, lateDays: late, daysWithWorkByElectricity: worked },
        days: [],
      },
    };
  },
};

function preliminarySentence(plannedStart: string, day: number, late: number): Sentence {
  return {
    zh: `计划 ${plannedStart} 开工，至 ${dayText(day)} 已逾期 ${late} 天，登记阶段仍为前期。`,
    en: `The start was planned for ${plannedStart}; by ${dayText(day)} it is ${late} days late, and the project is still registered as preliminary.`,
  };
}

function unseenSentence(plannedStart: string, day: number, late: number): Sentence {
  return {
    zh: `计划 ${plannedStart} 开工，登记为在建，至 ${dayText(day)} 已过 ${late} 天，电表从未出现过施工用电。`,
    en: `The start was planned for ${plannedStart} and the project is registered as under construction; by ${dayText(day)}, ${late} days later, its meters have never shown any work.`,
  };
}

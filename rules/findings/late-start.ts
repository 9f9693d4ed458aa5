import { z } from 'zod';
import { dayNumber, dayText } from '../city-days.ts';
import { clear, type Rule } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Days after the planned start; within the month it is yellow, after three months red (Yinchuan). */
    yellowDays: z.int().positive().default(1),
    redDays: z.int().positive().default(90),
  })
  .prefault({});

/** 逾期未开工: the planned start has passed, and the register still has it in preparation. */
export const lateStart: Rule<typeof Parameters> = {
  kind: 'late-start',
  title: { zh: '逾期未开工', en: 'Late start' },
  parameters: Parameters,
  evaluate({ facts, day, recent }, parameters) {
    const { stage, plannedStart } = facts.project;
    if (stage !== 'preliminary' || plannedStart === null) return clear;
    const planned = dayNumber(plannedStart);
    const late = day - planned;
    if (late < parameters.yellowDays) return clear;
    const worked = recent.filter(({ state }) => state === 'working').length;
    return {
      is: 'holds',
      level: late >= parameters.redDays ? 'red' : 'yellow',
      sinceDay: planned + 1,
      evidence: {
        sentence: {
          zh: `计划 ${plannedStart} 开工，至 ${dayText(day)} 已逾期 ${late} 天，登记阶段仍为前期。`,
          en: `The start was planned for ${plannedStart}; by ${dayText(day)} it is ${late} days late, and the project is still registered as preliminary.`,
        },
        figures: { plannedStart, lateDays: late, daysWithWorkByElectricity: worked },
        days: [],
      },
    };
  },
};

import { z } from 'zod';
import type { Sentence } from '../../model/activity.ts';
import { EnergyEdit, editNames } from '../../model/energy.ts';
import type { FindingLevel } from '../../model/finding.ts';
import { dayText } from '../city-days.ts';
import { clear, type DayRecord, listDays, type Rule } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Days that are looked back on. */
    withinDays: z.int().min(1).max(60).default(14),
    /** So many of them with an edit that no sound meter needs. */
    watchDays: z.int().positive().default(2),
    yellowDays: z.int().positive().default(5),
    redDays: z.int().positive().default(12),
  })
  .prefault({});

/** A gap or a rollover is everyday; these are not. */
const faulty =
  EnergyEdit.reset |
  EnergyEdit.glitch |
  EnergyEdit.spike |
  EnergyEdit.deadGateway |
  EnergyEdit.overCapacity |
  EnergyEdit.repeated;
/** A register set back is told of at once. */
const atOnce = EnergyEdit.reset;

const names: Record<string, { zh: string; en: string }> = {
  reset: { zh: '表底回零', en: 'register set back' },
  glitch: { zh: '读数突跳', en: 'momentary wrong values' },
  spike: { zh: '用电突增失实', en: 'leaps that are not believed' },
  deadGateway: { zh: '读数停滞', en: 'a register that stands still without voltage' },
  repeated: { zh: '读数重复上送', en: 'readings that were sent before' },
  overCapacity: { zh: '超出合同容量', en: 'more than the contracted capacity' },
};

/** 计量异常: what the meters say cannot be right. For the metering staff. */
export const meterFault: Rule<typeof Parameters> = {
  kind: 'meter-fault',
  title: { zh: '计量异常', en: 'Meter fault' },
  parameters: Parameters,
  evaluate({ recent, day, meters }, parameters) {
    const days = recent.filter((record) => record.day > day - parameters.withinDays && isFaulty(record));
    const lost = meters.filter(({ lostPhaseDay }) => lostPhaseDay !== null && lostPhaseDay < day);
    const lostDays = lost.map(({ lostPhaseDay }) => lostPhaseDay!);
    const edits = days.reduce((bits, record) => bits | record.edits, 0) & faulty;
    const counted = days.length + ((edits & atOnce) !== 0 ? 1 : 0);
    if (lost.length === 0 && counted < parameters.watchDays) return clear;
    const level: FindingLevel =
      counted >= parameters.redDays
        ? 'red'
        : lost.length > 0 || counted >= parameters.yellowDays
          ? 'yellow'
          : 'watch';
    return {
      is: 'holds',
      level,
      sinceDay: Math.min(...days.map((record) => record.day), ...lostDays),
      evidence: {
        sentence: sentenceOf(edits, days.length, parameters.withinDays, lostDays),
        figures: {
          faultyDays: days.length,
          metersWithLostPhase: lost.length,
          edits: editNames(edits).join(' '),
        },
        days: listDays(days.map((record) => record.day)),
      },
    };
  },
};

/** Wrong readings come on some days, a lost phase stays from one day on. */
function sentenceOf(edits: number, days: number, withinDays: number, lostDays: readonly number[]): Sentence {
  const faults = editNames(edits).map((name) => names[name]!);
  const zh: string[] = [];
  const en: string[] = [];
  if (days > 0) {
    zh.push(`最近 ${withinDays} 天中有 ${days} 天${faults.map((one) => one.zh).join('、')}`);
    en.push(`${faults.map((one) => one.en).join(', ')} on ${days} of the last ${withinDays} days`);
  }
  if (lostDays.length > 0) {
    const since = dayText(Math.min(...lostDays));
    zh.push(`自 ${since} 起缺相`);
    en.push(`a phase lost since ${since}`);
  }
  return {
    zh: `计量异常：${zh.join('；')}，请计量人员核实。`,
    en: `The meters are not right: ${en.join('; ')}. For the metering staff.`,
  };
}

function isFaulty({ edits }: DayRecord): boolean {
  return (edits & faulty) !== 0;
}

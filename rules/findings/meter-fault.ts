import { z } from 'zod';
import { EnergyEdit, editNames } from '../../model/energy.ts';
import type { FindingLevel } from '../../model/finding.ts';
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
    const edits = days.reduce((bits, record) => bits | record.edits, 0) & faulty;
    const counted = days.length + ((edits & atOnce) !== 0 ? 1 : 0);
    if (lost.length === 0 && counted < parameters.watchDays) return clear;
    const level: FindingLevel =
      counted >= parameters.redDays
        ? 'red'
        : lost.length > 0 || counted >= parameters.yellowDays
          ? 'yellow'
          : 'watch';
    const faults = editNames(edits).map((name) => names[name]!);
    if (lost.length > 0) faults.push({ zh: '缺相', en: 'a lost phase' });
    return {
      is: 'holds',
      level,
      sinceDay: Math.min(...days.map((record) => record.day), ...lost.map((meter) => meter.lostPhaseDay!)),
      evidence: {
        sentence: {
          zh: `计量异常：${faults.map(({ zh }) => zh).join('、')}，最近 ${parameters.withinDays} 天中有 ${days.length} 天，请计量人员核实。`,
          en: `The meters are not right: ${faults.map(({ en }) => en).join(', ')}, on ${days.length} of the last ${parameters.withinDays} days. For the metering staff.`,
        },
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

function isFaulty({ edits }: DayRecord): boolean {
  return (edits & faulty) !== 0;
}

import { z } from 'zod';
import type { FindingLevel } from '../../model/finding.ts';
import { clear, type MeterState, type Rule } from './rule.ts';

const hourMs = 3_600_000;

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Hours without any reading. */
    watchHours: z.number().positive().default(24),
    yellowHours: z.number().positive().default(72),
    redHours: z.number().positive().default(168),
    /** A meter that sends seldom is silent only after this many of its own steps. */
    steps: z.number().min(1).default(3),
  })
  .prefault({});
type Parameters = z.infer<typeof Parameters>;

/** 计量离线: for the metering staff; it says nothing about the work on site. */
export const meterSilent: Rule<typeof Parameters> = {
  kind: 'meter-silent',
  title: { zh: '计量离线', en: 'Meter silent' },
  parameters: Parameters,
  evaluate({ meters, nowMs, facts }, parameters) {
    if (facts.project.stage === 'preliminary' || facts.project.stage === 'completed') return clear;
    const silent = meters.filter((meter) => silentHours(meter, nowMs, parameters) >= parameters.watchHours);
    if (silent.length === 0) return clear;
    const hours = Math.max(...silent.map((meter) => silentHours(meter, nowMs, parameters)));
    const level: FindingLevel =
      hours >= parameters.redHours ? 'red' : hours >= parameters.yellowHours ? 'yellow' : 'watch';
    const names = silent.map((meter) => meter.meter).join(', ');
    const lastHeardMs = Math.max(...silent.map((meter) => meter.heardMs!));
    return {
      is: 'holds',
      level,
      sinceDay: Math.min(...silent.map((meter) => meter.heardDay!)),
      evidence: {
        sentence: {
          zh: `电表 ${names} 已 ${Math.floor(hours)} 小时没有数据，其间是否施工无从得知，请计量人员处理。`,
          en: `Meter ${names} has sent nothing for ${Math.floor(hours)} hours; whether there is work cannot be told meanwhile. For the metering staff.`,
        },
        figures: {
          silentMeters: silent.length,
          meters: meters.length,
          silentHours: Math.floor(hours),
          lastHeard: new Date(lastHeardMs).toISOString(),
        },
        days: [],
      },
    };
  },
};

/** 0 where the meter was never heard: it is not installed yet as far as anyone knows. */
function silentHours({ heardMs, cadenceMs }: MeterState, nowMs: number, { steps }: Parameters): number {
  if (heardMs === null) return 0;
  const silentMs = nowMs - heardMs;
  return silentMs < steps * (cadenceMs ?? 0) ? 0 : silentMs / hourMs;
}

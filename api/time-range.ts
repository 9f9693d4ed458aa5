import { z } from 'zod';
import { Day } from '../model/scalar.ts';
import type { TimeRange } from '../store/readings.ts';
import { dayStartMs, lastDays } from './days.ts';
import { Refused } from './refused.ts';

const dayMs = 86_400_000;
/** Longer answers are asked for in parts, or in longer steps. */
const longestDays = { interval: 92, hour: 800, day: 15_000 } as const;
const usualDays = { interval: 2, hour: 6, day: 59 } as const;

export const RangeQuery = z.object({
  from: z.string().optional().describe('YYYY-MM-DD (midnight in the city’s zone), an instant, or epoch ms.'),
  to: z
    .string()
    .optional()
    .describe('As `from`; a day is meant whole, an instant is the first one left out.'),
});
export type RangeQuery = z.infer<typeof RangeQuery>;

function isDay(text: string): boolean {
  return Day.safeParse(text).success;
}

function instantMs(name: string, text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new Refused('invalid-range', `${name} is ${text}, which is no day and no instant.`);
  }
}

/** What a question about a series asks for; by default the last days, today with them. */
export function timeRange(
  query: RangeQuery,
  step: keyof typeof longestDays,
  nowMs: number,
  zone: string,
): TimeRange {
  const usual = lastDays(usualDays[step], nowMs, zone);
  const { from, to } = query;
  const toMs = to === undefined ? usual.toMs : isDay(to) ? dayStartMs(to, zone, 1) : instantMs('to', to);
  const fallbackMs = toMs - (usual.toMs - usual.fromMs);
  const fromMs =
    from === undefined ? fallbackMs : isDay(from) ? dayStartMs(from, zone) : instantMs('from', from);
  if (fromMs >= toMs) throw new Refused('invalid-range', 'from is not before to.');
  if (toMs - fromMs > longestDays[step] * dayMs) {
    throw new Refused('invalid-range', `At step ${step} at most ${longestDays[step]} days can be asked for.`);
  }
  return { fromMs, toMs };
}

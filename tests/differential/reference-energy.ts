/*
 * What docs/method.md says of the plain case, written down once more: a register that only rises, read often enough.
 * No memory, no checkpoints, no verdicts: the whole history is sorted and gone over once.
 */

export interface RegisterReading {
  timeMs: number;
  /** What the meter shows. */
  registerKwh: number;
}

const intervalMs = 15 * 60_000;

/**
 * Energy in primary kWh by begin of the quarter hour, up to `untilMs`. `received` in the order of receipt: of the same
 * time the last one holds. What flowed between two readings flowed evenly.
 */
export function referenceEnergy(
  received: readonly RegisterReading[],
  multiplier: number,
  untilMs: number,
): Map<number, number> {
  const byTime = new Map(received.map(({ timeMs, registerKwh }) => [timeMs, registerKwh]));
  const readings = [...byTime].filter(([timeMs]) => timeMs <= untilMs).sort(([a], [b]) => a - b);
  const energy = new Map<number, number>();
  for (let i = 1; i < readings.length; i++) {
    const [from, before] = readings[i - 1]!;
    const [to, after] = readings[i]!;
    const kwhPerMs = ((after - before) * multiplier) / (to - from);
    for (let begin = Math.floor(from / intervalMs) * intervalMs; begin < to; begin += intervalMs) {
      const overlapMs = Math.min(to, begin + intervalMs) - Math.max(from, begin);
      energy.set(begin, (energy.get(begin) ?? 0) + kwhPerMs * overlapMs);
    }
  }
  return energy;
}

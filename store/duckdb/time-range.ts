import type { TimeRange } from '../readings.ts';

/** The condition that a row's `time` lies in the range; DuckDB skips by it what it need not read. */
export function within({ fromMs, toMs }: TimeRange): string {
  return `time >= make_timestamp_ms(${fromMs})::TIMESTAMP_MS AND time < make_timestamp_ms(${toMs})::TIMESTAMP_MS`;
}

/** From the first begin to the last end. */
export function span(stretches: readonly TimeRange[]): TimeRange {
  let fromMs = Infinity;
  let toMs = -Infinity;
  for (const stretch of stretches) {
    fromMs = Math.min(fromMs, stretch.fromMs);
    toMs = Math.max(toMs, stretch.toMs);
  }
  return { fromMs, toMs };
}

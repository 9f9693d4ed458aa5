import type { Reading } from '../../model/reading.ts';
import type { TimeRange } from '../readings.ts';
import { integer, line, seriesKey } from './lines.ts';

/** From a meter's first to its last reading in one write. */
export interface Stretch extends TimeRange {
  meter: string;
}

export function stretchesOf(readings: readonly Reading[]): Stretch[] {
  const stretches = new Map<string, Stretch>();
  for (const { meter, timeMs } of readings) {
    const stretch = stretches.get(meter);
    if (stretch === undefined) stretches.set(meter, { meter, fromMs: timeMs, toMs: timeMs + 1 });
    else {
      stretch.fromMs = Math.min(stretch.fromMs, timeMs);
      stretch.toMs = Math.max(stretch.toMs, timeMs + 1);
    }
  }
  return [...stretches.values()];
}

/** For whoever asks what was written since, and evaluates it. */
export function touchedLines(stretches: readonly Stretch[], storedMs: number): string[] {
  // Two writers in the same millisecond must not overwrite each other's: the nanoseconds below it are drawn by lot.
  const lot = String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0');
  return stretches.map(({ meter, fromMs, toMs }) =>
    line(
      seriesKey('touched', { meter }),
      { from_ms: integer(fromMs), to_ms: integer(toMs), stored_ms: integer(storedMs) },
      storedMs,
    ).replace(/0{6}$/, lot),
  );
}

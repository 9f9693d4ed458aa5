import { intervalMs } from '../model/energy.ts';
import type { Portion, ProjectEnergySeries, TimeRange } from './readings.ts';

const hourMs = 3_600_000;
const longestMs = 24 * hourMs;
const shortestMs = hourMs / 4;
/** A portion with more rows than this is some 30 MB, so the next one is of a shorter stretch. */
const rowsAtMost = 50_000;

/**
 * Reads an extent stretch by stretch, as long as a day and as short as the rows demand. The stretches follow from the
 * facts alone, so that the same facts make the same portions in every engine.
 */
export async function dumpInPortions(
  extent: TimeRange | null,
  read: (range: TimeRange) => Promise<Portion>,
  write: (portion: Portion) => Promise<void>,
): Promise<void> {
  if (extent === null) return;
  let lengthMs = longestMs;
  for (let fromMs = Math.floor(extent.fromMs / longestMs) * longestMs; fromMs < extent.toMs; ) {
    // A stretch ends where a day, or a whole part of one, ends.
    const toMs = Math.floor(fromMs / lengthMs) * lengthMs + lengthMs;
    const portion = ordered(await read({ fromMs, toMs }));
    const rows = Object.values(portion).reduce((sum, list) => sum + list.length, 0);
    if (rows > 0) await write(portion);
    if (rows > rowsAtMost) lengthMs = Math.max(shortestMs, lengthMs / 2);
    else if (rows < rowsAtMost / 4) lengthMs = Math.min(longestMs, lengthMs * 2);
    fromMs = toMs;
  }
}

/** The lists by their keys: engines order text each in its own way. */
function ordered(portion: Portion): Portion {
  return {
    readings: by(portion.readings, ({ meter }) => meter),
    energy: by(portion.energy, ({ project, meter }) => `${project} ${meter}`),
    activity: by(portion.activity, ({ project, step }) => `${project} ${step}`),
    projects: by(portion.projects, ({ project }) => project),
    progress: by(portion.progress, ({ project }) => project),
    standings: by(portion.standings, (row) => `${row.by} ${row.periodKind} ${row.subject}`),
    findings: by(portion.findings, ({ project, kind }) => `${project} ${kind}`),
  };
}

function by<T extends { timeMs: number } | { startMs: number }>(
  rows: readonly T[],
  key: (row: T) => string,
): T[] {
  const time = (row: T) => ('timeMs' in row ? row.timeMs : row.startMs);
  const keyed = rows.map((row) => ({ row, key: key(row), time: time(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.time - b.time));
  return keyed.map(({ row }) => row);
}

/** One interval as an engine stores it. */
export interface StoredInterval {
  project: string;
  meter: string;
  timeMs: number;
  kwh: number;
  measured: number;
  edits: number;
}

/** Intervals, each meter's of a project together and in time order, as series from the first to the last. */
export function seriesOf(intervals: readonly StoredInterval[]): ProjectEnergySeries[] {
  const series: ProjectEnergySeries[] = [];
  for (let from = 0; from < intervals.length; ) {
    const { project, meter, timeMs: startMs } = intervals[from]!;
    let to = from + 1;
    while (intervals[to]?.project === project && intervals[to]?.meter === meter) to++;
    const length = (intervals[to - 1]!.timeMs - startMs) / intervalMs + 1;
    const one = {
      project,
      meter,
      startMs,
      kwh: new Float64Array(length).fill(Number.NaN),
      measured: new Float64Array(length),
      edits: new Uint16Array(length),
    };
    for (const interval of intervals.slice(from, to)) {
      const index = (interval.timeMs - startMs) / intervalMs;
      one.kwh[index] = interval.kwh;
      one.measured[index] = interval.measured;
      one.edits[index] = interval.edits;
    }
    series.push(one);
    from = to;
  }
  return series;
}

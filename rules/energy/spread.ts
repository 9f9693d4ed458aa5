import { EnergyEdit, type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { CityDays } from '../city-days.ts';
import { likeHourKwh } from './like-days.ts';
import type { MeterMemory } from './memory.ts';

const hourMs = 3_600_000;

/** Energy that flowed between two moments. */
export interface Segment {
  fromMs: number;
  toMs: number;
  /** NaN: something flowed, nobody knows how much. */
  kwh: number;
  edits: number;
  measured: boolean;
}

export function emptySeries(meter: string, fromMs: number, toMs: number): EnergySeries {
  const startMs = Math.floor(fromMs / intervalMs) * intervalMs;
  const length = Math.max(0, Math.ceil((toMs - startMs) / intervalMs));
  return {
    meter,
    startMs,
    kwh: new Float64Array(length).fill(Number.NaN),
    measured: new Float64Array(length),
    edits: new Uint16Array(length),
  };
}

/** Lays a segment evenly over the intervals it touches; what lies outside of the series is left out. */
export function layEvenly(series: EnergySeries, segment: Segment): void {
  const { startMs, kwh, measured, edits } = series;
  const duration = segment.toMs - segment.fromMs;
  const first = Math.max(0, Math.floor((segment.fromMs - startMs) / intervalMs));
  const last = Math.min(kwh.length - 1, Math.ceil((segment.toMs - startMs) / intervalMs) - 1);
  for (let i = first; i <= last; i += 1) {
    const begin = startMs + i * intervalMs;
    const overlap = Math.min(segment.toMs, begin + intervalMs) - Math.max(segment.fromMs, begin);
    if (overlap <= 0) continue;
    const part = segment.kwh * (overlap / duration);
    kwh[i] = Number.isNaN(kwh[i]!) ? part : kwh[i]! + part;
    if (segment.measured) measured[i] = Math.min(1, measured[i]! + overlap / intervalMs);
    edits[i] = edits[i]! | segment.edits;
  }
}

/**
 * Lays a long hole over its intervals in the shape of like days: a known total is shared out in their proportions,
 * an unknown one is their mean itself (NaN where there is none).
 */
export function layLikeDays(
  series: EnergySeries,
  segment: Segment,
  memory: MeterMemory,
  days: CityDays,
): void {
  const pieces: Segment[] = [];
  let shape = 0;
  for (let from = segment.fromMs; from < segment.toMs; ) {
    const day = days.at(from);
    const hour = Math.floor((from - days.beginOf(day)) / hourMs);
    const to = Math.min(segment.toMs, days.beginOf(day) + (hour + 1) * hourMs);
    const kwh = likeHourKwh(memory, day, hour) * ((to - from) / hourMs);
    pieces.push({ ...segment, fromMs: from, toMs: to, kwh, measured: false });
    shape += kwh;
    from = to;
  }
  const known = !Number.isNaN(segment.kwh);
  if (known && !(shape > 0)) {
    layEvenly(series, { ...segment, measured: false });
    return;
  }
  for (const piece of pieces) {
    if (known) piece.kwh *= segment.kwh / shape;
    else piece.edits |= EnergyEdit.likeDays;
    layEvenly(series, piece);
  }
}

/** Marks intervals as not believed: a gateway was dead. Their energy stays what the register says. */
export function disbelieve(series: EnergySeries, fromMs: number, toMs: number): void {
  const first = Math.max(0, Math.floor((fromMs - series.startMs) / intervalMs));
  const last = Math.min(series.kwh.length - 1, Math.ceil((toMs - series.startMs) / intervalMs) - 1);
  for (let i = first; i <= last; i += 1) {
    series.measured[i] = 0;
    series.edits[i] = series.edits[i]! | EnergyEdit.deadGateway;
  }
}

/** Empties intervals before a backlog is laid over them. */
export function clear(series: EnergySeries, fromMs: number, toMs: number): void {
  const first = Math.max(0, Math.ceil((fromMs - series.startMs) / intervalMs));
  const last = Math.min(series.kwh.length - 1, Math.floor((toMs - series.startMs) / intervalMs) - 1);
  for (let i = first; i <= last; i += 1) series.kwh[i] = 0;
}

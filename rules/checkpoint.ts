import type { MeterMemory } from './energy/memory.ts';
import type { ProjectMemory } from './project-memory.ts';
import { agrees } from './standstill.ts';

/**
 * All that an evaluation must remember at the begin of a day, so that it can go on from there without older
 * readings. Plain values: it may be kept in memory or written as JSON. Never read its inside outside of `rules/`.
 */
export interface Checkpoint {
  version: 4;
  project: string;
  /** `YYYY-MM-DD`, and its begin in UTC epoch milliseconds. */
  day: string;
  beginMs: number;
  /**
   * For each meter the time after which a new reading changes nothing before this checkpoint; null: the next
   * reading, whenever it comes, still does (a gap is open, or a drop of the register is not decided yet).
   */
  sealedMs: Readonly<Record<string, number | null>>;
  meters: Readonly<Record<string, MeterMemory | null>>;
  memory: ProjectMemory;
}

/** A meter whose readings changed, from the oldest change on. */
export interface Change {
  meter: string;
  fromMs: number;
}

/**
 * The newest checkpoint from which an evaluation sees every change; null: it must begin at the first reading.
 * `checkpoints` in the order of their days. Those of another version, or that know of other standstills of the city, are
 * of no use.
 */
export function startingPoint(
  checkpoints: readonly Checkpoint[],
  changes: readonly Change[],
  standstills: ReadonlySet<number> = new Set(),
): Checkpoint | null {
  const holds = ({ version, memory }: Checkpoint) => version === 4 && agrees(memory.recent, standstills);
  const sees = (checkpoint: Checkpoint) =>
    changes.every(({ meter, fromMs }) => {
      const sealedMs = checkpoint.sealedMs[meter];
      return sealedMs !== undefined && sealedMs !== null && fromMs > sealedMs;
    });
  return checkpoints.findLast((checkpoint) => holds(checkpoint) && sees(checkpoint)) ?? null;
}

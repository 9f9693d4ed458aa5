import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asBinary, type Database, open, type RootDatabase } from 'lmdb';
import { LiangshaiError } from '../model/error.ts';
import type { Reading } from '../model/reading.ts';
import type { QuarantinedMessage } from '../store/records.ts';
import { committed } from './committed.ts';
import { lengthen } from './lengthen.ts';
import { ReadingGroup, sealQuarantined, unsealQuarantined, unsealReadings } from './spool-group.ts';

/**
 * Three queues. Late readings (a backlog, a history) have their own, so that a year of history does not hold up the
 * minute that is now; quarantined messages have theirs, so that neither store waits for the other.
 */
export const lanes = ['live', 'late', 'quarantined'] as const;
export type Lane = (typeof lanes)[number];

/** A reading that comes in this long after its time is late. */
const lateAfterMs = 3_600_000;

/** Everything an operator wants of a group without reading its value: lane, sequence, count, oldest receipt. */
type Key = [lane: number, sequence: number, count: number, oldestMs: number];

/** A stretch at the head of a lane, to be removed once it is stored. */
export interface Stretch<T> {
  items: T[];
  keys: Key[];
}

/**
 * Without `overlappingSync` a write resolves only when it is flushed, which is what an acknowledgement promises. With
 * `eventTurnBatching` a commit that fails (a full disk) also rejects a promise that nobody can reach, and so ends the
 * process.
 */
const durability = { overlappingSync: false, eventTurnBatching: false };

/** Reserved as addresses, not as memory: a map that grows stays mapped in each of its sizes, and counts several times. */
const mapSize = 16 * 2 ** 30;

/** LMDB's file never shrinks. One that is larger and empty is begun anew at the start. */
const spentBytes = 32 * 2 ** 20;

/**
 * The file is this long from the start, so that a disk which others fill leaves the spool its own room. LMDB takes no harm from a
 * longer file; from a full disk it may: lmdb 3.5 writes its complaint over the end of a buffer, which ends the process now and then.
 */
const ownRoomBytes = 16 * 2 ** 20;

interface OpenGroup {
  live: ReadingGroup;
  late: ReadingGroup;
  quarantined: QuarantinedMessage[];
  durable: PromiseWithResolvers<void>;
}

function openGroup(): OpenGroup {
  const durable = Promise.withResolvers<void>();
  // Each caller sees the rejection; a group without a caller has nothing to report.
  durable.promise.catch(() => undefined);
  return { live: new ReadingGroup(), late: new ReadingGroup(), quarantined: [], durable };
}

/**
 * What was accepted and is not yet stored, durable. While one group is being committed the next one collects, so the
 * cost of a flush is shared by all that came meanwhile and nobody waits longer than two of them.
 */
export class Spool {
  readonly #path: string;
  readonly #onDurable: () => void;
  #root: RootDatabase<Buffer, Key> | null = null;
  #open = openGroup();
  #scheduled = false;
  #committing: Promise<void> = Promise.resolve();
  #nextSequence = 1;
  readonly #depth: Record<Lane, number> = { live: 0, late: 0, quarantined: 0 };
  /** The first sequence of each lane that is not yet taken away. */
  readonly #head: Record<Lane, number> = { live: 0, late: 0, quarantined: 0 };

  /** `onDurable` is called after each commit: there is something to drain. */
  constructor(path: string, onDurable: () => void) {
    this.#path = path;
    this.#onDurable = onDurable;
  }

  async start(): Promise<void> {
    mkdirSync(this.#path, { recursive: true });
    let root = this.#openRoot();
    for (const [lane, sequence, count] of root.getKeys()) {
      this.#depth[lanes[lane]!] += count;
      this.#nextSequence = Math.max(this.#nextSequence, sequence + 1);
    }
    const file = join(this.#path, 'data.mdb');
    const isEmpty = lanes.every((lane) => this.#depth[lane] === 0);
    if (isEmpty && statSync(file).size > spentBytes) {
      await root.close();
      rmSync(file);
      root = this.#openRoot();
    }
    if (statSync(file).size < ownRoomBytes) {
      await root.close();
      await lengthen(file, ownRoomBytes);
      root = this.#openRoot();
    }
    this.#root = root;
  }

  #openRoot(): RootDatabase<Buffer, Key> {
    return open<Buffer, Key>({ path: this.#path, encoding: 'binary', mapSize, ...durability });
  }

  /** Resolves when all that was appended is on disk, or refused. */
  async settled(): Promise<void> {
    await this.#committing;
  }

  async stop(): Promise<void> {
    await this.settled();
    const root = this.#root;
    this.#root = null;
    this.#open.durable.reject(closed());
    await root?.close();
  }

  /** Resolves when all is on disk; rejects when nothing is. */
  append(readings: readonly Reading[], quarantined: readonly QuarantinedMessage[]): Promise<void> {
    const group = this.#open;
    for (const reading of readings) {
      (reading.receivedMs - reading.timeMs > lateAfterMs ? group.late : group.live).add(reading);
    }
    for (const message of quarantined) group.quarantined.push(message);
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#committing = this.#commitNext(this.#committing);
    }
    return group.durable.promise;
  }

  depth(lane: Lane): number {
    return this.#depth[lane];
  }

  /** When the oldest item that still waits was received; null: none waits. */
  oldestMs(lane: Lane): number | null {
    for (const key of this.#database().getKeys(this.#range(lane, 1))) return key[3];
    return null;
  }

  /** The head of a lane of readings, at least `count` if there are as many. */
  takeReadings(lane: 'live' | 'late', count: number): Stretch<Reading> {
    return this.#take(lane, count, unsealReadings);
  }

  takeQuarantined(count: number): Stretch<QuarantinedMessage> {
    return this.#take('quarantined', count, unsealQuarantined);
  }

  /** Takes a stored stretch away. Not awaited by the drain: what is removed twice was written twice, the same. */
  async remove(lane: Lane, stretch: Stretch<unknown>): Promise<void> {
    const last = stretch.keys.at(-1);
    if (last === undefined) return;
    this.#head[lane] = last[1] + 1;
    this.#depth[lane] -= stretch.items.length;
    await committed(stretch.keys.map((key) => this.#database().remove(key)));
  }

  /**
   * Late readings may go only as far as the live ones have gone. The same meter and time comes first live, then late,
   * never the other way round, so this keeps the last one received the last one written.
   */
  lateMayGo(): boolean {
    for (const [, late] of this.#database().getKeys(this.#range('late', 1))) {
      for (const [, live] of this.#database().getKeys(this.#range('live', 1))) return late < live;
      return true;
    }
    return false;
  }

  #database(): Database<Buffer, Key> {
    if (this.#root === null) throw closed();
    return this.#root;
  }

  #range(lane: Lane, limit?: number) {
    const number = lanes.indexOf(lane);
    const range = { start: [number, this.#head[lane]], end: [number + 1] };
    return limit === undefined ? range : { ...range, limit };
  }

  #take<T>(lane: Lane, count: number, unseal: (sealed: Buffer, into: T[]) => void): Stretch<T> {
    const stretch: Stretch<T> = { items: [], keys: [] };
    for (const { key, value } of this.#database().getRange(this.#range(lane))) {
      unseal(value, stretch.items);
      stretch.keys.push(key);
      if (stretch.items.length >= count) break;
    }
    return stretch;
  }

  async #commitNext(before: Promise<void>): Promise<void> {
    await before;
    // Whatever else this turn of the event loop brings joins the group.
    await new Promise((resolve) => setImmediate(resolve));
    const group = this.#open;
    this.#open = openGroup();
    this.#scheduled = false;
    try {
      await this.#write(group);
    } catch (error) {
      group.durable.reject(error);
      return;
    }
    group.durable.resolve();
    this.#onDurable();
  }

  async #write(group: OpenGroup): Promise<void> {
    const sequence = this.#nextSequence++;
    const puts: Promise<boolean>[] = [];
    const put = (lane: Lane, count: number, oldestMs: number, sealed: Buffer) => {
      puts.push(
        this.#database().put([lanes.indexOf(lane), sequence, count, oldestMs], asBinary(sealed) as never),
      );
    };
    const { live, late, quarantined } = group;
    if (live.count > 0) put('live', live.count, live.oldestMs, live.seal());
    if (late.count > 0) put('late', late.count, late.oldestMs, late.seal());
    if (quarantined.length > 0) {
      put('quarantined', quarantined.length, quarantined[0]!.receivedMs, sealQuarantined(quarantined));
    }
    await committed(puts);
    this.#depth.live += live.count;
    this.#depth.late += late.count;
    this.#depth.quarantined += quarantined.length;
  }
}

function closed(): LiangshaiError {
  return new LiangshaiError('ingest-closed', 'the spool is closed', 'send it again when the service is up');
}

import { statfs } from 'node:fs/promises';
import { Gauge, type Registry } from 'prom-client';
import { LiangshaiError } from '../model/error.ts';

export interface GateOptions {
  path: string;
  /** With less than this left on the disk the gate shuts. */
  minFreeBytes: number;
  metrics: Registry;
}

const checkEveryMs = 1_000;
/** It opens again only with somewhat more, so that it does not flap. */
const reopenFactor = 1.1;

/**
 * Whether anything may be taken in. What is acknowledged must find room, and the spool needs room even to be emptied
 * (LMDB copies pages before it frees them), so it shuts before the disk is full.
 */
export class Gate {
  readonly #options: GateOptions;
  #started = false;
  #full = false;
  #freeBytes = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
    const free = () => this.#freeBytes;
    new Gauge({
      name: 'liangshai_spool_disk_free_bytes',
      help: 'Space left on the disk of the spool.',
      registers: [options.metrics],
      collect() {
        if (Number.isFinite(free())) this.set(free());
      },
    });
  }

  /** The spool's directory is there by now. */
  async open(): Promise<void> {
    await this.#check();
    this.#started = true;
    this.#timer = setInterval(() => void this.#check(), checkEveryMs);
    this.#timer.unref();
  }

  shut(): void {
    this.#started = false;
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** null: it is open. */
  reason(): string | null {
    if (!this.#started) return 'the intake is closed';
    return this.#full ? 'the disk of the spool is nearly full; nothing is acknowledged' : null;
  }

  /** Throws `ingest-closed`. */
  pass(): void {
    const reason = this.reason();
    if (reason === null) return;
    const hint = this.#full
      ? 'make room on the disk of the data directory'
      : 'send it again when the service is up';
    throw new LiangshaiError('ingest-closed', reason, hint);
  }

  async #check(): Promise<void> {
    const { path, minFreeBytes } = this.#options;
    const { bavail, bsize } = await statfs(path);
    this.#freeBytes = bavail * bsize;
    this.#full = this.#freeBytes < minFreeBytes * (this.#full ? reopenFactor : 1);
  }
}

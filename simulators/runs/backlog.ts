import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LiangshaiError } from '../../model/error.ts';
import { backlogGateway } from '../city/city.ts';
import type { SiteRun } from '../load/site-run.ts';
import { Frame } from '../meters/frame.ts';
import { tellDay } from '../meters/telling.ts';
import { dayAt } from '../surroundings/days.ts';
import { ReadingLines } from './reading-lines.ts';

const compress = promisify(gzip);
const readingsPerPost = 25_000;
const postsUnderWay = 2;

export interface BacklogTarget {
  /** The service's address without a path. */
  http: string;
  /** The secret of the gateway that speaks for every meter. */
  secret: string;
}

export interface BacklogProgress {
  readings: number;
  ofReadings: number;
  projects: number;
  ofProjects: number;
}

export interface BacklogOptions {
  /** Sites as they stand before the city's first day; they are at the day of `untilMs` afterwards. */
  runs: readonly SiteRun[];
  target: BacklogTarget | null;
  /** What is sent: from ≤ time < until, UTC epoch milliseconds. */
  sinceMs: number;
  untilMs: number;
  onProgress: (progress: BacklogProgress) => void;
  signal: AbortSignal;
}

/** Waits, unless the run is stopped first. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Posts one block until it is taken; a refusal that will not pass ends the run. */
async function post(target: BacklogTarget, body: Buffer, signal: AbortSignal): Promise<void> {
  const url = `${target.http}/api/v1/readings`;
  const authorization = `Basic ${Buffer.from(`${backlogGateway}:${target.secret}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
  const packed = await compress(body, { level: 1 });
  for (let waitMs = 250; !signal.aborted; waitMs = Math.min(waitMs * 2, 8000)) {
    const answer = await fetch(url, { method: 'POST', headers, body: packed }).catch((error: Error) => error);
    if (answer instanceof Error) {
      await pause(waitMs, signal);
      continue;
    }
    const text = await answer.text();
    if (answer.ok) return;
    if (!isPassing(answer.status)) {
      throw new LiangshaiError(
        'backlog-refused',
        `${url} answered ${answer.status}: ${text.slice(0, 300)}`,
        `check that ${backlogGateway} has a credential and may speak for every meter`,
      );
    }
    const retryAfterMs = Number(answer.headers.get('retry-after')) * 1000;
    await pause(retryAfterMs > 0 ? retryAfterMs : waitMs, signal);
  }
}

/** Keeps a few posts under way; `add` waits while there are enough, and throws what one of them threw. */
class Posts {
  readonly #target: BacklogTarget;
  readonly #signal: AbortSignal;
  readonly #underWay = new Set<Promise<void>>();
  #failure: unknown = null;

  constructor(target: BacklogTarget, signal: AbortSignal) {
    this.#target = target;
    this.#signal = signal;
  }

  async add(body: Buffer, onTaken: () => void): Promise<void> {
    const one = post(this.#target, body, this.#signal).then(
      () => onTaken(),
      (error) => {
        this.#failure ??= error;
      },
    );
    this.#underWay.add(one);
    void one.finally(() => this.#underWay.delete(one));
    if (this.#underWay.size >= postsUnderWay) await Promise.race(this.#underWay);
    if (this.#failure !== null) throw this.#failure;
  }

  async settle(): Promise<void> {
    await Promise.all(this.#underWay);
    if (this.#failure !== null) throw this.#failure;
  }
}

/**
 * Takes every site from the first day of the city to the present, and sends what lies in the wanted stretch,
 * project by project, so that the first projects are complete long before the last have begun.
 */
export async function sendBacklog(options: BacklogOptions): Promise<number> {
  const { runs, target, sinceMs, untilMs, signal, onProgress } = options;
  const meters = runs.reduce((sum, run) => sum + run.loads.length, 0);
  const ofReadings = target === null ? 0 : Math.ceil(((untilMs - sinceMs) / 900_000) * meters);
  const posts = target === null ? null : new Posts(target, signal);
  const lines = new ReadingLines('json', readingsPerPost * 120);
  const frame = new Frame();
  let sent = 0;
  let projects = 0;
  let pending = 0;
  const flush = async () => {
    const count = pending;
    pending = 0;
    if (count === 0 || posts === null) return;
    const body = lines.take();
    await posts.add(body, () => {
      sent += count;
      onProgress({
        readings: sent,
        ofReadings: Math.max(sent, ofReadings),
        projects,
        ofProjects: runs.length,
      });
    });
  };
  for (const run of runs) {
    while (run.day < dayAt(untilMs) && !signal.aborted) {
      run.next();
      if (target === null || dayAt(sinceMs) > run.day) continue;
      for (const load of run.loads) {
        pending += lines.addFrame(tellDay(frame, run, load), sinceMs, untilMs);
      }
      if (pending >= readingsPerPost - run.loads.length * 96) await flush();
    }
    if (signal.aborted) break;
    await flush();
    projects += 1;
    if (projects % 16 === 0) await new Promise(setImmediate);
  }
  await posts?.settle();
  return sent;
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Bulletin } from '../../model/bulletin.ts';

export interface DocumentOrder {
  bulletin: Bulletin;
  form: 'xlsx' | 'docx';
  zone: string;
}

/** So many documents are kept: what is in them is frozen, and on the day of publication everybody fetches the same. */
const kept = 8;

/**
 * Office documents of bulletins. The table of a whole city keeps a processor busy for a second, and meters wait for
 * no document: each is made on a thread of its own, one after the other.
 */
export class BulletinDocuments {
  readonly #made = new Map<string, Promise<Uint8Array>>();
  #last: Promise<unknown> = Promise.resolve();

  file(order: DocumentOrder): Promise<Uint8Array> {
    const { period, revision, publishedMs } = order.bulletin;
    const key = `${period} ${revision} ${publishedMs} ${order.form}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const making = this.#last.then(() => makeOnThread(order));
    this.#last = making.catch(() => this.#made.delete(key));
    this.#made.set(key, making);
    const [oldest] = this.#made.keys();
    if (this.#made.size > kept) this.#made.delete(oldest!);
    return making;
  }
}

async function makeOnThread(order: DocumentOrder): Promise<Uint8Array> {
  const worker = new Worker(new URL('./document-worker.ts', import.meta.url), { workerData: order });
  try {
    // An error of the thread rejects it.
    const [file] = (await once(worker, 'message')) as [Uint8Array];
    return file;
  } finally {
    await worker.terminate();
  }
}

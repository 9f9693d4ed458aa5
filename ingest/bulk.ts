import { LiangshaiError } from '../model/error.ts';
import type { Reading } from '../model/reading.ts';
import type { Refusal, RefusalCode } from '../model/refusal.ts';
import type { QuarantinedMessage } from '../store/records.ts';
import type { Admission } from './admission.ts';
import type { Gate } from './gate.ts';
import type { IntakeCounts } from './intake-counts.ts';
import { isTooDeep } from './profile.ts';
import { readCanonical } from './profiles/canonical.ts';
import type { Spool } from './spool.ts';

export type BulkForm = 'ndjson' | 'array';

export interface BulkReceipt {
  accepted: number;
  refused: number;
  /** The first thousand refusals; `index` counts the body's items from 0. */
  details: { index: number; code: RefusalCode; detail: string }[];
}

export interface BulkOptions {
  gate: Gate;
  admission: Admission;
  spool: Spool;
  counts: IntakeCounts;
  nowMs: () => number;
}

const maxArrayBytes = 16 * 2 ** 20;
const maxLineBytes = 2 ** 20;
const maxDetails = 1000;
/** Bytes parsed and spooled at once: enough to share a flush, little enough not to hold up a meter's message. */
const blockBytes = 256 * 1024;
const newline = 10;

/** What is collected of one body. */
interface Body {
  sender: string;
  topic: string;
  /** The meter of an item that names none: the sender, when it is a meter. */
  device: string | null;
  receivedMs: number;
  items: number;
  receipt: BulkReceipt;
}

/** Readings by HTTP: a backlog, or a year of history, as fast as they come and no faster than they are durable. */
export class BulkIntake {
  readonly #options: BulkOptions;

  constructor(options: BulkOptions) {
    this.#options = options;
  }

  /**
   * Reads a whole body of canonical readings from an authenticated meter or gateway, already decompressed. Resolves
   * when all of it is durable; each item is taken or refused for itself. Throws LiangshaiError `ingest-closed`,
   * `body-too-large` or `body-broken`; what came before is kept, and sending it again changes nothing.
   */
  async accept(sender: string, body: AsyncIterable<Uint8Array>, form: BulkForm): Promise<BulkReceipt> {
    const state: Body = {
      sender,
      topic: `gateways/${sender}/readings`,
      device: this.#options.admission.directory.stretches(sender) ? sender : null,
      receivedMs: this.#options.nowMs(),
      items: 0,
      receipt: { accepted: 0, refused: 0, details: [] },
    };
    this.#options.counts.messages++;
    if (form === 'array') await this.#acceptArray(state, body);
    else await this.#acceptLines(state, body);
    return state.receipt;
  }

  async #acceptArray(state: Body, body: AsyncIterable<Uint8Array>): Promise<void> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of readable(body)) {
      bytes += chunk.length;
      if (bytes > maxArrayBytes) throw tooLarge(`a JSON array of more than ${maxArrayBytes} bytes`);
      chunks.push(chunk);
    }
    const whole = Buffer.concat(chunks);
    await this.#acceptText(state, whole, (text) => {
      if (isTooDeep(whole)) throw new SyntaxError('its brackets are nested too deep');
      const parsed: unknown = JSON.parse(text);
      return Array.isArray(parsed) ? parsed : [parsed];
    });
  }

  async #acceptLines(state: Body, body: AsyncIterable<Uint8Array>): Promise<void> {
    let chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of readable(body)) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes < blockBytes) continue;
      const block = Buffer.concat(chunks);
      const end = block.lastIndexOf(newline) + 1;
      if (block.length - end > maxLineBytes) throw tooLarge(`a line of more than ${maxLineBytes} bytes`);
      chunks = [block.subarray(end)];
      bytes = block.length - end;
      if (end > 0) await this.#acceptBlock(state, block.subarray(0, end));
    }
    await this.#acceptBlock(state, Buffer.concat(chunks));
  }

  /** All lines parsed as one array is several times faster than line by line, which is left for a block with a fault. */
  async #acceptBlock(state: Body, block: Buffer): Promise<void> {
    const lines = block.toString().trim();
    if (lines === '') return;
    let items: unknown[] | null = null;
    try {
      items = JSON.parse(`[${lines.replaceAll('\n', ',')}]`) as unknown[];
    } catch {
      // Line by line below tells which one is broken.
    }
    if (items !== null) return this.#acceptItems(state, items);
    for (const line of lines.split('\n')) {
      if (line.trim() !== '') await this.#acceptText(state, Buffer.from(line), (text) => [JSON.parse(text)]);
    }
  }

  /** Parses a text that stands for itself; broken, it is one refused item. */
  async #acceptText(state: Body, bytes: Buffer, parse: (text: string) => unknown[]): Promise<void> {
    let items: unknown[];
    try {
      items = parse(bytes.toString());
    } catch (error) {
      const refusal: Refusal = { code: 'unreadable', detail: `no JSON: ${(error as Error).message}` };
      this.#options.gate.pass();
      await this.#options.spool.append([], [this.#refuse(state, refusal, bytes)]);
      return;
    }
    return this.#acceptItems(state, items);
  }

  async #acceptItems(state: Body, items: readonly unknown[]): Promise<void> {
    const { gate, admission, spool, counts } = this.#options;
    gate.pass();
    const readings: Reading[] = [];
    const quarantined: QuarantinedMessage[] = [];
    for (const item of items) {
      const shown = readCanonical(item, state.device);
      const result = 'code' in shown ? shown : admission.admit(shown, state.sender, state.receivedMs);
      if ('code' in result) {
        quarantined.push(this.#refuse(state, result, Buffer.from(JSON.stringify(item))));
      } else {
        readings.push(result);
        state.items++;
      }
    }
    await spool.append(readings, quarantined);
    state.receipt.accepted += readings.length;
    counts.accepted += readings.length;
  }

  #refuse(state: Body, refusal: Refusal, payload: Uint8Array): QuarantinedMessage {
    const { receivedMs, topic, sender, receipt } = state;
    const { code, detail } = refusal;
    const index = state.items++;
    receipt.refused++;
    this.#options.counts.refused[code]++;
    if (receipt.details.length < maxDetails) receipt.details.push({ index, code, detail });
    return { receivedMs, topic, sender, code, detail, payload };
  }
}

function tooLarge(what: string): LiangshaiError {
  return new LiangshaiError(
    'body-too-large',
    `${what} is not taken`,
    'send NDJSON, one reading a line, or smaller bodies',
  );
}

/** A body whose compression is broken ends with an error of its own kind. */
async function* readable(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new LiangshaiError('body-broken', 'the body cannot be read to its end', 'send it again', {
      cause: error,
    });
  }
}

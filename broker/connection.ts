import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from '../model/message.ts';
import { frameAt, type PublishFrame, publishAt } from './frames.ts';
import type { Guest } from './guest.ts';

export interface ConnectionLimits {
  maxPacketBytes: number;
  /** How long a client may leave its acknowledgements unread. */
  slowClientMs: number;
}

/** Makes the messages of one run durable; how long to read no further from this guest, milliseconds. */
export type TakeRun = (guest: Guest, messages: readonly Message[]) => Promise<number>;

export interface ConnectionOptions {
  socket: Duplex;
  limits: ConnectionLimits;
  take: TakeRun;
  nowMs: () => number;
}

/** All that a CONNECT needs, with a will; nobody is known yet, and many may come at once. */
const maxConnectBytes = 64 * 1024;
/** PUBACK: fixed header, remaining length 2, packet identifier (MQTT 3.1.1, 3.4). */
const pubackBytes = 4;
const pubackHead = 0x40020000;

/** Readings that came one after the other. */
interface Run {
  messages: Message[];
  /** Packet identifiers to be acknowledged. */
  ids: number[];
  /** Where the next packet begins. */
  end: number;
}

/**
 * What lies between a client's socket and aedes. It parts the stream into packets, takes the readings out of it a run
 * at a time, and acknowledges a run in one write when it is durable: one by one through aedes they cost several times
 * as much. All else is aedes', in the order in which it came: a packet waits for the run before it, and everything
 * waits for the login. Nothing more is read meanwhile, so TCP tells the sender.
 */
export class Connection extends Duplex {
  readonly socket: Duplex;
  /** Who it is, once its login is accepted. */
  guest: Guest | null = null;
  /** The longest time between two packets that the client has promised, seconds; 0: none. */
  keepAliveSeconds = 0;
  readonly #limits: ConnectionLimits;
  readonly #take: TakeRun;
  readonly #nowMs: () => number;
  /** What is there of a packet that is not whole, and how much is missing at least. */
  #parts: Buffer[] = [];
  #missing = 1;
  #open = false;
  #busy = false;
  #ended = false;
  #silentSeconds = 0;
  #topic = '';
  #topicBytes: Uint8Array = new Uint8Array();
  #onOpen: (() => void) | null = null;
  #onWanted: (() => void) | null = null;

  constructor({ socket, limits, take, nowMs }: ConnectionOptions) {
    super();
    this.socket = socket;
    this.#limits = limits;
    this.#take = take;
    this.#nowMs = nowMs;
    socket.on('readable', () => this.#next());
    socket.on('end', () => {
      this.#ended = true;
      this.#next();
    });
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  /** The client has its CONNACK. */
  open(): void {
    this.#open = true;
    this.#onOpen?.();
  }

  /** To be called once a second. A client that is silent one and a half times as long as it promised is gone (3.1.2-24). */
  secondPassed(): void {
    this.#silentSeconds = this.#busy ? 0 : this.#silentSeconds + 1;
    if (this.keepAliveSeconds > 0 && this.#silentSeconds > 1.5 * this.keepAliveSeconds)
      this.destroy(new Error('keep alive timeout'));
  }

  override _read(): void {
    this.#onWanted?.();
    this.#onWanted = null;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    this.socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }

  #next(): void {
    while (!this.#busy && !this.destroyed) {
      const chunk: Buffer | null = this.socket.read();
      if (chunk === null) {
        if (this.#ended && !this.readableEnded) this.push(null);
        return;
      }
      this.#silentSeconds = 0;
      this.#parts.push(chunk);
      this.#missing -= chunk.length;
      if (this.#missing <= 0) this.#begin(this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts));
    }
  }

  #begin(bytes: Buffer): void {
    this.#busy = true;
    this.#pass(bytes).then(
      () => {
        this.#busy = false;
        this.#next();
      },
      (error: Error) => this.destroy(error),
    );
  }

  async #pass(bytes: Buffer): Promise<void> {
    let at = 0;
    while (at < bytes.length && !this.destroyed) {
      const run = this.#runAt(bytes, at);
      if (run.end > at) await this.#takeRun(run);
      else {
        const end = this.#frameAt(bytes, at)?.end ?? Number.POSITIVE_INFINITY;
        if (end > bytes.length) break;
        await this.#handToAedes(bytes.subarray(at, end));
        run.end = end;
      }
      at = run.end;
    }
    this.#keep(bytes.subarray(at));
  }

  /** Remembers the beginning of a packet. */
  #keep(rest: Buffer): void {
    this.#parts = rest.length === 0 ? [] : [rest];
    const end = this.#frameAt(rest, 0)?.end ?? rest.length + 1;
    this.#missing = end - rest.length;
  }

  /** null: not even its length is there. Throws when it will never be a packet that is taken. */
  #frameAt(bytes: Uint8Array, at: number): { body: number; end: number } | null {
    const frame = frameAt(bytes, at);
    if (frame.kind === 'partial') return null;
    if (frame.kind === 'malformed') throw new Error('a malformed packet length');
    const limit = this.#open ? this.#limits.maxPacketBytes : maxConnectBytes;
    if (frame.end - frame.body > limit) throw new Error(`a packet of more than ${limit} bytes`);
    return frame;
  }

  /** The readings from here to the first packet that is none, or is not whole. */
  #runAt(bytes: Buffer, from: number): Run {
    const run: Run = { messages: [], ids: [], end: from };
    const { guest } = this;
    if (guest === null || !this.#open) return run;
    const receivedMs = this.#nowMs();
    while (run.end < bytes.length) {
      const frame = this.#frameAt(bytes, run.end);
      if (frame === null || frame.end > bytes.length) break;
      const publish = publishAt(bytes, run.end, frame.body, frame.end);
      if (publish === null) break;
      const topic = this.#topicOf(bytes, publish);
      const publication = guest.publicationOf(topic);
      if (publication === 'readings') {
        const payload = bytes.subarray(publish.payloadFrom, frame.end);
        run.messages.push({ topic, payload, sender: guest.id, receivedMs });
      } else if (publication !== 'nothing') break;
      if (publish.messageId !== null) run.ids.push(publish.messageId);
      run.end = frame.end;
    }
    return run;
  }

  /** The text of a topic; nearly always that of the packet before, which need not be made again. */
  #topicOf(bytes: Buffer, { topicFrom, topicTo }: PublishFrame): string {
    const known = this.#topicBytes;
    const length = topicTo - topicFrom;
    let same = 0;
    if (known.length === length) while (same < length && known[same] === bytes[topicFrom + same]) same++;
    if (same !== length) {
      this.#topicBytes = Uint8Array.from(bytes.subarray(topicFrom, topicTo));
      this.#topic = bytes.toString('utf8', topicFrom, topicTo);
    }
    return this.#topic;
  }

  async #takeRun({ messages, ids }: Run): Promise<void> {
    const waitMs = await this.#take(this.guest!, messages);
    if (this.destroyed) return;
    if (ids.length > 0) await this.#acknowledge(ids);
    if (waitMs > 0) await wait(waitMs, undefined, { ref: false });
  }

  async #acknowledge(ids: readonly number[]): Promise<void> {
    const bytes = Buffer.allocUnsafe(ids.length * pubackBytes);
    for (let i = 0; i < ids.length; i++) bytes.writeUInt32BE(pubackHead + ids[i]!, i * pubackBytes);
    if (this.socket.write(bytes)) return;
    try {
      await once(this.socket, 'drain', { signal: AbortSignal.timeout(this.#limits.slowClientMs) });
    } catch (cause) {
      throw new Error('its acknowledgements are not read', { cause });
    }
  }

  async #handToAedes(packet: Buffer): Promise<void> {
    if (!this.push(packet)) await new Promise<void>((resolve) => (this.#onWanted = resolve));
    if (!this.#open) await new Promise<void>((resolve) => (this.#onOpen = resolve));
  }
}

import type { Duplex } from 'node:stream';
import type { MqttClient } from 'mqtt';
import type { Accept, Message } from '../model/message.ts';

/**
 * Messages of one connection that are not acknowledged yet: enough that every flush of the disk finds its share, few
 * enough to be held.
 */
export const receiveMaximum = 1000;
/** And their bytes: a few large ones are as much as many small ones. */
const bytesAtMost = 4 * 2 ** 20;

/** What the client library hands over; it reads on when `done` is called. */
type HandleMessage = MqttClient['handleMessage'];

/** With an error the client library reads on and leaves the acknowledgement to us. */
const acknowledgedLater = new Error('acknowledged when it is durable');

/** PUBACK: fixed header, remaining length 2, packet identifier (MQTT 3.1.1, 3.4; MQTT 5 with reason code 0 left out). */
const pubackBytes = 4;
const pubackHead = 0x40020000;

/** What came in one turn of the event loop, by one connection to the broker. */
interface Run {
  stream: Duplex;
  messages: Message[];
  /** Packet identifiers to be acknowledged. */
  ids: number[];
  bytes: number;
}

export interface ConsumerOptions {
  client: MqttClient;
  accept: Accept;
  nowMs: () => number;
  /** Something could not be made durable. It is not acknowledged, and the connection is cut, so that it comes again. */
  onRefused: (error: Error) => void;
}

/**
 * Takes what a broker delivers by one connection as it comes, and acknowledges in the order of arrival (MQTT 3.1.1,
 * 4.6.0-2) what is durable. The client library by itself would wait for the disk with every single message.
 */
export class Consumer {
  readonly #options: ConsumerOptions;
  #run: Run | null = null;
  /** Resolves when every run so far is acknowledged, or refused. */
  #settled: Promise<void> = Promise.resolve();
  #heldMessages = 0;
  #heldBytes = 0;
  #readOn: (() => void) | null = null;
  #closed = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    options.client.handleMessage = (packet, done) => this.#take(packet, done);
  }

  /** Takes nothing more; resolves when what was taken is acknowledged, or refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#hand();
    await this.#settled;
  }

  #take(packet: Parameters<HandleMessage>[0], done: Parameters<HandleMessage>[1]): void {
    if (this.#closed || packet.cmd !== 'publish') return;
    const { topic, qos, messageId } = packet;
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const run = this.#runOf(this.#options.client.stream);
    run.messages.push({ topic, payload, sender: null, receivedMs: this.#options.nowMs() });
    if (qos === 1) run.ids.push(messageId!);
    run.bytes += payload.length;
    this.#heldMessages++;
    this.#heldBytes += payload.length;
    this.#readOn = () => done(qos === 1 ? acknowledgedLater : undefined);
    this.#readOnIfItMay();
  }

  /** The one that is being gathered; a new connection begins a new one. */
  #runOf(stream: Duplex): Run {
    if (this.#run?.stream === stream) return this.#run;
    this.#hand();
    this.#run = { stream, messages: [], ids: [], bytes: 0 };
    setImmediate(() => this.#hand());
    return this.#run;
  }

  #hand(): void {
    const run = this.#run;
    if (run === null) return;
    this.#run = null;
    this.#settled = this.#settle(run, this.#settled);
  }

  async #settle({ stream, messages, ids, bytes }: Run, before: Promise<void>): Promise<void> {
    const [accepted] = await Promise.allSettled([this.#options.accept(messages), before]);
    if (accepted.status === 'fulfilled') await acknowledge(stream, ids);
    else {
      this.#options.onRefused(accepted.reason as Error);
      stream.destroy();
    }
    this.#heldMessages -= messages.length;
    this.#heldBytes -= bytes;
    this.#readOnIfItMay();
  }

  #readOnIfItMay(): void {
    if (this.#heldMessages >= receiveMaximum || this.#heldBytes >= bytesAtMost) return;
    const readOn = this.#readOn;
    this.#readOn = null;
    readOn?.();
  }
}

/** In one write; resolves when the network has it. Whoever is cut off gets it again. */
async function acknowledge(stream: Duplex, ids: readonly number[]): Promise<void> {
  if (ids.length === 0 || stream.destroyed) return;
  const bytes = Buffer.allocUnsafe(ids.length * pubackBytes);
  for (const [index, id] of ids.entries()) bytes.writeUInt32BE(pubackHead + id, index * pubackBytes);
  await new Promise<void>((resolve) => stream.write(bytes, () => resolve()));
}

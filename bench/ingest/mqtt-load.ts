import { connect, type Socket } from 'node:net';
import { generate } from 'mqtt-packet';

/** One reading, or a gateway's batch, a message; `stamp` is its time and makes it unlike the one before. */
export type PayloadOf = (connection: number, stamp: number) => Buffer;

export interface LoadOptions {
  port: number;
  connections: number;
  /** Unacknowledged messages a connection keeps under way. */
  window: number;
  /** Messages a second over all connections; null: as fast as they are acknowledged. */
  rate: number | null;
  seconds: number;
  warmupSeconds: number;
  userOf: (connection: number) => { username: string; password: string } | null;
  topicOf: (connection: number) => string;
  payloadOf: PayloadOf;
  /** CPU seconds that the server has used so far. */
  serverCpu: () => number;
}

export interface LoadResult {
  acknowledged: number;
  /** Per second of the measured time. */
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** CPU seconds of the generator in the measured time. */
  cpuSeconds: number;
  /** CPU seconds of the server, all threads, in the measured time: logins and warming up are not in it. */
  serverCpuSeconds: number;
  measuredSeconds: number;
}

const maxMessageId = 65_535;
/** A PUBACK is `40 02 id id`. */
export const ackBytes = 4;

/** One client: it writes QoS 1 publishes by hand, because a client library would be the bottleneck. */
class Publisher {
  readonly sentAt = new Float64Array(maxMessageId + 1);
  inFlight = 0;
  readonly #options: LoadOptions;
  readonly #number: number;
  readonly #socket: Socket;
  readonly #topic: Buffer;
  readonly #onAck: (latencyMs: number) => void;
  #messageId = 0;
  #stamp: number;
  #rest: Buffer = Buffer.alloc(0);

  constructor(options: LoadOptions, number: number, socket: Socket, onAck: (latencyMs: number) => void) {
    this.#options = options;
    this.#number = number;
    this.#socket = socket;
    this.#topic = Buffer.from(options.topicOf(number));
    this.#onAck = onAck;
    this.#stamp = Date.now() - 3_000_000;
    socket.on('data', (bytes: Buffer) => this.#acks(bytes));
  }

  /** Writes up to `count` publishes in one go. */
  send(count: number): void {
    const packets: Buffer[] = [];
    const now = performance.now();
    for (let i = 0; i < count; i++) {
      this.#messageId = (this.#messageId % maxMessageId) + 1;
      this.sentAt[this.#messageId] = now;
      const payload = this.#options.payloadOf(this.#number, this.#stamp++);
      packets.push(...publishPacket(this.#topic, this.#messageId, payload));
    }
    this.inFlight += count;
    this.#socket.write(Buffer.concat(packets));
  }

  #acks(bytes: Buffer): void {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const now = performance.now();
    let at = 0;
    for (; at + ackBytes <= all.length; at += ackBytes) {
      this.inFlight--;
      this.#onAck(now - this.sentAt[all.readUInt16BE(at + 2)]!);
    }
    this.#rest = all.subarray(at);
    if (this.#options.rate === null) this.send(this.#options.window - this.inFlight);
  }
}

/** A PUBLISH of QoS 1, in pieces. */
export function publishPacket(topic: Buffer, messageId: number, payload: Buffer): Buffer[] {
  const head: number[] = [0x32];
  for (let rest = 2 + topic.length + 2 + payload.length; ; ) {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    head.push(rest > 0 ? digit | 0x80 : digit);
    if (rest === 0) break;
  }
  head.push(topic.length >> 8, topic.length & 0xff);
  return [Buffer.from(head), topic, Buffer.from([messageId >> 8, messageId & 0xff]), payload];
}

/** Opens a connection and waits for its CONNACK. */
export function login(
  port: number,
  number: number,
  user: ReturnType<LoadOptions['userOf']>,
): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const packet = {
    cmd: 'connect',
    clientId: `load-${number}`,
    clean: true,
    keepalive: 0,
    protocolVersion: 4,
    protocolId: 'MQTT',
  } as const;
  socket.write(
    generate(
      user === null ? packet : { ...packet, username: user.username, password: Buffer.from(user.password) },
    ),
  );
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (bytes) => {
      if (bytes[0] === 0x20 && bytes[3] === 0) resolve(socket);
      else reject(new Error(`CONNACK ${bytes.toString('hex')}`));
    });
  });
}

export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  let measuring = false;
  let acknowledged = 0;
  const onAck = (latencyMs: number) => {
    if (!measuring) return;
    acknowledged++;
    if (acknowledged % 16 === 0) latencies.push(latencyMs);
  };
  const publishers: Publisher[] = [];
  const sockets: Socket[] = [];
  for (let number = 0; number < options.connections; number++) {
    const socket = await login(options.port, number, options.userOf(number));
    sockets.push(socket);
    publishers.push(new Publisher(options, number, socket, onAck));
  }
  const timer = options.rate === null ? null : pace(publishers, options.rate, options.window);
  if (options.rate === null) for (const publisher of publishers) publisher.send(options.window);
  await sleep(options.warmupSeconds);
  measuring = true;
  const [from, cpu, serverFrom] = [performance.now(), process.cpuUsage(), options.serverCpu()];
  await sleep(options.seconds);
  measuring = false;
  const measuredSeconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  const serverCpuSeconds = options.serverCpu() - serverFrom;
  if (timer !== null) clearInterval(timer);
  for (const socket of sockets) socket.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return {
    acknowledged,
    perSecond: acknowledged / measuredSeconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuSeconds: (used.user + used.system) / 1e6,
    serverCpuSeconds,
    measuredSeconds,
  };
}

/** Sends at a steady rate, in slices of ten milliseconds, round robin. */
function pace(publishers: readonly Publisher[], rate: number, window: number): NodeJS.Timeout {
  let due = 0;
  let next = 0;
  let before = performance.now();
  return setInterval(() => {
    const now = performance.now();
    due += ((now - before) / 1000) * rate;
    before = now;
    for (let tried = 0; due >= 1 && tried < publishers.length; tried++) {
      const publisher = publishers[next++ % publishers.length]!;
      const count = Math.min(Math.ceil(due / publishers.length), window - publisher.inFlight);
      if (count <= 0) continue;
      publisher.send(count);
      due -= count;
    }
  }, 10);
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

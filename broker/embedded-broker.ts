import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Client, Subscription } from 'aedes';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { Accept, Message } from '../model/message.ts';
import { maySubscribe, type TopicOwner } from './acl.ts';
import { MqttLimits, type MqttTls } from './configuration.ts';
import { Connection } from './connection.ts';
import type { CredentialBook } from './credential-book.ts';
import type { Guest } from './guest.ts';
import { type Listener, openListeners } from './listeners.ts';
import { type MarkedPacket, ReadingBroker } from './reading-broker.ts';
import { Reception } from './reception.ts';
import { Counted, isOfProtocol, RefusalLog } from './refusal-log.ts';

export interface EmbeddedBrokerOptions {
  host: string;
  /** 0: any free port; see `port` after the start. */
  port: number;
  tls?: MqttTls | undefined;
  websocketPort?: number | undefined;
  limits?: MqttLimits;
  credentials: CredentialBook;
  accept: Accept;
  /** Whose readings a topic carries; null: no profile knows it. */
  ownerOf: (topic: string) => TopicOwner | null;
  nowMs: () => number;
  logger: Logger;
  metrics: Registry;
}

type Done = (error?: Error | null) => void;

/** How long a client may take from its connection to its CONNECT. */
const connectTimeoutMs = 10_000;
const keepAliveCheckMs = 1_000;

/** aedes keeps the stream that it was handed. */
function connectionOf(client: Client): Connection {
  return client.conn as Connection;
}

/**
 * The door when no other broker is there: MQTT 3.1.1 over TCP, TLS and WebSocket. A PUBACK goes out when the intake has
 * the message on disk; when it cannot, the connection is closed and the client sends again. Readings are taken by each
 * `Connection`; logins, subscriptions, statuses, last wills and QoS 2 are aedes'.
 */
export class EmbeddedBroker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #aedes: ReadingBroker;
  readonly #limits: MqttLimits;
  readonly #refusals: RefusalLog;
  readonly #connections = new Set<Connection>();
  readonly #reception: Reception;
  #listeners: Listener[] = [];
  #keepAlive: NodeJS.Timeout | null = null;
  #underWay = 0;
  #idle: (() => void) | null = null;
  #closing = false;

  constructor(options: EmbeddedBrokerOptions) {
    const { credentials, limits = MqttLimits.parse({}), logger, metrics } = options;
    this.#options = options;
    this.#limits = limits;
    this.#refusals = new RefusalLog(logger, metrics);
    this.#reception = new Reception({ ...options, limits, refusals: this.#refusals });
    this.#aedes = new ReadingBroker({
      connectTimeout: connectTimeoutMs,
      drainTimeout: limits.slowClientSeconds * 1000,
      preConnect: (client, packet, done) => {
        // Its timers see only what it is handed.
        connectionOf(client).keepAliveSeconds = packet.keepalive ?? 0;
        packet.keepalive = 0;
        done(null, true);
      },
      authenticate: (client, username, password, done) => {
        const connection = connectionOf(client);
        this.#reception
          .login(connection, client.req, username, password?.toString())
          .then((error) => done(error, error === null));
      },
      authorizePublish: (client, packet, done) => this.#authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) =>
        done(null, this.#authorizeSubscribe(client, subscription)),
    });
    this.#listenToClients();
    credentials.onReplaced(() => this.#reception.closeRevoked(this.#connections));
    this.#exposeClients(metrics);
  }

  async start(): Promise<void> {
    const { host, port, tls, websocketPort } = this.#options;
    const { connections, packetKilobytes } = this.#limits;
    await this.#aedes.listen();
    this.#listeners = await openListeners({
      host,
      port,
      tls,
      websocketPort,
      maxConnections: connections,
      maxPacketBytes: packetKilobytes * 1024,
      onConnection: (stream, request) => this.#welcome(stream, request),
      onDrop: (address) => this.#refusals.note('connection', address),
    });
    this.#keepAlive = setInterval(() => {
      for (const connection of this.#connections) connection.secondPassed();
    }, keepAliveCheckMs);
    this.#keepAlive.unref();
    this.#refusals.start();
  }

  /** Lets what is under way be acknowledged, then closes every connection. The intake must outlive this. */
  async stop(): Promise<void> {
    this.#closing = true;
    if (this.#keepAlive !== null) clearInterval(this.#keepAlive);
    const closed = this.#listeners.map(
      ({ server }) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
    // Connections without a CONNECT yet are not aedes' clients.
    for (const connection of this.#connections) connection.destroy();
    await Promise.all(closed);
    this.#refusals.stop();
  }

  /** The ports that are listened on: TCP, then TLS and WebSocket as far as they are configured. */
  get ports(): number[] {
    return this.#listeners.map((listener) => listener.port);
  }

  get port(): number {
    return this.ports[0] ?? this.#options.port;
  }

  /** The open findings of a project, retained: a late subscriber sees them at once. */
  publishFindings(project: string, findings: readonly unknown[]): Promise<void> {
    return this.#publish(`liangshai/findings/${project}`, Buffer.from(JSON.stringify(findings)), true);
  }

  /** Asks a device to say something again. */
  request({ topic, payload }: { topic: string; payload: Uint8Array }): Promise<void> {
    return this.#publish(topic, Buffer.from(payload), false);
  }

  #publish(topic: string, payload: Buffer, retain: boolean): Promise<void> {
    const packet: MarkedPacket = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false };
    return new Promise((resolve, reject) => {
      this.#aedes.publish(packet, null, (error) => (error ? reject(error) : resolve()));
    });
  }

  #welcome(socket: Duplex, request: IncomingMessage | undefined): void {
    const { packetKilobytes, slowClientSeconds } = this.#limits;
    const connection = new Connection({
      socket,
      limits: { maxPacketBytes: packetKilobytes * 1024, slowClientMs: slowClientSeconds * 1000 },
      take: (guest, messages) => this.#take(guest, messages),
      nowMs: this.#options.nowMs,
    });
    this.#connections.add(connection);
    connection.once('close', () => this.#connections.delete(connection));
    this.#aedes.handle(connection, request);
  }

  /** What is no reading, or comes by QoS 2, or as a last will. */
  #authorizePublish(client: Client | null, packet: MarkedPacket, done: Done): void {
    const guest = client === null ? null : connectionOf(client).guest;
    if (guest === null) {
      done(new Error('not now'));
      return;
    }
    const publication = guest.publicationOf(packet.topic);
    if (publication === 'refused') {
      this.#refusals.note('topic', `${guest.id} to ${packet.topic}`);
      done(new Counted(`${guest.id} may not publish to ${packet.topic}`));
      return;
    }
    packet.forIntakeOnly = publication !== 'status';
    if (publication === 'nothing') {
      done();
      return;
    }
    const { topic, payload } = packet;
    const receivedMs = this.#options.nowMs();
    this.#take(guest, [{ topic, payload: Buffer.from(payload), sender: guest.id, receivedMs }]).then(
      (waitMs) => {
        if (waitMs === 0) done();
        else setTimeout(done, waitMs);
      },
      done,
    );
  }

  /** Resolves when all is durable. A guest above its rate is slowed down: how long nothing more is to be read from it. */
  async #take(guest: Guest, messages: readonly Message[]): Promise<number> {
    if (this.#closing) throw new Counted('not now');
    const { accept, nowMs } = this.#options;
    this.#underWay++;
    try {
      await accept(messages);
    } catch (cause) {
      const { message } = cause as Error;
      this.#refusals.note('not-durable', `${guest.id}: ${message}`);
      throw new Counted(message, { cause });
    } finally {
      if (--this.#underWay === 0) this.#idle?.();
    }
    const waitMs = guest.rate.take(nowMs(), messages.length);
    if (waitMs > 0) this.#refusals.note('rate', guest.id);
    return waitMs;
  }

  #authorizeSubscribe(client: Client, subscription: Subscription): Subscription | null {
    const { guest } = connectionOf(client);
    if (guest !== null && maySubscribe(guest.credential, subscription.topic)) return subscription;
    this.#refusals.note('subscription', `${guest?.id ?? client.id} to ${subscription.topic}`);
    return null;
  }

  #listenToClients(): void {
    this.#aedes.on('connackSent', ({ returnCode }, client) => {
      if (returnCode === 0) connectionOf(client).open();
    });
    this.#aedes.on('clientError', (client, error) => {
      if (isOfProtocol(error)) this.#refusals.note('protocol', `${client.id}: ${error.message}`);
    });
    this.#aedes.on('connectionError', (_client, error) => {
      if (isOfProtocol(error)) this.#refusals.note('protocol', error.message);
    });
  }

  #exposeClients(metrics: Registry): void {
    const aedes = this.#aedes;
    new Gauge({
      name: 'liangshai_broker_clients',
      help: 'Clients that are connected to the embedded broker.',
      registers: [metrics],
      collect() {
        this.set(aedes.closed ? 0 : aedes.connectedClients);
      },
    });
  }
}

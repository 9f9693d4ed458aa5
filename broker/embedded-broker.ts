import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Aedes, type AuthenticateError, type Client, type PublishPacket, type Subscription } from 'aedes';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { Accept } from '../model/message.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { maySubscribe, publicationOf, type TopicOwner } from './acl.ts';
import { MqttLimits, type MqttTls } from './configuration.ts';
import type { CredentialBook, DeviceCredential } from './credential-book.ts';
import { addressOf, certificateIdOf, type Listener, openListeners } from './listeners.ts';
import { Login } from './login.ts';
import { LoginThrottle } from './login-throttle.ts';
import { limitPackets } from './packet-limit.ts';
import { RefusalLog } from './refusal-log.ts';
import { TokenBucket } from './token-bucket.ts';

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

/** A client that has logged in. */
interface Guest {
  credential: DeviceCredential;
  rate: TokenBucket;
}

type Published = (error?: Error) => void;
type Done = (error?: Error | null) => void;

/** How long a client may take from its connection to its CONNECT. */
const connectTimeoutMs = 10_000;

/** Marked by a property: a WeakSet of packets costs the garbage collector more than the rest of a message's way. */
interface MarkedPacket extends PublishPacket {
  forIntakeOnly?: boolean;
}

/** Readings go to the intake and to no subscriber: handing them round would cost as much as taking them. */
class ReadingBroker extends Aedes {
  /** aedes calls it with the publishing client in between, which its types leave out. */
  override publish(packet: MarkedPacket, client: Client | null | Published, done?: Published): void {
    if (packet.forIntakeOnly) done?.();
    else Reflect.apply(super.publish, this, [packet, client, done]);
  }
}

/** MQTT CONNACK return code 4 (bad user name or password) or 3 (server unavailable: later, perhaps). */
function loginError(returnCode: 3 | 4): AuthenticateError {
  const message = returnCode === 4 ? 'bad user name or password' : 'too many failed logins';
  return Object.assign(new Error(message), { returnCode });
}

/**
 * The door when no other broker is there: MQTT 3.1.1 over TCP, TLS and WebSocket. A PUBACK goes out when the intake has
 * the message on disk; when it cannot, the connection is closed and the client sends again.
 */
export class EmbeddedBroker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #aedes: ReadingBroker;
  readonly #limits: MqttLimits;
  readonly #login: Login;
  readonly #refusals: RefusalLog;
  readonly #acknowledgements = new Acknowledgements();
  readonly #streams = new Set<Duplex>();
  readonly #guests = new Map<Client, Guest>();
  /** One for each id, over all its connections. */
  readonly #rates = new Map<string, TokenBucket>();
  #listeners: Listener[] = [];
  #underWay = 0;
  #idle: (() => void) | null = null;
  #closing = false;

  constructor(options: EmbeddedBrokerOptions) {
    const { credentials, limits = MqttLimits.parse({}), logger, metrics, nowMs } = options;
    this.#options = options;
    this.#limits = limits;
    this.#refusals = new RefusalLog(logger, metrics);
    this.#login = new Login(credentials, new LoginThrottle(nowMs));
    this.#aedes = new ReadingBroker({
      connectTimeout: connectTimeoutMs,
      drainTimeout: limits.slowClientSeconds * 1000,
      authenticate: (client, username, password, done) => {
        this.#authenticate(client, username, password?.toString()).then(
          (error) => done(error, error === null),
          () => done(loginError(3), false),
        );
      },
      authorizePublish: (client, packet, done) => this.#authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) =>
        done(null, this.#authorizeSubscribe(client, subscription)),
    });
    this.#listenToClients();
    credentials.onReplaced(() => this.#closeRevoked());
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
    this.#refusals.start();
  }

  /** Lets what is under way be acknowledged, then closes every connection. The intake must outlive this. */
  async stop(): Promise<void> {
    this.#closing = true;
    const closed = this.#listeners.map(
      ({ server }) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
    // Connections without a CONNECT yet are not aedes' clients.
    for (const stream of this.#streams) stream.destroy();
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
    const packet: PublishPacket = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false };
    return new Promise((resolve, reject) => {
      this.#aedes.publish(packet, null, (error) => (error ? reject(error) : resolve()));
    });
  }

  #welcome(stream: Duplex, request: IncomingMessage | undefined): void {
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    const client = this.#aedes.handle(stream, request);
    limitPackets(client, this.#limits.packetKilobytes * 1024);
  }

  async #authenticate(
    client: Client,
    username: string | undefined,
    password: string | undefined,
  ): Promise<AuthenticateError | null> {
    const address = addressOf(client.conn, client.req);
    const certificateId = certificateIdOf(client.conn, client.req);
    const credential = await this.#login.attempt({ username, password, address, certificateId });
    if (typeof credential === 'string') {
      this.#refusals.note(
        credential === 'wrong' ? 'login' : 'login-throttled',
        `${username ?? 'nobody'} from ${address}`,
      );
      return loginError(credential === 'wrong' ? 4 : 3);
    }
    this.#guests.set(client, { credential, rate: this.#rateOf(credential.id) });
    return null;
  }

  #rateOf(id: string): TokenBucket {
    const known = this.#rates.get(id);
    if (known !== undefined) return known;
    const { messagesPerSecond } = this.#limits;
    const rate = new TokenBucket(messagesPerSecond, 2 * messagesPerSecond, this.#options.nowMs());
    this.#rates.set(id, rate);
    return rate;
  }

  #authorizePublish(client: Client | null, packet: PublishPacket, done: Done): void {
    const guest = client === null ? undefined : this.#guests.get(client);
    if (guest === undefined || this.#closing) {
      done(new Error('not now'));
      return;
    }
    const { id } = guest.credential;
    const publication = publicationOf(guest.credential, packet.topic, this.#options.ownerOf);
    if (packet.payload.length > this.#limits.packetKilobytes * 1024) {
      done(new Error('a payload above the limit'));
      return;
    }
    if (publication === 'refused') {
      this.#refusals.note('topic', `${id} to ${packet.topic}`);
      done(new Error(`${id} may not publish to ${packet.topic}`));
      return;
    }
    if (publication !== 'status') (packet as MarkedPacket).forIntakeOnly = true;
    if (publication === 'nothing') {
      done();
      return;
    }
    const settled =
      publication === 'readings' && packet.qos === 1 ? this.#acknowledging(client!, packet, done) : done;
    const waitMs = guest.rate.take(this.#options.nowMs());
    if (waitMs === 0) this.#accept(id, packet, settled);
    else this.#slowDown(id, waitMs, () => this.#accept(id, packet, settled));
  }

  /** For aedes the message is then one of QoS 0, and over. */
  #acknowledging(client: Client, packet: PublishPacket, done: Done): Done {
    return (error) => {
      if (!error) {
        this.#acknowledgements.add(client, packet.messageId!);
        packet.qos = 0;
      }
      done(error);
    };
  }

  /** aedes reads no further from a client whose packets are not done with, so waiting reaches the sender. */
  #slowDown(id: string, waitMs: number, then: () => void): void {
    this.#refusals.note('rate', id);
    setTimeout(then, waitMs);
  }

  #accept(sender: string, packet: PublishPacket, done: Done): void {
    const { accept, nowMs } = this.#options;
    this.#underWay++;
    accept({ topic: packet.topic, payload: packet.payload as Buffer, sender, receivedMs: nowMs() }).then(
      () => {
        done();
        this.#finished();
      },
      (error: Error) => {
        this.#refusals.note('not-durable', `${sender}: ${error.message}`);
        done(error);
        this.#finished();
      },
    );
  }

  #finished(): void {
    if (--this.#underWay === 0) this.#idle?.();
  }

  #authorizeSubscribe(client: Client, subscription: Subscription): Subscription | null {
    const guest = this.#guests.get(client);
    if (guest !== undefined && maySubscribe(guest.credential, subscription.topic)) return subscription;
    this.#refusals.note('subscription', `${guest?.credential.id ?? client.id} to ${subscription.topic}`);
    return null;
  }

  #listenToClients(): void {
    const forget = (client: Client) => this.#guests.delete(client);
    this.#aedes.on('clientDisconnect', forget);
    this.#aedes.on('clientError', (client, error) => {
      this.#refusals.note('protocol', `${client.id}: ${error.message}`);
    });
    this.#aedes.on('connectionError', (client, error) => {
      forget(client);
      this.#refusals.note('protocol', error.message);
    });
  }

  /** A secret that was rotated, or a meter that lost its credential, is out at once. */
  #closeRevoked(): void {
    for (const [client, { credential }] of this.#guests) {
      const current = this.#options.credentials.credential(credential.id);
      if (credential.hash !== '' && current?.hash !== credential.hash) client.close();
      else if (current !== null)
        this.#guests.set(client, { credential: current, rate: this.#rateOf(current.id) });
    }
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

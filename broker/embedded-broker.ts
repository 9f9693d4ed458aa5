import { createServer, type Server } from 'node:net';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { Accept } from '../model/message.ts';
import { publicationOf, type TopicOwner } from './acl.ts';
import type { CredentialBook, DeviceCredential } from './credential-book.ts';
import { RefusalLog } from './refusal-log.ts';

export interface EmbeddedBrokerOptions {
  host: string;
  /** 0: any free port; see `port` after the start. */
  port: number;
  credentials: CredentialBook;
  accept: Accept;
  /** Whose readings a topic carries; null: no profile knows it. */
  ownerOf: (topic: string) => TopicOwner | null;
  nowMs: () => number;
  logger: Logger;
  metrics: Registry;
}

type Published = (error?: Error) => void;
type Done = (error?: Error | null) => void;

/** Readings go to the intake and to no subscriber: handing them round would cost as much as taking them. */
class ReadingBroker extends Aedes {
  readonly readings = new WeakSet<PublishPacket>();

  /** aedes calls it with the publishing client in between, which its types leave out. */
  override publish(packet: PublishPacket, client: Client | null | Published, done?: Published): void {
    if (this.readings.has(packet)) done?.();
    else Reflect.apply(super.publish, this, [packet, client, done]);
  }
}

/** MQTT CONNACK return code 4: bad user name or password. */
function badLogin(): AuthenticateError {
  return Object.assign(new Error('bad user name or password'), { returnCode: 4 });
}

/**
 * The door when no other broker is there: MQTT 3.1.1 over TCP. A PUBACK goes out when the intake has the message on
 * disk; when it cannot, the connection is closed and the client sends again.
 */
export class EmbeddedBroker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #aedes: ReadingBroker;
  readonly #server: Server;
  readonly #refusals: RefusalLog;
  readonly #clients = new WeakMap<Client, DeviceCredential>();
  #underWay = 0;
  #idle: (() => void) | null = null;
  #closing = false;

  constructor(options: EmbeddedBrokerOptions) {
    this.#options = options;
    this.#refusals = new RefusalLog(options.logger, options.metrics);
    this.#aedes = new ReadingBroker({
      authenticate: (client, username, password, done) => {
        this.#authenticate(client, username, password?.toString()).then(
          (ok) => done(ok ? null : badLogin(), ok),
          () => done(badLogin(), false),
        );
      },
      authorizePublish: (client, packet, done) => this.#authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => {
        this.#refusals.note('subscription', `${client.id} to ${subscription.topic}`);
        done(null, null);
      },
    });
    this.#aedes.on('clientError', (client, error) =>
      this.#refusals.note('protocol', `${client.id}: ${error.message}`),
    );
    this.#aedes.on('connectionError', (_, error) => this.#refusals.note('protocol', error.message));
    this.#server = createServer({ noDelay: true }, this.#aedes.handle);
    const aedes = this.#aedes;
    new Gauge({
      name: 'liangshai_broker_clients',
      help: 'Clients that are connected to the embedded broker.',
      registers: [options.metrics],
      collect() {
        this.set(aedes.closed ? 0 : aedes.connectedClients);
      },
    });
  }

  async start(): Promise<void> {
    const { host, port } = this.#options;
    await this.#aedes.listen();
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: 4096 }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#refusals.start();
  }

  /** Lets what is under way be acknowledged, then closes every connection. The intake must outlive this. */
  async stop(): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
    await closed;
    this.#refusals.stop();
  }

  /** The port that is listened on. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : this.#options.port;
  }

  /** The open findings of a project, retained: a late subscriber sees them at once. */
  publishFindings(project: string, findings: readonly unknown[]): Promise<void> {
    return this.#publish({
      cmd: 'publish',
      topic: `liangshai/findings/${project}`,
      payload: Buffer.from(JSON.stringify(findings)),
      qos: 1,
      retain: true,
      dup: false,
    });
  }

  #publish(packet: PublishPacket): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#aedes.publish(packet, null, (error) => (error ? reject(error) : resolve()));
    });
  }

  async #authenticate(
    client: Client,
    username: string | undefined,
    password: string | undefined,
  ): Promise<boolean> {
    const credential =
      username === undefined || password === undefined
        ? null
        : await this.#options.credentials.verify(username, password);
    if (credential === null) {
      this.#refusals.note('login', `${username ?? 'nobody'} as ${client.id}`);
      return false;
    }
    this.#clients.set(client, credential);
    return true;
  }

  #authorizePublish(client: Client | null, packet: PublishPacket, done: Done): void {
    const credential = client === null ? undefined : this.#clients.get(client);
    if (credential === undefined || this.#closing) {
      done(new Error('not now'));
      return;
    }
    const publication = publicationOf(credential, packet.topic, this.#options.ownerOf);
    if (publication === 'refused') {
      this.#refusals.note('topic', `${credential.id} to ${packet.topic}`);
      done(new Error(`${credential.id} may not publish to ${packet.topic}`));
      return;
    }
    if (publication === 'readings') this.#aedes.readings.add(packet);
    this.#accept(credential.id, packet, done);
  }

  #accept(sender: string, packet: PublishPacket, done: Done): void {
    const { accept, nowMs } = this.#options;
    this.#underWay++;
    accept({ topic: packet.topic, payload: packet.payload as Buffer, sender, receivedMs: nowMs() })
      .then(
        () => done(),
        (error: Error) => {
          this.#refusals.note('not-durable', `${sender}: ${error.message}`);
          done(error);
        },
      )
      .finally(() => {
        if (--this.#underWay === 0) this.#idle?.();
      });
  }
}

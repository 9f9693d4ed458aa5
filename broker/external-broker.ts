import { hostname } from 'node:os';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import { LiangshaiError } from '../model/error.ts';
import type { Accept } from '../model/message.ts';
import type { ExternalMqtt } from './configuration.ts';
import { Consumer, receiveMaximum } from './consumer.ts';
import { RefusalLog } from './refusal-log.ts';
import { readSecret } from './viewers.ts';

export interface ExternalBrokerOptions extends ExternalMqtt {
  accept: Accept;
  nowMs: () => number;
  logger: Logger;
  metrics: Registry;
}

/** How long the broker is asked to keep a session whose process is gone: a long weekend's outage (MQTT 5). */
const sessionSeconds = 7 * 86_400;
const reconnectMs = 1_000;

/**
 * The door when meters connect to another broker: a subscription shared with the other processes of this service,
 * acknowledged by hand when the intake has the message on disk, in sessions that the broker keeps while we are away.
 */
export class ExternalBroker {
  readonly #options: ExternalBrokerOptions;
  readonly #refusals: RefusalLog;
  readonly #clients: MqttClient[] = [];
  readonly #consumers: Consumer[] = [];

  constructor(options: ExternalBrokerOptions) {
    this.#options = options;
    this.#refusals = new RefusalLog(options.logger, options.metrics);
    const clients = this.#clients;
    new Gauge({
      name: 'liangshai_broker_connections',
      help: 'Connections to the external broker that are up.',
      registers: [options.metrics],
      collect() {
        this.set(clients.filter((client) => client.connected).length);
      },
    });
  }

  /** Resolves when every connection has its subscription; later outages are bridged. Throws `broker-unreachable`. */
  async start(): Promise<void> {
    const { url, connections, passwordFile } = this.#options;
    const password = passwordFile === undefined ? undefined : (await readSecret(passwordFile)).trim();
    this.#refusals.start();
    try {
      await Promise.all(Array.from({ length: connections }, (_, number) => this.#connect(number, password)));
    } catch (cause) {
      await this.stop();
      const hint = 'check `mqtt.external` of the configuration, and that the broker runs';
      throw new LiangshaiError('broker-unreachable', `${url}: ${(cause as Error).message}`, hint, { cause });
    }
  }

  /** Lets what is under way be acknowledged. The sessions stay with the broker, which keeps what comes meanwhile. */
  async stop(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.close()));
    await Promise.all(this.#clients.map((client) => client.endAsync()));
    this.#refusals.stop();
  }

  /** Why it is not ready, one line each. */
  reasons(): string[] {
    const down = this.#clients.filter((client) => !client.connected).length;
    return down === 0
      ? []
      : [`${down} of ${this.#options.connections} connections to the MQTT broker are down`];
  }

  async publishFindings(project: string, findings: readonly unknown[]): Promise<void> {
    const payload = JSON.stringify(findings);
    await this.#clients[0]!.publishAsync(`liangshai/findings/${project}`, payload, { qos: 1, retain: true });
  }

  async request({ topic, payload }: { topic: string; payload: Uint8Array }): Promise<void> {
    await this.#clients[0]!.publishAsync(topic, Buffer.from(payload), { qos: 1 });
  }

  async #connect(number: number, password: string | undefined): Promise<void> {
    const { url, username, clientId, version } = this.#options;
    const settings: IClientOptions = {
      clientId: `${clientId ?? `liangshai-${hostname()}`}-${number}`,
      clean: false,
      protocolVersion: version,
      reconnectPeriod: reconnectMs,
      resubscribe: false,
      manualConnect: true,
      ...(version === 5 ? { properties: { sessionExpiryInterval: sessionSeconds, receiveMaximum } } : {}),
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    };
    const client = mqtt.connect(url, settings);
    this.#clients.push(client);
    this.#consumers.push(this.#consumerOf(client));
    const subscribed = new Promise<void>((resolve, reject) => {
      client.on('connect', () => this.#subscribe(client).then(resolve, reject));
      client.once('error', reject);
    });
    client.on('error', (error) => this.#refusals.note('connection', error.message));
    client.connect();
    await subscribed;
  }

  /** At each connection: a broker that lost its sessions has lost the subscription too. */
  async #subscribe(client: MqttClient): Promise<void> {
    const { share, topics } = this.#options;
    const filters = topics.map((topic) => (share === null ? topic : `$share/${share}/${topic}`));
    await client.subscribeAsync(filters, { qos: 1 });
  }

  #consumerOf(client: MqttClient): Consumer {
    const { accept, nowMs } = this.#options;
    const onRefused = (error: Error) => this.#refusals.note('not-durable', error.message);
    return new Consumer({ client, accept, nowMs, onRefused });
  }
}

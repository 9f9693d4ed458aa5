import mqtt, { type MqttClient } from 'mqtt';
import type { SiteMeter } from '../city/site.ts';
import type { Frame } from '../meters/frame.ts';
import { batch } from '../profiles/canonical.ts';
import { payloadProfiles } from '../profiles/list.ts';
import { chanceOf } from '../random.ts';

export interface LinkOptions {
  /** `mqtt://host:port`. */
  broker: string;
  /** Secrets by the id of the meter or gateway. */
  secrets: ReadonlyMap<string, string>;
  onError: (id: string, error: Error) => void;
}

/** Connections opened at once when a whole city comes up: each costs the broker a password check. */
const opening = 40;

/** Each meter waits twice as long after each failure, and no two the same, so that they do not all come back at once. */
const backoffMs = { first: 1000, longest: 60_000 } as const;

function statusOf(id: string, status: 'online' | 'offline') {
  return { topic: `meters/${id}/status`, payload: Buffer.from(status), qos: 1, retain: true } as const;
}

/** Cut in the middle and full of noise behind. */
function mangled(bytes: Buffer): Buffer {
  const cut = bytes.subarray(0, Math.ceil(bytes.length * 0.6));
  return Buffer.from(cut).fill(0xff, Math.ceil(cut.length / 2));
}

/** One MQTT connection for each meter, or for the gateway that speaks for it, each with its own credential. */
export class MeterLinks {
  readonly #options: LinkOptions;
  readonly #senders: readonly string[];
  readonly #clients = new Map<string, MqttClient>();
  #signal = AbortSignal.abort();
  acknowledged = 0;
  #lastCount = 0;
  #lastAsked = performance.now();

  /** `senders`: the ids of the meters and gateways that have a connection from the beginning. */
  constructor(senders: readonly string[], options: LinkOptions) {
    this.#options = options;
    this.#senders = [...new Set(senders)];
  }

  get connected(): number {
    let count = 0;
    for (const client of this.#clients.values()) if (client.connected) count++;
    return count;
  }

  /** How many connections there are to be. */
  get senders(): number {
    return this.#senders.length;
  }

  /** Acknowledged since the beginning, and a second since this was last asked. */
  rate(): { readings: number; perSecond: number } {
    const now = performance.now();
    const perSecond = ((this.acknowledged - this.#lastCount) * 1000) / Math.max(1, now - this.#lastAsked);
    this.#lastCount = this.acknowledged;
    this.#lastAsked = now;
    return { readings: this.acknowledged, perSecond: Math.round(perSecond * 10) / 10 };
  }

  /** Opens a connection for every sender; resolves when each has been connected once or was refused. */
  async open(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    for (let i = 0; i < this.#senders.length && !signal.aborted; i += opening) {
      await Promise.all(this.#senders.slice(i, i + opening).map((id) => this.#connect(id, signal)));
    }
  }

  #connect(id: string, signal: AbortSignal): Promise<void> {
    const isGateway = id.startsWith('GW-');
    const secret = this.#options.secrets.get(id);
    const client = mqtt.connect(this.#options.broker, {
      clientId: id,
      ...(secret === undefined ? {} : { username: id, password: secret }),
      clean: false,
      keepalive: 60,
      reconnectPeriod: backoffMs.first,
      connectTimeout: 20_000,
      ...(isGateway ? {} : { will: statusOf(id, 'offline') }),
    });
    this.#clients.set(id, client);
    client.on('connect', () => {
      client.options.reconnectPeriod = backoffMs.first;
      if (isGateway) return;
      const { topic, payload, ...options } = statusOf(id, 'online');
      client.publish(topic, payload, options);
    });
    client.on('error', (error) => this.#options.onError(id, error));
    client.on('close', () => {
      const waitedMs = client.options.reconnectPeriod ?? backoffMs.first;
      client.options.reconnectPeriod = Math.min(backoffMs.longest, waitedMs * (1.5 + chanceOf(id)));
    });
    return new Promise((resolve) => {
      client.once('connect', () => resolve());
      client.once('error', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /**
   * Sends what the frame holds in the meter's own form, or mangled as a bad line leaves it; whether there is a
   * connection to send it on.
   */
  publish(meter: SiteMeter, frame: Frame, isBroken = false): boolean {
    if (frame.count === 0) return true;
    const sender = meter.gateway ?? frame.id;
    const client = this.#clients.get(sender);
    if (client === undefined) this.#connectLate(sender, meter);
    if (client === undefined || !client.connected) return false;
    const publications =
      meter.gateway === null
        ? payloadProfiles[meter.profile]!(frame.id, frame)
        : batch(meter.gateway, frame.id, frame);
    const readings = isBroken ? 0 : frame.count;
    for (const { topic, payload } of publications) {
      const bytes = Buffer.from(payload);
      client.publish(topic, isBroken ? mangled(bytes) : bytes, { qos: 1 }, (error) => {
        if (!error) this.acknowledged += readings;
      });
    }
    return true;
  }

  /** The line of a meter that has one of its own is cut: no time for a goodbye, its last will speaks. */
  cut(meter: SiteMeter, id: string): void {
    if (meter.gateway !== null) return;
    this.#clients.get(id)?.end(true);
    this.#clients.delete(id);
  }

  /** Whoever had no link so far, or is new in its place, connects when it first has something to say. */
  #connectLate(sender: string, meter: SiteMeter): void {
    void this.#connect(sender, this.#signal);
    if (sender !== meter.id) this.cut(meter, meter.id);
  }

  /** Waits for what is under way, then says goodbye: no last will. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.endAsync(!client.connected)));
  }
}

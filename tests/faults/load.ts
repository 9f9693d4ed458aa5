import mqtt, { type MqttClient } from 'mqtt';
import { expect } from 'vitest';
import type { LiangshaiProcess } from '../liangshai-process.ts';
import { type FaultCity, keyOf, type Stored } from './fault-city.ts';

/** Unacknowledged messages of one meter at a time. */
const underWay = 5;
/** Late enough to be no future, early enough to be live. */
const beginBeforeMs = 1_800_000;

/**
 * Meters that publish one reading after the other, by an ordinary client, and the ledger of what was acknowledged to
 * them. A client whose connection is closed comes back and sends what it has no acknowledgement for again.
 */
export class Load {
  /** Register by meter and time. */
  readonly acknowledged = new Map<string, number>();
  /** How often the service, or the way to it, closed a connection. */
  closures = 0;
  readonly #city: FaultCity;
  readonly #meters: readonly string[];
  #timeMs = Date.now() - beginBeforeMs;
  #clients: MqttClient[] = [];
  #service: LiangshaiProcess | null = null;

  constructor(city: FaultCity, meters: readonly string[] = city.meters) {
    this.#city = city;
    this.#meters = meters;
  }

  begin(service: LiangshaiProcess): void {
    this.#service = service;
    this.#clients = this.#meters.map((meter) => this.#publisher(service.mqttPort, meter));
  }

  /** Resolves when so many more are acknowledged: the door takes readings. */
  async advance(count: number): Promise<void> {
    const until = this.acknowledged.size + count;
    const isThere = () => this.acknowledged.size >= until;
    await expect
      .poll(() => isThere() || this.#ended(), { timeout: 60_000, interval: 5 })
      .toBe(true)
      .then(() => expect(this.#ended(), 'the service has ended').toBe(false))
      .catch((cause: unknown) => {
        throw new Error(`no further reading was acknowledged: ${this.#lastWords()}`, { cause });
      });
  }

  async end(): Promise<void> {
    const clients = this.#clients;
    this.#clients = [];
    await Promise.all(clients.map((client) => client.endAsync(true)));
  }

  /** Acknowledged and not stored, or stored with another value. */
  lostIn({ energyKwh }: Stored): string[] {
    return [...this.acknowledged].filter(([key, kwh]) => !near(energyKwh.get(key), kwh)).map(([key]) => key);
  }

  #ended(): boolean {
    const { exitCode = null, signalCode = null } = this.#service?.child ?? {};
    return exitCode !== null || signalCode !== null;
  }

  #lastWords(): string {
    return this.#service?.output().stderr.slice(-2000) ?? '';
  }

  #publisher(port: string, meter: string): MqttClient {
    const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      username: meter,
      password: this.#city.secret,
      clientId: meter,
      reconnectPeriod: 100,
    });
    // It says why it was closed; it comes back by itself.
    client.on('error', () => undefined);
    client.on('close', () => {
      this.closures++;
    });
    const next = (): void => {
      const time = ++this.#timeMs;
      const kwh = (time % 1e8) / 1000;
      const message = JSON.stringify({ time, energy_kwh: kwh });
      client.publish(`meters/${meter}/readings`, message, { qos: 1 }, (error) => {
        if (error) return;
        this.acknowledged.set(keyOf(meter, time), kwh);
        next();
      });
    };
    client.once('connect', () => {
      for (let count = 0; count < underWay; count++) next();
    });
    return client;
  }
}

/** The multiplier goes in and comes out again by floating point. */
function near(stored: number | undefined, sent: number): boolean {
  return stored !== undefined && Math.abs(stored - sent) < 1e-6;
}

/** One line of figures for whoever reads the run, and the promise itself. */
export function expectNothingLost(name: string, load: Load, stored: Stored, faults: string): void {
  const lost = load.lostIn(stored);
  const acknowledged = load.acknowledged.size;
  process.stdout.write(
    `${name}: ${acknowledged} acknowledged under ${faults}; lost ${lost.length}, doubled ${stored.doubled}\n`,
  );
  expect(lost).toEqual([]);
  expect(stored.doubled).toBe(0);
}

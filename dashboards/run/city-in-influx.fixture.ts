import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { Configuration } from '../../app/config.ts';
import { makeParts, type Parts } from '../../app/parts.ts';
import { roles } from '../../app/roles.ts';
import { periodKinds } from '../../model/period.ts';
import { hashSecret } from '../../model/secret.ts';
import { backlogGateway, type City, generateCity } from '../../simulators/city/city.ts';
import { runCity } from '../../simulators/runs/city-run.ts';
import { InfluxServer } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import { StoreUnavailable } from '../../store/readings.ts';
import type { InfluxPlace } from './dashboard-run.ts';
import { metricLines } from './metric-lines.ts';

const zone = 'Asia/Shanghai';
const database = 'liangshai';
const days = 21;

/** A simulated city that the service took in over HTTP, evaluated, and laid down in a real InfluxDB. */
export class CityInInflux {
  readonly place: InfluxPlace;
  readonly city: City;
  readonly #api: string;
  readonly #parts: Parts;
  readonly #close: () => Promise<void>;

  private constructor(place: InfluxPlace, city: City, api: string, parts: Parts, close: () => Promise<void>) {
    this.place = place;
    this.city = city;
    this.#api = api;
    this.#parts = parts;
    this.#close = close;
  }

  static async start(projects: number): Promise<CityInInflux> {
    const server = await InfluxServer.start();
    const data = await mkdtemp(path.join(tmpdir(), 'liangshai-city-'));
    const influx = { url: server.url, database, org: null, token: null, timeoutMs: 30_000 };
    await setUpInflux({ ...influx, keepReadingsDays: 400 }, Date.now);
    const configuration = Configuration.parse({
      data,
      http: { port: 0, publicView: true },
      mqtt: { host: '127.0.0.1', port: 0 },
      store: { readings: { engine: 'influxdb', url: server.url, database } },
      standings: { periods: [...periodKinds] },
      // Few projects and few periods: one of each is enough for a place and for a snail.
      rules: { standings: { leastProjects: 1, leastKnown: 0 }, snails: { periods: 1 } },
    });
    const options = {
      configuration,
      log: pino({ level: 'silent' }),
      nowMs: Date.now,
      simulated: true,
      only: new Set(roles),
    };
    const parts = await makeParts(options);
    const today = Temporal.Now.plainDateISO(zone);
    const startDay = today.subtract({ days });
    const city = generateCity({
      seed: 5,
      projects,
      startDay: startDay.toString(),
      asOf: today.toString(),
      // So many stops that every list of findings has something to show.
      stallShare: 0.45,
    });
    await parts.records.start();
    const secret = await populate(parts, city);
    await parts.readings.start();
    await parts.roster.refresh();
    await parts.intake.start();
    await parts.evaluation.start();
    await parts.dispatch.start();
    const { url } = await parts.api.start();
    const close = async () => {
      await parts.api.stop();
      await parts.dispatch.stop();
      await parts.evaluation.stop();
      await parts.intake.stop();
      await parts.readings.stop();
      await parts.records.stop();
      await server.stop();
      await rm(data, { recursive: true });
    };
    const running = new CityInInflux({ url: server.url, database }, city, url, parts, close);
    try {
      await running.#live(secret, startDay.toZonedDateTime(zone).epochMilliseconds);
    } catch (error) {
      await close();
      throw error;
    }
    return running;
  }

  stop(): Promise<void> {
    return this.#close();
  }

  async get<T>(route: string): Promise<T> {
    const response = await fetch(new URL(route, this.#api));
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** The whole past up to now, the verdicts on it, what was closed, and the service's metrics of two moments. */
  async #live(secret: string, sinceMs: number): Promise<void> {
    await this.#layDownMetrics(Date.now() - 90_000);
    const nowMs = Date.now();
    const options = {
      city: this.city,
      broker: null,
      http: this.#api,
      secrets: new Map([[backlogGateway, secret]]),
      sinceMs,
      reports: null,
      truth: null,
      intervalS: 15,
      cityNowMs: () => nowMs,
      report: () => undefined,
      onError: (message: string) => {
        throw new Error(message);
      },
      signal: new AbortController().signal,
    };
    await runCity(options);
    while (this.#parts.intake.health().spoolDepth > 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await this.#evaluate(5);
    await this.#closePeriods();
    await this.#layDownMetrics(Date.now() - 45_000);
    await this.#layDownMetrics(Date.now());
  }

  /** Closes all that is over; a person confirms the golden snails that are proposed. */
  async #closePeriods(): Promise<void> {
    const { dispatch, records, roster } = this.#parts;
    await dispatch.run();
    for (const snail of await records.snails()) {
      if (snail.state !== 'proposed') continue;
      const act = { actor: 'test', atMs: Date.now() };
      await records.decideSnail(snail, { ...act, verdict: 'confirmed', reason: 'last' });
    }
    await dispatch.run();
    // With another registry what runs is ranked again, now with the snails.
    await records.importRegistry(this.city.registry, { actor: 'test', atMs: Date.now() });
    await roster.refresh();
    await this.#evaluate(5);
  }

  /** As the schedule does: what fails because the store is slow to answer is tried again. */
  async #evaluate(tries: number): Promise<void> {
    try {
      await this.#parts.evaluation.run();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || tries === 1) throw error;
      await this.#evaluate(tries - 1);
    }
  }

  async #layDownMetrics(timeMs: number): Promise<void> {
    const text = await (await fetch(new URL('/metrics', this.#api))).text();
    const response = await fetch(`${this.place.url}/write?db=${database}&precision=ms`, {
      method: 'POST',
      body: metricLines(text, `${this.#api}/metrics`, timeMs).join('\n'),
    });
    if (!response.ok) throw new Error(await response.text());
  }
}

/** Registry and the gateway's credential. */
async function populate({ records }: Parts, { registry, gateways }: City): Promise<string> {
  const secret = 'the secret of the gateway that speaks for all';
  const act = { actor: 'test', atMs: Date.now() };
  await records.importRegistry(registry, act);
  const { id, meters } = gateways.find((one) => one.id === backlogGateway)!;
  const hash = await hashSecret(secret, 'device');
  await records.putCredentials([{ id, kind: 'gateway', meters, hash, createdMs: act.atMs }], act);
  return secret;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { LiangshaiError } from '../model/error.ts';
import { hashSecret, newSecret } from '../model/secret.ts';
import { type City, generateCity } from '../simulators/city/city.ts';
import type { RecordsStore } from '../store/records.ts';
import { type CityClock, cityClock } from './city-clock.ts';
import { Configuration, readConfiguration } from './config.ts';
import { enterReports } from './demo-reports.ts';
import { historyProgress } from './history-progress.ts';
import { untilStopped } from './lifetime.ts';
import { buildLog } from './log.ts';
import { roles } from './roles.ts';
import { Service, type Started } from './service.ts';

export interface DemoOptions {
  /** Stores, hosts, ports and data of a configuration in place of the options. */
  config?: string;
  data: string;
  mqttPort: number;
  httpPort: number;
  /** 0: no cameras. */
  camerasPort: number;
  speed: number;
  projects: number;
  days: number;
  seed: number;
}

/** What makes a city the same on the next start; kept beside its data. */
interface DemoCity {
  seed: number;
  projects: number;
  startDay: string;
  /** How far the city's own time had come; it is ahead of the wall's when it ran faster. */
  lastMs: number | null;
  /** The whole history is in. */
  complete: boolean;
}

const zone = 'Asia/Shanghai';
const judgingMs = 5000;

/** `npm start`: the service as it is, and a simulated city that speaks to it from another process by MQTT and HTTP. */
export async function runDemo(given: DemoOptions): Promise<void> {
  const configuration = await configurationOf(given);
  const options = { ...given, data: configuration.data };
  await mkdir(options.data, { recursive: true });
  const demo = new Demo(options, configuration, await readCity(options));
  await untilStopped(demo, (started) => demo.welcome(started));
}

class Demo {
  readonly #options: DemoOptions;
  readonly #city: DemoCity;
  readonly #clock: CityClock;
  readonly #service: Service;
  #simulator: ChildProcess | null = null;
  /** The history is in and judged: only then may periods be closed. */
  #isJudged = false;

  constructor(options: DemoOptions, configuration: Configuration, city: DemoCity) {
    this.#options = options;
    this.#city = city;
    this.#clock = cityClock(options.speed, city.lastMs, Date.now);
    this.#service = new Service({
      configuration,
      log: buildLog(configuration.log.level),
      nowMs: this.#clock.nowMs,
      simulated: true,
      isHistoryIn: () => this.#isJudged,
      only: new Set(roles),
    });
  }

  start(): Promise<Started> {
    return this.#service.start();
  }

  /** Says where the board is, then lets the city speak: its history first, then its live meters. */
  async welcome({ board, mqtt, firstPassword }: Started): Promise<void> {
    if (board === null || mqtt === null) throw new Error('the demo runs every part');
    const login =
      firstPassword === null
        ? []
        : [`Login     admin  ${firstPassword}   (one-time: change it at the first login)`];
    const lines = [
      '晾晒 Liangshai — a simulated Ningbo (nothing here is real)',
      '',
      `Board     ${board}`,
      ...login,
      `MQTT      ${mqtt}`,
      `Stop      Ctrl-C; the next start goes on from ${this.#options.data}`,
    ];
    process.stdout.write(`\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n\n`);
    const credentials = await this.#populate(this.#service.records);
    await this.#service.refresh();
    this.#simulator = this.#startSimulator(board, mqtt, credentials);
  }

  async stop(): Promise<void> {
    await end(this.#simulator);
    this.#remember();
    await this.#service.stop();
  }

  #judge(): void {
    this.#service.evaluate().catch((error: unknown) => {
      process.stderr.write(`liangshai: the rules failed: ${(error as Error).message}\n`);
    });
  }

  /** Judges what has come in and closes the periods that are over; of a new city all bulletins but the newest are published. */
  #closeHistory(isNew: boolean): void {
    const close = async () => {
      await this.#service.evaluate();
      // The run that was under way may have begun before the last readings came in.
      await this.#service.evaluate();
      this.#isJudged = true;
      await this.#service.close();
      if (isNew) await publishAllButNewest(this.#service, this.#clock.nowMs());
    };
    close().catch((error: unknown) => {
      process.stderr.write(`liangshai: the periods could not be closed: ${(error as Error).message}\n`);
    });
  }

  /** How far the city has come, so that even after a kill only what is missing is sent again. */
  #remember(): void {
    this.#city.lastMs = this.#clock.nowMs();
    writeFileSync(path.join(this.#options.data, 'demo.json'), JSON.stringify(this.#city));
  }

  /** The registry of the city as of today, and a credential for each meter and gateway that has none yet. */
  async #populate(records: RecordsStore): Promise<string> {
    const { seed, projects, startDay } = this.#city;
    const { camerasPort } = this.#options;
    const city = generateCity({
      seed,
      projects,
      startDay,
      asOf: dayOf(this.#clock.nowMs()),
      cameraBase: camerasPort === 0 ? null : `http://127.0.0.1:${camerasPort}`,
    });
    const act = { actor: 'demo', atMs: this.#clock.nowMs() };
    const { investments, ...registry } = city.registry;
    await records.importRegistry(registry, act);
    await enterReports(records, city, startDay, dayOf(act.atMs));
    await records.importRegistry({ investments }, act);
    const file = path.join(this.#options.data, 'demo-credentials.json');
    const secrets = await readSecrets(file);
    const known = new Set((await records.credentials()).map(({ id }) => id));
    const fresh = speakers(city).filter(({ id }) => secrets[id] === undefined || !known.has(id));
    for (const { id } of fresh) secrets[id] ??= newSecret();
    await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
    await chmod(file, 0o600);
    const hashed = fresh.map(async (speaker) => ({
      ...speaker,
      hash: await hashSecret(secrets[speaker.id]!, 'device'),
      createdMs: act.atMs,
    }));
    await records.putCredentials(await Promise.all(hashed), act);
    return file;
  }

  #startSimulator(board: string, mqtt: string, credentials: string): ChildProcess {
    const { seed, projects, startDay, complete, lastMs } = this.#city;
    const { camerasPort } = this.#options;
    const since = complete && lastMs !== null ? lastMs : beginOf(startDay);
    const words = [
      ['--seed', seed],
      ['--projects', projects],
      ['--start-day', startDay],
      ['--broker', mqtt],
      ['--http', board],
      ['--credentials', credentials],
      ['--since', Temporal.Instant.fromEpochMilliseconds(since).toString()],
      ['--speed', this.#clock.speed],
      ['--epoch', this.#clock.epochMs],
      ...(camerasPort === 0 ? [] : [['--cameras-port', camerasPort]]),
    ];
    const cli = path.join(import.meta.dirname, 'cli.ts');
    const simulator = spawn(process.execPath, [cli, 'simulate', ...words.flat().map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#follow(simulator);
    return simulator;
  }

  #follow(simulator: ChildProcess): void {
    const progress = historyProgress(this.#service, process.stdout);
    // Projects come in one after the other; each is judged soon after, not at the next full minute.
    const judging = setInterval(() => this.#judge(), judgingMs);
    createInterface({ input: simulator.stdout! }).on('line', (line) => {
      const event = progress(line);
      if (event === 'backlog-done') {
        clearInterval(judging);
        this.#closeHistory(!this.#city.complete);
        this.#city.complete = true;
      }
      if (event === 'backlog-done' || event === 'live') this.#remember();
    });
    simulator.on('exit', () => clearInterval(judging));
    simulator.on('exit', (code) => {
      if (code === 0 || simulator.killed) return;
      process.stderr.write(
        `liangshai: the simulated city ended with ${code}; the service goes on without it\n`,
      );
    });
  }
}

/** As an office would have done by now: in the order of their closing, numbered through the year. */
async function publishAllButNewest(service: Service, atMs: number): Promise<void> {
  const drafts = (await service.records.bulletins()).filter(({ state }) => state === 'draft').reverse();
  const counts = new Map<string, number>();
  for (const { period } of drafts.slice(0, -1)) {
    const year = period.slice(0, 4);
    const count = (counts.get(year) ?? 0) + 1;
    counts.set(year, count);
    await service.publishPast(period, { number: `晾晒〔${year}〕${count}号` }, { actor: 'demo', atMs });
  }
}

async function configurationOf(options: DemoOptions): Promise<Configuration> {
  if (options.config !== undefined) return readConfiguration(options.config);
  return Configuration.parse({
    data: path.resolve(options.data),
    http: { port: options.httpPort, publicView: true },
    mqtt: { host: '127.0.0.1', port: options.mqttPort },
    log: { level: 'warn' },
  });
}

function speakers({
  registry,
  gateways,
}: City): { id: string; kind: 'meter' | 'gateway'; meters: string[] }[] {
  const meters = new Set(registry.meters.map(({ id }) => id));
  return [
    ...[...meters].map((id) => ({ id, kind: 'meter' as const, meters: [id] })),
    ...gateways.map(({ id, meters: own }) => ({ id, kind: 'gateway' as const, meters: own })),
  ];
}

async function readCity({ data, seed, projects, days }: DemoOptions): Promise<DemoCity> {
  const file = path.join(data, 'demo.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return JSON.parse(text) as DemoCity;
  const today = Temporal.PlainDate.from(dayOf(Date.now()));
  const city = {
    seed,
    projects,
    startDay: today.subtract({ days }).toString(),
    lastMs: null,
    complete: false,
  };
  await writeFile(file, JSON.stringify(city));
  return city;
}

async function readSecrets(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw new LiangshaiError(
      'credentials-unreadable',
      `${file}: ${error.message}`,
      'begin a new city with another --data',
    );
  });
  return JSON.parse(text) as Record<string, string>;
}

function dayOf(timeMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function beginOf(day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

async function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

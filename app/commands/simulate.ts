import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { LiangshaiError } from '../../model/error.ts';
import { CameraServer } from '../../simulators/cameras/camera-server.ts';
import { type City, generateCity } from '../../simulators/city/city.ts';
import { confounders } from '../../simulators/confounders/list.ts';
import { type StopCause, stopCauses } from '../../simulators/life/stops.ts';
import { type RunEvent, runCity } from '../../simulators/runs/city-run.ts';
import { type ExportProgress, exportCity } from '../../simulators/runs/export.ts';
import { InvestmentReports } from '../../simulators/runs/investment-reports.ts';
import { dayAt, dayNumber, dayText } from '../../simulators/surroundings/days.ts';

interface SimulateOptions {
  seed: number;
  projects: number;
  days: number;
  startDay?: string;
  stallShare?: number;
  stallCauses?: StopCause[];
  with: string;
  listConfounders?: boolean;
  broker?: string;
  http?: string;
  credentials?: string;
  since?: number;
  interval: number;
  speed: number;
  epoch?: number;
  camerasPort?: number;
  reportAs?: string;
  until?: string;
  export?: string;
  truth?: string;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('the simulated city alone, against any broker')
    .option('--seed <number>', 'the same seed gives the same city', wholeNumber, 1)
    .option('--projects <number>', 'how many projects', wholeNumber, 420)
    .option('--days <number>', 'days of history when --start-day is not given', wholeNumber, 60)
    .option('--start-day <day>', 'first day with readings, YYYY-MM-DD', calendarDay)
    .option('--until <day>', 'last day of an export, YYYY-MM-DD; default: yesterday', calendarDay)
    .option('--export <directory>', 'write registry and readings as files for `backtest`, without any broker')
    .option('--truth <file>', 'write what really happened on each project and day')
    .option('--stall-share <share>', 'share of construction days that fall into stops, 0 to 0.5', share)
    .option('--stall-causes <names>', `some of ${Object.keys(stopCauses).join(', ')}`, causes)
    .option('--with <names>', 'everyday, none, all, or confounders by name with commas', 'everyday')
    .option('--list-confounders', 'say what each name of --with stands for')
    .option('--broker <url>', 'MQTT broker for the live meters, mqtt://host:port')
    .option('--http <url>', 'the service that takes the backlog, http://host:port')
    .option('--credentials <file>', 'JSON object of secrets by the id of meter or gateway')
    .option('--since <instant>', 'send the backlog from here, ISO 8601 with zone', instant)
    .option('--interval <seconds>', 'seconds between two readings of a meter', number, 15)
    .option('--speed <factor>', 'city time against wall time', number, 1)
    .option('--epoch <ms>', 'the instant at which both times are the same, epoch ms', number)
    .option('--report-as <user>', 'report investments by HTTP; the password is in LIANGSHAI_PASSWORD')
    .option('--cameras-port <port>', 'serve the cameras here, /cameras/{project}.svg', wholeNumber)
    .action(simulate);
}

async function simulate(options: SimulateOptions): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  if (options.listConfounders) {
    process.stdout.write(confounders.map(({ name, about }) => `${name.padEnd(20)} ${about}\n`).join(''));
  } else if (options.export !== undefined || options.truth !== undefined) {
    await writeFiles(options, stopping.signal);
  } else await speak(options, stopping.signal);
}

async function writeFiles(options: SimulateOptions, signal: AbortSignal): Promise<void> {
  const asOf = options.until === undefined ? dayAt(Date.now()) - 1 : dayNumber(options.until);
  const city = generateCity({
    ...cityOptions(options),
    startDay: options.startDay ?? dayText(asOf - options.days + 1),
    asOf: dayText(asOf),
  });
  const directory = options.export ?? null;
  const began = performance.now();
  const bar = progressBar();
  const readings = await exportCity({
    city,
    directory,
    truthFile: options.truth ?? path.join(directory!, 'truth.csv'),
    onProgress: bar.show,
    signal,
  });
  bar.stop();
  const seconds = (performance.now() - began) / 1000;
  const rate = Math.round(readings / seconds).toLocaleString('en');
  process.stdout.write(
    `${readings.toLocaleString('en')} readings in ${seconds.toFixed(1)} s, ${rate} a second\n`,
  );
}

/** On a terminal only; a pipe gets the closing line alone. */
function progressBar(): { show: (progress: ExportProgress) => void; stop: () => void } {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const format = '  Export   {bar} {percentage} %   {value} of {total} projects   {eta} s to go';
  const bar = new SingleBar({ format, hideCursor: true }, Presets.shades_classic);
  return {
    show({ projects, ofProjects }) {
      if (bar.isActive) bar.update(projects);
      else bar.start(ofProjects, projects);
    },
    stop: () => bar.stop(),
  };
}

function cityOptions({ seed, projects, stallShare, stallCauses, with: names }: SimulateOptions) {
  return {
    seed,
    projects,
    with: names,
    ...(stallShare === undefined ? {} : { stallShare }),
    ...(stallCauses === undefined ? {} : { stallCauses }),
  };
}

async function speak(options: SimulateOptions, signal: AbortSignal): Promise<void> {
  const epochMs = options.epoch ?? Date.now();
  const cityTimeAt = (wallMs: number) => epochMs + (wallMs - epochMs) * options.speed;
  const cityNowMs = () => cityTimeAt(Date.now());
  const today = dayAt(cityNowMs());
  const city = generateCity({
    ...cityOptions(options),
    startDay: options.startDay ?? dayText(today - options.days),
    asOf: dayText(today),
  });
  const cameras =
    options.camerasPort === undefined
      ? null
      : new CameraServer({ city, cityTimeAt, wallNowMs: Date.now, port: options.camerasPort });
  await cameras?.start();
  try {
    await runCity({
      city,
      broker: options.broker ?? null,
      http: options.http === undefined ? null : withoutSlash(options.http),
      secrets: await readSecrets(options.credentials),
      sinceMs: options.since ?? null,
      reports: reportsOf(options, city),
      intervalS: options.interval,
      cityNowMs,
      report,
      onError: (message) => process.stderr.write(`liangshai: ${message}\n`),
      signal,
    });
    // Cameras alone go on until the signal.
    if (cameras !== null && options.broker === undefined && !signal.aborted) await once(signal, 'abort');
  } finally {
    await cameras?.stop();
  }
}

function reportsOf({ http, reportAs }: SimulateOptions, city: City): InvestmentReports | null {
  if (http === undefined || reportAs === undefined) return null;
  const password = process.env.LIANGSHAI_PASSWORD ?? '';
  return new InvestmentReports(city, { http: withoutSlash(http), user: reportAs, password });
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

function report(event: RunEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

async function readSecrets(file: string | undefined): Promise<Map<string, string>> {
  if (file === undefined) return new Map();
  try {
    return new Map(Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, string>));
  } catch (error) {
    const hint = 'give a JSON object of secrets by the id of meter or gateway';
    throw new LiangshaiError('credentials-unreadable', `${file}: ${(error as Error).message}`, hint);
  }
}

function number(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('a number above 0 is needed');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed');
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 0.5)) throw new InvalidArgumentError('a share from 0 to 0.5 is needed');
  return value;
}

function causes(text: string): StopCause[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(name in stopCauses));
  if (unknown.length > 0) throw new InvalidArgumentError(`no cause is called ${unknown.join(', ')}`);
  return names as StopCause[];
}

function calendarDay(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || dayText(dayNumber(text)) !== text) {
    throw new InvalidArgumentError('a day is written YYYY-MM-DD');
  }
  return text;
}

function instant(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw new InvalidArgumentError('an instant is written 2026-11-24T08:00:00+08:00');
  return value;
}

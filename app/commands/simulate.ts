import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { LiangshaiError } from '../../model/error.ts';
import { CameraServer } from '../../simulators/cameras/camera-server.ts';
import { type City, generateCity } from '../../simulators/city/city.ts';
import { confounders } from '../../simulators/confounders/list.ts';
import { runCity } from '../../simulators/runs/city-run.ts';
import { exportCity } from '../../simulators/runs/export.ts';
import { InvestmentReports } from '../../simulators/runs/investment-reports.ts';
import { TruthFile } from '../../simulators/runs/truth.ts';
import { dayAt, dayNumber, dayText } from '../../simulators/surroundings/days.ts';
import { misfit, type SimulateOptions, withSimulateOptions } from './simulate-options.ts';
import { projectBar, rateText, runReport } from './simulate-report.ts';

export function simulateCommand(): Command {
  const command = new Command('simulate').description('the simulated city alone, against any broker');
  return withSimulateOptions(command).action(simulate);
}

async function simulate(options: SimulateOptions, command: Command): Promise<void> {
  const wrong = misfit(options);
  if (wrong !== null) command.error(`error: ${wrong}`);
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  if (options.listConfounders) {
    process.stdout.write(confounders.map(({ name, about }) => `${name.padEnd(20)} ${about}\n`).join(''));
  } else if ((options.broker ?? options.http ?? options.camerasPort) === undefined) {
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
  const bar = projectBar('Export ', process.stderr);
  const readings = await exportCity({
    city,
    directory,
    truthFile: options.truth ?? path.join(directory!, 'truth.csv'),
    onProgress: bar.show,
    signal,
  }).finally(bar.stop);
  if (signal.aborted) {
    throw new LiangshaiError('export-stopped', 'stopped: the files are incomplete', 'run it again');
  }
  const seconds = (performance.now() - began) / 1000;
  const truthOnly = `the truth of ${options.projects} projects in ${seconds.toFixed(1)} s`;
  process.stdout.write(`${directory === null ? truthOnly : rateText(readings, seconds)}\n`);
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
  const secrets = await readSecrets(options.credentials);
  const truth = options.truth === undefined ? null : await TruthFile.open(options.truth, city);
  const cameras =
    options.camerasPort === undefined
      ? null
      : new CameraServer({ city, cityTimeAt, wallNowMs: Date.now, port: options.camerasPort });
  await cameras?.start();
  try {
    await runCity({
      city,
      broker: options.broker ?? null,
      http: options.http ?? null,
      secrets,
      sinceMs: options.since ?? null,
      reports: reportsOf(options, city),
      truth,
      intervalS: options.interval,
      cityNowMs,
      report: runReport(process.stdout),
      onError: (message) => process.stderr.write(`liangshai: ${message}\n`),
      signal,
    });
    // Cameras alone go on until the signal.
    if (cameras !== null && options.broker === undefined && !signal.aborted) await once(signal, 'abort');
  } finally {
    await cameras?.stop();
    await truth?.close();
  }
}

function reportsOf({ http, reportAs }: SimulateOptions, city: City): InvestmentReports | null {
  if (http === undefined || reportAs === undefined) return null;
  return new InvestmentReports(city, {
    http,
    user: reportAs,
    password: process.env.LIANGSHAI_PASSWORD ?? '',
  });
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

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeSection } from '../results.ts';
import { beginMs, dayMs, meters, readingsOf } from './city.ts';
import { duckDb, type Engine, influxDb } from './engines.ts';
import { postgres, sqlite } from './rivals.ts';

/*
 * One run, side by side: how fast readings get in, and how long the questions of the board take.
 * `npm run bench:store -- [days] [engine…] [--keep DIR]`; engines: duckdb, influxdb, sqlite, postgres. A year is 365
 * days. With --keep DuckDB's days stay in DIR, and a later run writes only those that are missing; the figures are
 * of what it wrote and asked itself.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string' } },
});
const [daysGiven = '30', ...enginesGiven] = positionals;
const days = Number(daysGiven);
const makers = { duckdb: () => duckDb(options.keep ?? null), influxdb: influxDb, sqlite, postgres };
const chosen = enginesGiven.length > 0 ? enginesGiven : Object.keys(makers);
const repeats = 5;

interface Figures {
  written: number;
  rowsPerS: number;
  /** The yardstick's, turn by turn with ours, so that the machine's other work weighs on both; NaN without one. */
  bareRowsPerS: number;
  cpuPerRowUs: number;
  latest: number;
  daily: number;
  month: number;
  overview: number;
  memoryMb: number;
  peakMb: number;
}

async function measure(engine: Engine): Promise<Figures> {
  const { written, ours, bare } = await write(engine);
  const untilMs = beginMs + days * dayMs;
  const monthAgoMs = Math.max(beginMs, untilMs - 30 * dayMs);
  return {
    written,
    rowsPerS: (written / ours.ms) * 1000,
    bareRowsPerS: (written / bare.ms) * 1000,
    cpuPerRowUs: (ours.cpuS / written) * 1e6,
    latest: await fastest(() => engine.latest()),
    daily: await fastest(() => engine.dailyEnergy(beginMs, untilMs)),
    month: await fastest(() => engine.loadCurve('P007', monthAgoMs, untilMs)),
    overview: await fastest(() => engine.overview(untilMs)),
    memoryMb: memoryMb(engine.pid, 'VmRSS'),
    peakMb: memoryMb(engine.pid, 'VmHWM'),
  };
}

interface Spent {
  ms: number;
  cpuS: number;
}

async function write(engine: Engine): Promise<{ written: number; ours: Spent; bare: Spent }> {
  const [ours, bare] = [
    { ms: 0, cpuS: 0 },
    { ms: engine.writeBare === null ? Number.NaN : 0, cpuS: 0 },
  ];
  let written = 0;
  for (let day = await engine.daysKept(); day < days; day++) {
    const readings = readingsOf(day);
    const turns = [
      () => spend(ours, engine, () => engine.writeReadings(readings)),
      () => spend(bare, engine, async () => engine.writeBare?.(readings)),
    ];
    // Each goes first on every other day: what the server does afterwards falls on whoever comes next.
    for (const turn of day % 2 === 0 ? turns : turns.reverse()) await turn();
    written += readings.length;
    await engine.writeEnergy(day);
  }
  return { written, ours, bare };
}

async function spend(spent: Spent, { pid }: Engine, work: () => Promise<void>): Promise<void> {
  const [began, cpuBegan] = [performance.now(), cpuSeconds(pid)];
  await work();
  spent.ms += performance.now() - began;
  spent.cpuS += cpuSeconds(pid) - cpuBegan;
}

/** Milliseconds of the best of some, after one to warm up; the machine's other work only ever makes it slower. */
async function fastest(ask: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let repeat = 0; repeat <= repeats; repeat++) {
    const began = performance.now();
    const rows = await ask();
    if (rows === 0) throw new Error('an answer without rows measures nothing');
    if (repeat > 0) best = Math.min(best, performance.now() - began);
  }
  return best;
}

/** Of a server by its process, with this one, which writes to it; of this one alone for null. */
function cpuSeconds(pid: number | null): number {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  if (pid === null) return own;
  // proc(5): after the name in parentheses, user and system time are the 12th and the 13th, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return own + (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Memory of a process, of this one for null; what is resident now or was at most. */
function memoryMb(pid: number | null, which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid ?? 'self'}/status`, 'utf8');
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

function text(value: number): string {
  if (!Number.isFinite(value)) return '';
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

const lines = [
  '',
  `${days} days of ${meters.length} meters, ${(days * meters.length * 96).toLocaleString('en')} readings`,
  '',
  '| engine | readings written | readings/s | CPU µs a reading | latest ms | daily energy ms | month of a project ms | overview ms | resident MB | highest MB |',
  '|---|---|---|---|---|---|---|---|---|---|',
];
const ratios: string[] = [];
for (const name of chosen) {
  const engine = await makers[name as keyof typeof makers]();
  const { bareRowsPerS, ...figures } = await measure(engine);
  lines.push(`| ${engine.name} | ${Object.values(figures).map(text).join(' | ')} |`);
  process.stderr.write(`${lines.at(-1)}\n`);
  if (engine.writeBare !== null) {
    lines.push(`| bare line protocol | ${text(figures.written)} | ${text(bareRowsPerS)} | | | | | | | |`);
    ratios.push('', `ours / bare line protocol: ${(figures.rowsPerS / bareRowsPerS).toFixed(2)}`);
  }
  await engine.stop();
}
lines.push(...ratios);
process.stdout.write(`${lines.join('\n')}\n`);
const section = days >= 365 ? 'store, a year' : 'store';
writeSection(section, `npm run bench:store -- ${process.argv.slice(2).join(' ')}`, lines);

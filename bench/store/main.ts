import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { beginMs, dayMs, meters, readingsOf } from './city.ts';
import { duckDb, type Engine, influxDb } from './engines.ts';
import { createBareDatabase, writeLines } from './line-protocol.ts';
import { postgres, sqlite } from './rivals.ts';

/*
 * One run, side by side: how fast readings get in, and how long the questions of the board take.
 * `npm run bench:store -- [days] [engine…]`; engines: duckdb, influxdb, sqlite, postgres. A year is 365 days.
 */
const days = Number(process.argv[2] ?? 30);
const makers = { duckdb: () => duckDb(256), influxdb: influxDb, sqlite, postgres };
const chosen = process.argv.length > 3 ? process.argv.slice(3) : Object.keys(makers);
const repeats = 5;

interface Row {
  name: string;
  rowsPerS: number;
  memoryMb: number;
  latest: number;
  daily: number;
  month: number;
  overview: number;
}

async function measure(engine: Engine): Promise<Row> {
  let rows = 0;
  let writing = 0;
  for (let day = 0; day < days; day++) {
    const readings = readingsOf(day);
    const began = performance.now();
    await engine.writeReadings(readings);
    writing += performance.now() - began;
    rows += readings.length;
    await engine.writeEnergy(day);
  }
  const untilMs = beginMs + days * dayMs;
  const monthAgoMs = Math.max(beginMs, untilMs - 30 * dayMs);
  return {
    name: engine.name,
    rowsPerS: rows / (writing / 1000),
    latest: await fastest(() => engine.latest()),
    daily: await fastest(() => engine.dailyEnergy(beginMs, untilMs)),
    month: await fastest(() => engine.loadCurve('P007', monthAgoMs, untilMs)),
    overview: await fastest(() => engine.overview(untilMs)),
    memoryMb: memoryMb(engine.pid),
  };
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

/** Resident memory of a process, of this one for null. */
function memoryMb(pid: number | null): number {
  const status = readFileSync(`/proc/${pid ?? 'self'}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function bareLines(url: string): Promise<number> {
  await createBareDatabase(url);
  let rows = 0;
  let writing = 0;
  for (let day = 0; day < days; day++) {
    const readings = readingsOf(day);
    const began = performance.now();
    await writeLines(url, readings);
    writing += performance.now() - began;
    rows += readings.length;
  }
  return rows / (writing / 1000);
}

function text(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

const out = process.stdout;
out.write(
  `${days} days of ${meters.length} meters, ${(days * meters.length * 96).toLocaleString('en')} readings; `,
);
out.write(`${cpus()[0]?.model}, ${availableParallelism()} threads, Node ${process.version}\n\n`);
out.write(
  '| engine | readings/s in | latest, ms | daily energy, ms | month of a project, ms | overview, ms | RSS, MB |\n',
);
out.write('|---|---:|---:|---:|---:|---:|---:|\n');
for (const name of chosen) {
  const engine = await makers[name as keyof typeof makers]();
  const row = await measure(engine);
  out.write(
    `| ${row.name} | ${[row.rowsPerS, row.latest, row.daily, row.month, row.overview, row.memoryMb].map(text).join(' | ')} |\n`,
  );
  if ('url' in engine)
    out.write(`| bare line protocol | ${text(await bareLines(String(engine.url)))} | | | | | |\n`);
  await engine.stop();
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { embeddedLimits } from '../../app/readings.ts';
import type { Reading } from '../../model/reading.ts';
import { DuckDbReadings } from '../../store/duckdb/readings.ts';
import { InfluxReadings } from '../../store/influx/readings.ts';
import { InfluxServer } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import type { ReadingsStore } from '../../store/readings.ts';
import { beginMs, dayMs, energyOf, projectIds } from './city.ts';
import { createBareDatabase, writeLines } from './line-protocol.ts';

/** What is measured, the same of each engine; times in milliseconds since the epoch. */
export interface Engine {
  name: string;
  /** Resolves when they are durable. */
  writeReadings(readings: readonly Reading[]): Promise<void>;
  writeEnergy(day: number): Promise<void>;
  latest(): Promise<number>;
  dailyEnergy(fromMs: number, toMs: number): Promise<number>;
  loadCurve(project: string, fromMs: number, toMs: number): Promise<number>;
  overview(untilMs: number): Promise<number>;
  /** The same readings as the yardstick writes them to the same server, where there is one. */
  writeBare: ((readings: readonly Reading[]) => Promise<void>) | null;
  /** Days that are there from an earlier run. */
  daysKept(): Promise<number>;
  /** The server's process, where it is not this one. */
  pid: number | null;
  stop(): Promise<void>;
}

const zone = 'Asia/Shanghai';
const rowsAtOnce = 20_000;

/** An engine of ours behind its port. */
function ours(name: string, store: ReadingsStore, pid: number | null, stop: () => Promise<void>): Engine {
  return {
    name,
    pid,
    async writeReadings(readings) {
      for (let from = 0; from < readings.length; from += rowsAtOnce) {
        await store.write(readings.slice(from, from + rowsAtOnce), Date.now());
      }
    },
    writeBare: null,
    writeEnergy: (day) => store.writeEnergy(energyOf(day)),
    latest: async () => (await store.latest()).size,
    dailyEnergy: async (fromMs, toMs) =>
      (await store.projectEnergy(projectIds(), { fromMs, toMs }, 'day')).length,
    loadCurve: async (project, fromMs, toMs) =>
      (await store.projectEnergy([project], { fromMs, toMs }, 'interval')).length,
    overview: async (untilMs) =>
      (await store.totalEnergy(null, { fromMs: untilMs - dayMs, toMs: untilMs }, 'interval')).length,
    async daysKept() {
      const newest = [...(await store.latest()).values()].map(({ timeMs }) => timeMs);
      return newest.length === 0 ? 0 : Math.floor((Math.max(...newest) - beginMs) / dayMs) + 1;
    },
    stop,
  };
}

/** As the service opens it; in a directory that stays, or in one that goes with it. */
export async function duckDb(kept: string | null): Promise<Engine> {
  const directory = kept ?? (await mkdtemp(join(tmpdir(), 'liangshai-bench-')));
  const path = join(directory, 'readings.duckdb');
  const store = new DuckDbReadings({ path, zone, limits: embeddedLimits });
  await store.start();
  return ours('DuckDB', store, null, async () => {
    await store.stop();
    if (kept === null) await rm(directory, { recursive: true });
  });
}

export async function influxDb(): Promise<Engine> {
  const server = await InfluxServer.start();
  const options = { url: server.url, database: 'city', org: null, token: null, timeoutMs: 120_000 };
  await setUpInflux({ ...options, keepReadingsDays: null }, Date.now);
  const directory = await mkdtemp(join(tmpdir(), 'liangshai-bench-'));
  const redo = { directory, logger: pino({ level: 'silent' }) };
  const store = new InfluxReadings({ ...options, zone, nowMs: Date.now, redo });
  await store.start();
  await createBareDatabase(server.url);
  const close = async () => {
    await store.stop();
    await server.stop();
    await rm(directory, { recursive: true });
  };
  return {
    ...ours('InfluxDB 1.6', store, server.pid, close),
    writeBare: (readings) => writeLines(server.url, readings),
  };
}

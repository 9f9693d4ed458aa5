import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readingsFile } from '../readings.ts';
import { recordsFile } from '../records.ts';
import { bad, type Check, type Diagnosis, good, type Installation, warning } from './diagnosis.ts';

const secondMs = 1000;
const dayMs = 86_400_000;
/** A reading that a meter stamps rightly is refused above `ingest.futureMinutes`; far below that it is a warning. */
const offsetMs = 30 * secondMs;

/** The clock is not behind what was already written, and agrees with the database's where there is one. */
export const checkClock: Check = async (installation) => {
  const found = [await againstData(installation), await againstDatabase(installation)];
  return found.filter((one) => one !== null);
};

async function againstData({ configuration, nowMs }: Installation): Promise<Diagnosis> {
  const now = new Date(nowMs()).toISOString();
  const files = [recordsFile(configuration), readingsFile(configuration)].filter((file) => file !== null);
  for (const file of files) {
    const written = await stat(file).catch(() => null);
    const aheadMs = written === null ? 0 : written.mtimeMs - nowMs();
    if (aheadMs > offsetMs) {
      const days = (aheadMs / dayMs).toFixed(1);
      return bad(
        'clock',
        `${now} is ${days} days before ${path.basename(file)} was last written`,
        'set the clock (NTP)',
      );
    }
  }
  return good('clock', now);
}

async function againstDatabase({ configuration: { store }, nowMs }: Installation): Promise<Diagnosis | null> {
  if (store.readings.engine !== 'influxdb') return null;
  const beforeMs = nowMs();
  const response = await fetch(new URL('/ping', store.readings.url)).catch(() => null);
  const date = response?.headers.get('date');
  if (!date) return null;
  // The header has whole seconds; half of one is its middle.
  const differenceMs = Date.parse(date) + secondMs / 2 - (beforeMs + nowMs()) / 2;
  const seconds = Math.abs(Math.round(differenceMs / secondMs));
  if (Math.abs(differenceMs) < offsetMs) return good('clock', `agrees with InfluxDB's within ${seconds} s`);
  const todo = 'let both machines follow one time server';
  return warning('clock', `${seconds} s ${differenceMs > 0 ? 'behind' : 'ahead of'} InfluxDB's`, todo);
}

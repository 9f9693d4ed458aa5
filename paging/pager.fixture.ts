import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { Registry as Metrics } from 'prom-client';
import { PostgresRecords } from '../store/postgres/records.ts';
import type { ActivityRow } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { SqliteRecords } from '../store/sqlite/records.ts';
import { PagingConfiguration } from './configuration.ts';
import { Pager } from './pager.ts';

const zone = 'Asia/Shanghai';
const secret = Buffer.from('a secret of more than twenty-four bytes');

/** The secret of the webhook, where the configuration names it. */
export async function writeSecret(directory: string): Promise<void> {
  await writeFile(path.join(directory, 'webhook.secret'), `whsec_${secret.toString('base64')}\n`);
}

/** The records of a directory, in SQLite, or of a PostgreSQL database by its address. */
export async function openRecords(place: string): Promise<RecordsStore> {
  const records = place.startsWith('postgresql:')
    ? new PostgresRecords(place)
    : new SqliteRecords(path.join(place, 'records.sqlite'));
  await records.start();
  return records;
}

/** What the newest pager has measured. */
export const metrics = new Metrics();

/** One person, on duty around the clock, is told by a webhook; without a wait for a group. */
export function pagingOf(directory: string, url: string, over: object = {}): PagingConfiguration {
  const secretFile = path.join(directory, 'webhook.secret');
  return PagingConfiguration.parse({
    channels: { hook: { type: 'webhook', url, secretFile, privateNetwork: true } },
    people: { zhang: { name: '张三', reach: [{ channel: 'hook', target: 'zhang' }] } },
    duties: {
      'department/JT': { shifts: [{ people: ['zhang'] }] },
      operator: { shifts: [{ people: ['zhang'] }] },
    },
    quietHours: null,
    groupMinutes: 0,
    ...over,
  });
}

/** A pager on these records. */
export async function buildPager(
  directory: string,
  records: RecordsStore,
  url: string,
  nowMs: () => number,
  over: object = {},
  days: readonly ActivityRow[] = [],
): Promise<Pager> {
  const registry = await records.registry();
  metrics.clear();
  return new Pager({
    configuration: pagingOf(directory, url, over),
    records,
    readings: { activity: async () => [...days] },
    registry: () => registry,
    calendar: (date) => ({ date, workday: true, holiday: null, springFestivalDay: null }),
    zone,
    linkSecret: Buffer.alloc(32, 7),
    nowMs,
    random: () => 0.5,
    log: pino({ enabled: false }),
    metrics,
  });
}

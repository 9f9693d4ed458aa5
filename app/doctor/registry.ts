import { existsSync } from 'node:fs';
import type { Registry } from '../../model/registry.ts';
import type { Credential } from '../../store/records.ts';
import { openRecords, recordsFile } from '../records.ts';
import { type Check, type Diagnosis, good, warning } from './diagnosis.ts';

/** Somebody is watched, every meter can log in, and somebody is told. */
export const checkRegistry: Check = async ({ configuration }) => {
  const found = channelsOf(configuration.paging.channels);
  const file = recordsFile(configuration);
  if (file !== null && !existsSync(file)) return found;
  try {
    const records = await openRecords(configuration);
    await records.start();
    try {
      return [...(await watched(await records.registry(), await records.credentials())), ...found];
    } finally {
      await records.stop();
    }
  } catch {
    // `checkEngines` has said why.
    return found;
  }
};

async function watched(registry: Registry, credentials: readonly Credential[]): Promise<Diagnosis[]> {
  const { projects, meters } = registry;
  if (projects.length === 0) {
    return [warning('registry', 'it is empty', '`liangshai import registry` reads its files')];
  }
  const found = [good('registry', `${projects.length} projects, ${meters.length} meters`)];
  const metered = new Set(meters.map(({ project }) => project));
  const unmetered = projects.filter(({ id, stage }) => stage === 'construction' && !metered.has(id));
  if (unmetered.length > 0) {
    const said = `${unmetered.length} projects in construction have no meter: ${some(unmetered)}`;
    found.push(warning('registry', said, 'add them to meters.csv; until then their state is unknown'));
  }
  const speaking = new Set(credentials.flatMap((credential) => credential.meters));
  const silent = meters.filter(({ id, to }) => to === null && !speaking.has(id));
  if (silent.length > 0) {
    const said = `${silent.length} meters have no credential: ${some(silent)}`;
    found.push(warning('credentials', said, '`liangshai meters add` makes them'));
  }
  return found;
}

function channelsOf(channels: Record<string, unknown>): Diagnosis[] {
  const names = Object.keys(channels);
  if (names.length > 0) return [good('paging', `channels ${names.join(', ')}`)];
  return [warning('paging', 'there is no channel: nobody is told', 'configure paging.channels')];
}

function some(rows: readonly { id: string }[]): string {
  const ids = rows.slice(0, 5).map(({ id }) => id);
  return `${ids.join(', ')}${rows.length > ids.length ? ', …' : ''}`;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { confounderNames, runAlone } from './alone.ts';
import { judgeCambridge } from './cambridge.ts';
import { judge, readFolder } from './folder.ts';
import { crossValidate } from './halves.ts';
import { kindredFolders } from './kindred.ts';
import { aloneHeader, aloneRow, cambridgeReport, halfReport, reportOf, yangzhongReport } from './report.ts';
import { cityToJudge, simulate } from './simulated-city.ts';
import { readYangzhong, scoreYangzhong } from './yangzhong.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kindred: { type: 'string' },
    city: { type: 'string', multiple: true },
    projects: { type: 'string', default: '60' },
    days: { type: 'string', default: '180' },
    with: { type: 'string', multiple: true, default: ['all'] },
    until: { type: 'string', default: '2026-10-31' },
    alone: { type: 'string' },
    halves: { type: 'boolean', default: false },
  },
});
const seeds = (values.city ?? []).map(Number);
if (positionals.length + seeds.length === 0 && values.kindred === undefined) {
  throw new Error('name a folder, --kindred DIR or --city SEED');
}

for (const folder of positionals) await reportFolder(folder);
if (values.kindred !== undefined) await reportKindred(values.kindred);
for (const seed of seeds) {
  if (values.alone !== undefined) reportAlone(seed, values.alone);
  else for (const names of values.with) reportCity(seed, names);
}

async function reportFolder(folder: string): Promise<void> {
  process.stdout.write(reportOf(path.basename(folder), judge(await readFolder(folder))));
}

async function reportKindred(source: string): Promise<void> {
  const temporary = await mkdtemp(path.join(tmpdir(), 'accuracy-'));
  try {
    for (const folder of await kindredFolders(source, temporary)) await reportFolder(folder);
    await reportYangzhong(path.join(source, 'yangzhong/dev'), path.join(temporary, 'yangzhong'));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  process.stdout.write(cambridgeReport(await judgeCambridge(path.join(source, 'cambridge'))));
}

async function reportYangzhong(source: string, folder: string): Promise<void> {
  const truth = await readYangzhong(source);
  const labelled = await readFolder(folder);
  process.stdout.write(yangzhongReport('all series', scoreYangzhong(truth, judge(labelled))));
  if (values.halves)
    for (const half of crossValidate(labelled, truth)) process.stdout.write(halfReport(half));
}

function sizeOfCity(seed: number, names: string) {
  const { until } = values;
  return { seed, names, until, projects: Number(values.projects), days: Number(values.days) };
}

function reportCity(seed: number, names: string): void {
  const city = cityToJudge(sizeOfCity(seed, names));
  process.stdout.write(reportOf(`city-${seed}-${names}-${values.until}`, judge(simulate(city))));
}

/** Each confounder in a city of its own; a row is written as soon as it is known. */
function reportAlone(seed: number, names: string): void {
  process.stdout.write(`\n## One confounder alone, city ${seed} to ${values.until}\n${aloneHeader}`);
  for (const name of names === 'all' ? confounderNames : names.split(',')) {
    process.stdout.write(
      aloneRow(runAlone({ ...sizeOfCity(seed, name), mostSites: Number.POSITIVE_INFINITY })),
    );
  }
}

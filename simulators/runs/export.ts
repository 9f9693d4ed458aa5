import { createWriteStream } from 'node:fs';
import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LiangshaiError } from '../../model/error.ts';
import type { City } from '../city/city.ts';
import type { SiteDay } from '../life/day.ts';
import { SiteRun } from '../load/site-run.ts';
import { Frame } from '../meters/frame.ts';
import { tellDay } from '../meters/telling.ts';
import { dayNumber, dayText } from '../surroundings/days.ts';
import { csvHeader, ReadingLines } from './reading-lines.ts';
import { writeRegistry } from './registry-files.ts';
import { TruthFile } from './truth.ts';

export interface ExportProgress {
  readings: number;
  projects: number;
  ofProjects: number;
}

export interface ExportOptions {
  city: City;
  /** Where registry and readings go; null: only the truth is wanted. */
  directory: string | null;
  truthFile: string;
  onProgress: (progress: ExportProgress) => void;
  signal: AbortSignal;
}

const chunkBytes = 1 << 20;

/** What there was on the sites that must not fool a detector: for whoever wants to know which of it did. */
function spellLines(city: City): string {
  const lastDay = dayNumber(city.options.asOf);
  const lines = city.sites.flatMap((site) =>
    site.spells
      .filter((spell) => spell.from <= lastDay && spell.to >= city.firstDay)
      .map(({ confounder, from, to }) => {
        return `${site.id},${confounder.name},${dayText(from)},${to > lastDay ? '' : dayText(to)}\n`;
      }),
  );
  return `project,confounder,from,to\n${lines.join('')}`;
}

/**
 * Writes the city from its first day to the day of its registry as files for `backtest`, and what really happened.
 * One pass, one site at a time, so memory does not grow with the city. Resolves to the number of readings.
 */
export async function exportCity(options: ExportOptions): Promise<number> {
  const { city, directory, truthFile } = options;
  if (directory !== null) await makeDirectory(directory);
  const truth = await TruthFile.open(truthFile, city);
  const counted = { readings: 0 };
  try {
    const chunks = readingChunks(options, truth, counted);
    if (directory === null) {
      for await (const _ of chunks);
    } else {
      await writeRegistry(city.registry, directory);
      await writeFile(path.join(directory, 'confounders.csv'), spellLines(city));
      const file = createWriteStream(path.join(directory, 'readings.csv.gz'));
      await pipeline(chunks, createGzip({ level: 1 }), file);
    }
  } finally {
    await truth.close();
  }
  return counted.readings;
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (error) {
    const hint = 'give --export a directory that may be made and written';
    throw new LiangshaiError('export-unwritable', (error as Error).message, hint);
  }
}

async function* readingChunks(
  { city, directory, onProgress, signal }: ExportOptions,
  truth: TruthFile,
  counted: { readings: number },
): AsyncGenerator<Buffer> {
  const lines = new ReadingLines('csv', chunkBytes * 2);
  const frame = new Frame();
  const lastDay = dayNumber(city.options.asOf);
  yield Buffer.from(csvHeader);
  for (const [index, site] of city.sites.entries()) {
    if (signal.aborted) return;
    const run = new SiteRun(site, city.surroundings, city.firstDay);
    const days: SiteDay[] = [];
    while (run.day < lastDay) {
      days.push(run.next());
      if (directory === null) continue;
      for (const load of run.loads) {
        counted.readings += lines.addFrame(tellDay(frame, run, load), 0, Number.POSITIVE_INFINITY);
      }
      if (lines.bytes > chunkBytes) yield lines.take();
    }
    await truth.add(site.id, days);
    onProgress({ readings: counted.readings, projects: index + 1, ofProjects: city.sites.length });
  }
  if (lines.bytes > 0) yield lines.take();
}

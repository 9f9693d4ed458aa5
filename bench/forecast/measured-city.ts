import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRecorded, seriesOf } from '../../app/commands/backtest-readings.ts';
import { simulateCommand } from '../../app/commands/simulate.ts';
import { projectFacts } from '../../app/facts.ts';
import { MeterDirectory } from '../../ingest/meter-directory.ts';
import type { Activity } from '../../model/activity.ts';
import type { Registry } from '../../model/registry.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { readRegistry } from '../../registry/files.ts';
import { cityDays, dayNumber } from '../../rules/city-days.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';
import { evaluateProject } from '../../rules/project.ts';

export const timeZone = 'Asia/Shanghai';

/** A simulated city as the service sees it: its registry, and the activity that the rules read from its meters. */
export interface MeasuredCity {
  registry: Registry;
  days: Activity[];
}

export interface CitySize {
  projects: string;
  days: string;
  until: string;
}

/** Simulates a city into files, reads them as `backtest` does, and judges every project. */
export async function measuredCity(seed: string, { projects, days, until }: CitySize): Promise<MeasuredCity> {
  const directory = await mkdtemp(path.join(tmpdir(), 'forecast-'));
  try {
    const size = ['--projects', projects, '--days', days, '--until', until];
    await simulateCommand().parseAsync(['--export', directory, '--seed', seed, ...size], { from: 'user' });
    const registry = await readRegistry(directory);
    const files = (await readdir(directory)).filter((name) => name.startsWith('readings'));
    const recorded = await readRecorded(
      files.map((name) => path.join(directory, name)),
      new MeterDirectory(registry.meters, timeZone),
    );
    const city = { timeZone, calendar: chineseCalendar(), rules: RulesConfiguration.parse({}) };
    const untilMs = cityDays(timeZone).beginOf(dayNumber(until) + 1);
    const judged = [...projectFacts(registry, new Map()).values()].flatMap((facts) => {
      const readings = seriesOf(recorded, facts.meters);
      const question = { facts, start: null, readings, untilMs, hours: false, checkpointsFrom: null };
      return evaluateProject(city, question).days;
    });
    return { registry, days: judged };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

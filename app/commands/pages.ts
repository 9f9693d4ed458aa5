import { Command } from 'commander';
import { LiangshaiError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import { explainRoute } from '../../paging/explain-route.ts';
import type { Page, PageStep } from '../../store/pages.ts';
import type { RecordsStore } from '../../store/records.ts';
import { readConfiguration } from '../config.ts';
import { configurationOption } from '../options.ts';
import { withRecords } from '../records.ts';

interface Options {
  config: string;
  finding: string;
}

export function pagesCommand(): Command {
  const pages = new Command('pages').description('who is told of a finding, and what became of it');
  pages
    .command('route')
    .description('who would be told of a finding now, and why')
    .requiredOption('--finding <id>', 'the finding')
    .addOption(configurationOption())
    .action(({ config, finding }: Options) =>
      withRecords(config, (records) => route(records, config, finding)),
    );
  pages
    .command('log')
    .description('every step and every try to tell somebody of a finding')
    .requiredOption('--finding <id>', 'the finding')
    .addOption(configurationOption())
    .action(({ config, finding }: Options) => withRecords(config, (records) => log(records, finding)));
  return pages;
}

async function route(records: RecordsStore, config: string, id: string): Promise<void> {
  const { paging, city } = await readConfiguration(config);
  const finding = await records.finding(id);
  if (finding === null) throw unknownFinding(id);
  const now = Temporal.Now.zonedDateTimeISO(city.zone);
  const lines = explainRoute(paging, await records.registry(), finding, now, await pagesOf(records, finding));
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function log(records: RecordsStore, id: string): Promise<void> {
  const finding = await records.finding(id);
  if (finding === null) throw unknownFinding(id);
  for (const page of await pagesOf(records, finding)) {
    process.stdout.write(`${page.audience}\n`);
    const steps = await records.pageSteps([page.id]);
    for (const step of steps) process.stdout.write(`  ${stepLine(step)}\n`);
    const letters = new Set(steps.flatMap(({ letter }) => letter ?? []));
    for (const { atMs, letter, channel, target, outcome, detail } of await records.attempts([...letters])) {
      process.stdout.write(`  ${timeText(atMs)} ${letter} ${channel} ${target} ${outcome} ${detail ?? ''}\n`);
    }
  }
}

async function pagesOf(records: RecordsStore, { id, project }: Finding): Promise<Page[]> {
  return (await records.pages({ projects: [project] })).filter(({ finding }) => finding === id);
}

function stepLine({ atMs, what, actor, note, letter }: PageStep): string {
  return [timeText(atMs), what, actor, note, letter].filter((word) => word !== null).join(' ');
}

function timeText(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString({ smallestUnit: 'second' });
}

function unknownFinding(id: string): LiangshaiError {
  return new LiangshaiError(
    'finding-unknown',
    `there is no finding "${id}"`,
    'the board and GET /findings show the ids',
  );
}

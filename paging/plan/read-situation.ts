import type { CalendarDay } from '../../model/calendar.ts';
import type { Finding } from '../../model/finding.ts';
import type { Registry } from '../../model/registry.ts';
import type { Page } from '../../store/pages.ts';
import type { ReadingsStore } from '../../store/readings.ts';
import type { RecordsStore } from '../../store/records.ts';
import type { PagingConfiguration } from '../configuration.ts';
import { readWaits } from '../explanation.ts';
import { routesOf } from '../route.ts';
import { undeliveredId } from './matter.ts';
import type { Situation } from './situation.ts';

const dayMs = 86_400_000;
/** Letters that failed and decisions are looked at for so long; a planner that stood still longer has missed them. */
const newsDays = 14;

export interface SituationParts {
  configuration: PagingConfiguration;
  records: RecordsStore;
  readings: Pick<ReadingsStore, 'activity'>;
  registry: () => Registry;
  calendar: (date: string) => CalendarDay;
  zone: string;
}

/** Everything that a run of the planner looks at, as it lies in the stores now. */
export async function readSituation(parts: SituationParts, nowMs: number): Promise<Situation> {
  const { configuration, records, calendar, zone } = parts;
  const registry = parts.registry();
  const projects = new Map(registry.projects.map((project) => [project.id, project]));
  const open = await records.findings({ open: true });
  const openPages = await records.pages({ open: true });
  const histories = new Set(open.map(({ id }) => id));
  for (const { finding } of openPages) if (finding !== null) histories.add(finding);
  const events = await records.findingEvents([...histories]);
  const news = nowMs - newsDays * dayMs;
  const undelivered = await records.undeliveredLetters(news);
  const decided = await records.explanations({ decidedSinceMs: news });
  const decidedPages = await records.pages({ projects: decided.map(({ project }) => project), open: false });
  const known = new Set([...openPages, ...decidedPages].map(({ id }) => id));
  const again = [
    ...open.flatMap((finding) => pageIds(configuration, projects, finding)),
    ...undelivered.map(({ id }) => undeliveredId(id)),
  ].filter((id) => !known.has(id));
  const pages = [...openPages, ...decidedPages, ...(await records.pages({ ids: again }))];
  const letters = await records.letters(lettersOf(pages));
  return {
    nowMs,
    zone,
    calendar,
    configuration,
    registry,
    projects,
    findings: new Map(open.map((finding) => [finding.id, finding])),
    events: Map.groupBy(events, ({ finding }) => finding),
    pages,
    letters: new Map([...letters, ...undelivered].map((letter) => [letter.id, letter])),
    undelivered,
    silences: await records.silences(nowMs),
    excused: await excusedProjects(parts.readings, open, nowMs),
    waiting: await waitingProjects(parts, nowMs),
    decided,
  };
}

function lettersOf(pages: readonly Page[]): string[] {
  const ids = new Set<string>();
  for (const { id, matter, letter } of pages) {
    if (letter !== null) ids.add(letter);
    if (matter === 'undelivered') ids.add(id.slice(undeliveredId('').length));
  }
  return [...ids];
}

function pageIds(
  { routes }: PagingConfiguration,
  projects: Situation['projects'],
  finding: Finding,
): string[] {
  const project = projects.get(finding.project);
  if (project === undefined) return [];
  const { district, department } = project;
  return routesOf(routes, { ...finding, district, department }).map(
    ({ audience }) => `${finding.id}~${audience}`,
  );
}

async function waitingProjects(
  { records, configuration, zone, calendar }: SituationParts,
  nowMs: number,
): Promise<Set<string>> {
  const waiting = await readWaits(records, configuration.explainWorkdays, { nowMs, zone, calendar });
  return new Set(waiting.map(({ explanation }) => explanation.project));
}

/** Those whose newest day says that a stop on it counts against nobody. */
async function excusedProjects(
  readings: Pick<ReadingsStore, 'activity'>,
  open: readonly Finding[],
  nowMs: number,
): Promise<Set<string>> {
  const ids = [...new Set(open.map(({ project }) => project))];
  if (ids.length === 0) return new Set();
  const days = await readings.activity(ids, { fromMs: nowMs - 2 * dayMs, toMs: nowMs + 1 }, 'day');
  const newest = new Map(days.map((day) => [day.project, day]));
  return new Set([...newest.values()].flatMap(({ project, excused }) => (excused === null ? [] : project)));
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Finding } from '../../model/finding.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import type { RulesConfiguration } from '../../rules/configuration.ts';
import type { ProjectFacts } from '../../rules/evaluate.ts';
import type { ReadingsStore } from '../../store/readings.ts';
import { byWeight, type FindingDifference, type FindingShift } from './compare.ts';
import type { TrialQuestion, TrialSetting } from './trial-worker.ts';

/** So many of the newest days are looked at, … */
export const trialDays = 90;
/** … and so many before them only teach the baselines. */
const learningDays = 60;
const dayMs = 86_400_000;
/** Projects whose readings are fetched by one query. */
const projectsAtOnce = 6;

export interface TrialOutcome {
  from: string;
  to: string;
  projects: number;
  appear: Finding[];
  vanish: Finding[];
  shift: FindingShift[];
  same: number;
}

interface TrialParts {
  readings: Pick<ReadingsStore, 'series'>;
  facts: () => ReadonlyMap<string, ProjectFacts>;
  timeZone: string;
  nowMs: () => number;
}

/**
 * Runs the rules over the last days as they are and as they might be, in a thread of its own, so that readings are
 * taken in and the board answers meanwhile.
 * @throws the worker's error, or `signal.reason` when it was called off
 */
export async function tryRules(
  parts: TrialParts,
  rules: { before: RulesConfiguration; after: RulesConfiguration },
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<TrialOutcome> {
  const { timeZone } = parts;
  const untilMs = parts.nowMs();
  const dayOf = (timeMs: number) =>
    Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const setting: TrialSetting = { ...rules, timeZone, untilMs, from: dayOf(untilMs - trialDays * dayMs) };
  const facts = [...parts.facts().values()];
  const outcome: TrialOutcome = {
    from: setting.from,
    to: dayOf(untilMs),
    projects: facts.length,
    appear: [],
    vanish: [],
    shift: [],
    same: 0,
  };
  const worker = new Worker(new URL('./trial-worker.ts', import.meta.url), { workerData: setting });
  try {
    let done = 0;
    for (let index = 0; index < facts.length; index += projectsAtOnce) {
      const group = facts.slice(index, index + projectsAtOnce);
      const series = await readingsOf(parts.readings, group, untilMs);
      for (const fact of group) {
        signal.throwIfAborted();
        add(outcome, await ask(worker, { facts: fact, readings: series.get(fact.project.id) ?? [] }, signal));
        done += 1;
        onProgress(done, facts.length);
      }
    }
  } finally {
    await worker.terminate();
  }
  outcome.appear.sort(byWeight);
  outcome.vanish.sort(byWeight);
  outcome.shift.sort((a, b) => byWeight(a.after, b.after));
  return outcome;
}

async function ask(worker: Worker, question: TrialQuestion, signal: AbortSignal): Promise<FindingDifference> {
  worker.postMessage(question);
  // `once` rejects when the worker fails, or when the trial is called off.
  const [difference] = (await once(worker, 'message', { signal })) as [FindingDifference];
  return difference;
}

function add(outcome: TrialOutcome, { appear, vanish, shift, same }: FindingDifference): void {
  outcome.appear.push(...appear);
  outcome.vanish.push(...vanish);
  outcome.shift.push(...shift);
  outcome.same += same;
}

async function readingsOf(
  readings: Pick<ReadingsStore, 'series'>,
  facts: readonly ProjectFacts[],
  untilMs: number,
): Promise<Map<string, ReadingSeries[]>> {
  const projectOf = new Map(facts.flatMap(({ project, meters }) => meters.map(({ id }) => [id, project.id])));
  const found = new Map<string, ReadingSeries[]>();
  const range = { fromMs: untilMs - (trialDays + learningDays) * dayMs, toMs: untilMs + 1 };
  if (projectOf.size === 0) return found;
  for await (const series of readings.series([...projectOf.keys()], range)) {
    const project = projectOf.get(series.meter)!;
    found.set(project, [...(found.get(project) ?? []), series]);
  }
  return found;
}

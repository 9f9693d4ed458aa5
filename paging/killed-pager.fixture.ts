import type { Finding } from '../model/finding.ts';
import type { PageOpener, RecordsStore } from '../store/records.ts';
import { buildPager, openRecords, pagingOf } from './pager.fixture.ts';
import { pageOpener } from './plan/opener.ts';

/** The steps from a finding to its delivery at which the process can end: before, within or after a call of the store. */
export const killSteps = [
  'before replaceFindings',
  'within replaceFindings',
  'after replaceFindings',
  'before changePages',
  'after changePages',
  'before claimLetters',
  'after claimLetters',
  'before settleLetter',
  'after settleLetter',
] as const;

/** What a process needs to find and tell: JSON, the fixture's only word. */
export interface Orders {
  directory: string;
  /** A directory, or the address of a PostgreSQL database. */
  place: string;
  url: string;
  nowMs: number;
  finding: Finding;
  /** One of the steps, or any other word for none. */
  step: string;
}

/** An evaluation that says a finding, and the pages with it. */
export async function evaluate(
  records: RecordsStore,
  { directory, finding, url, nowMs }: Omit<Orders, 'place' | 'step'>,
  wrap = (opener: PageOpener) => opener,
): Promise<void> {
  const registry = await records.registry();
  const opener = wrap(pageOpener(pagingOf(directory, url), () => registry));
  await records.replaceFindings([finding.project], [finding], { actor: 'system', atMs: nowMs }, opener);
}

/** Finds, plans and delivers in a process of its own, which kills itself at a step. */
async function run(orders: Orders): Promise<void> {
  const { directory, place, url, nowMs, step } = orders;
  const records = killing(await openRecords(place), step);
  await evaluate(records, orders, (opener) => (facts) => {
    if (step === 'within replaceFindings') process.kill(process.pid, 'SIGKILL');
    return opener(facts);
  });
  const pager = await buildPager(directory, records, url, () => nowMs);
  await pager.start();
  await pager.plan();
  await pager.deliver();
  await pager.stop();
  await records.stop();
}

function killing(records: RecordsStore, step: string): RecordsStore {
  const [moment, method] = step.split(' ');
  return new Proxy(records, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = (...given: unknown[]) => Reflect.apply(value, target, given) as unknown;
      if (name !== method || moment === 'within') return call;
      return async (...given: unknown[]) => {
        if (moment === 'before') process.kill(process.pid, 'SIGKILL');
        const answer = await call(...given);
        process.kill(process.pid, 'SIGKILL');
        return answer;
      };
    },
  });
}

if (import.meta.main) await run(JSON.parse(process.argv[2]!) as Orders);

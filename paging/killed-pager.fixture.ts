import type { RecordsStore } from '../store/records.ts';
import { buildPager, openRecords } from './pager.fixture.ts';

/** The steps of a delivery at which the process can end: before or after a call of the store. */
export const killSteps = [
  'before changePages',
  'after changePages',
  'before claimLetters',
  'after claimLetters',
  'before settleLetter',
  'after settleLetter',
] as const;

/** A pager in a process of its own that kills itself at a step: `node killed-pager.fixture.ts DIRECTORY URL NOW STEP`. */
async function run([directory = '', url = '', now = '0', step = '']: string[]): Promise<void> {
  const records = await openRecords(directory);
  const pager = await buildPager(directory, killing(records, step), url, () => Number(now));
  await pager.start();
}

function killing(records: RecordsStore, step: string): RecordsStore {
  const [moment, method] = step.split(' ');
  return new Proxy(records, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = (...given: unknown[]) => Reflect.apply(value, target, given) as unknown;
      if (name !== method) return call;
      return async (...given: unknown[]) => {
        if (moment === 'before') process.kill(process.pid, 'SIGKILL');
        const answer = await call(...given);
        process.kill(process.pid, 'SIGKILL');
        return answer;
      };
    },
  });
}

if (import.meta.main) await run(process.argv.slice(2));

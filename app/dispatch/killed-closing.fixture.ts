import { StatementSync } from 'node:sqlite';
import { openClosingCity } from './closing-city.fixture.ts';

/**
 * A process that closes what is due in a directory and kills itself at the given statement of the closing's transaction,
 * as a power cut would: `node killed-closing.fixture.ts DIRECTORY NOW STATEMENT`.
 */
const [directory = '', now = '', statement = ''] = process.argv.slice(2);
const city = await openClosingCity(now, { directory });
const closePeriod = city.records.closePeriod.bind(city.records);
let left = Number.POSITIVE_INFINITY;
for (const name of ['run', 'all', 'get', 'iterate'] as const) {
  const plain = StatementSync.prototype[name] as (...given: unknown[]) => unknown;
  Object.defineProperty(StatementSync.prototype, name, {
    value(this: StatementSync, ...given: unknown[]) {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return plain.apply(this, given);
    },
  });
}
city.records.closePeriod = (closing) => {
  left = Number(statement);
  return closePeriod(closing);
};
await city.dispatch().run();
await city.leave();

import { DOUBLE, DuckDBInstance } from '@duckdb/node-api';
import { GivenRows } from '../store/duckdb/given-rows.ts';
import { untilStopped } from './lifetime.ts';

/** A process that is in the middle of a write to DuckDB, whose thread waits for rows from this one, when it has to end. */
const endings: Record<string, () => void> = {
  'a second signal': () => {
    process.emit('SIGTERM', 'SIGTERM');
    process.emit('SIGTERM', 'SIGTERM');
  },
  'an error that nobody caught': () => {
    process.nextTick(() => {
      throw new Error('nobody caught this');
    });
  },
};

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const given = new GivenRows(connection, () => undefined);

await untilStopped({ start: async () => undefined, stop: async () => connection.closeSync() }, async () => {
  given.run('CREATE TABLE t AS FROM given()', [{ name: 'x', type: DOUBLE, value: Number }], [1, 2, 3]);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  endings[process.argv[2]!]!();
});

import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { SpareMemory } from './spare-memory.ts';

const megabyte = 2 ** 20;

/** Some 120 MB in pieces that are freed but for every tenth, which keeps the C library from giving back the others. */
function leavePeak(): Float64Array[] {
  const pieces = Array.from({ length: 3000 }, () => new Float64Array(5000).fill(1));
  const kept = pieces.filter((_, index) => index % 10 === 0).map(() => new Float64Array(10));
  for (const { buffer } of pieces) buffer.transfer(0);
  return kept;
}

test.runIf(process.platform === 'linux')(
  'after many rows the process is no larger for a peak that is past',
  async () => {
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '96MB' });
    const spare = new SpareMemory(instance, 96);
    const kept = leavePeak();
    const before = process.memoryUsage.rss();
    spare.moved(999_999);
    spare.moved(1);
    await spare.stop();
    expect(before - process.memoryUsage.rss()).toBeGreaterThan(50 * megabyte);
    expect(kept).toHaveLength(300);
    instance.closeSync();
  },
);

test('the memory limit stays what it was', async () => {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '96MB' });
  const connection = await instance.connect();
  const limit = async () =>
    (await connection.runAndReadAll(`SELECT current_setting('memory_limit')`)).getRows()[0]![0];
  const before = await limit();
  const spare = new SpareMemory(instance, 96);
  spare.moved(1_000_000);
  await spare.stop();
  expect(await limit()).toBe(before);
  connection.closeSync();
  instance.closeSync();
});

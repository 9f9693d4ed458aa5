import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { SpareMemory } from './spare-memory.ts';

const megabyte = 2 ** 20;

/** Some 120 MB in pieces of which every tenth stays, which keeps the C library from giving back the others. */
function leavePeak(): Float64Array[] {
  const pieces = Array.from({ length: 3000 }, () => new Float64Array(5000).fill(1));
  return pieces.filter((_, index) => index % 10 === 0);
}

/** What nothing refers to any more is freed when this ends, not when the engine likes. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  await expect.poll(() => process.memoryUsage().arrayBuffers).toBeLessThan(30 * megabyte);
}

test.runIf(process.platform === 'linux')(
  'after many rows the process is no larger for a peak that is past',
  async () => {
    // Threads of its own would empty the allocators once, when they have been idle for half a second.
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '96MB', threads: '1' });
    const spare = new SpareMemory(instance, 96);
    const kept = leavePeak();
    await collectGarbage();
    const peak = process.memoryUsage.rss();
    spare.moved(999_999);
    spare.moved(1);
    await spare.stop();
    expect(peak - process.memoryUsage.rss()).toBeGreaterThan(50 * megabyte);
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

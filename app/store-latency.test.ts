import { Registry as Metrics } from 'prom-client';
import { expect, test } from 'vitest';
import { StoreLatency } from './store-latency.ts';

class Engine {
  readonly #kept: string[] = [];

  async write(word: string): Promise<number> {
    if (word === '') throw new Error('nothing to write');
    return this.#kept.push(word);
  }

  async *words(): AsyncGenerator<string> {
    yield* this.#kept;
  }
}

test('a timed store answers and fails as before, and its calls are counted by operation and outcome', async () => {
  const metrics = new Metrics();
  const store = new StoreLatency(metrics).of('records', new Engine());
  expect(await store.write('one')).toBe(1);
  await expect(store.write('')).rejects.toThrow('nothing to write');
  expect(await Array.fromAsync(store.words())).toEqual(['one']);
  const text = await metrics.metrics();
  const counts = text.split('\n').filter((line) => line.startsWith('liangshai_store_seconds_count{'));
  expect(counts).toEqual([
    expect.stringMatching(/operation="write",outcome="done"\} 1$/),
    expect.stringMatching(/operation="write",outcome="failed"\} 1$/),
  ]);
  expect(text).not.toContain('operation="words"');
});

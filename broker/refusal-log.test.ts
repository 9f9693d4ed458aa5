import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RefusalLog } from './refusal-log.ts';

const minute = 60_000;
let lines: { reason: string; count: number; last: string }[];
let metrics: Registry;
let refusals: RefusalLog;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  metrics = new Registry();
  refusals = new RefusalLog(pino({}, { write: (line: string) => lines.push(JSON.parse(line)) }), metrics);
  refusals.start();
});

afterEach(() => {
  refusals.stop();
  vi.useRealTimers();
});

async function counted(): Promise<Record<string, number>> {
  const { values } = await metrics.getSingleMetric('liangshai_broker_refused_total')!.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.reason, value]));
}

test('a thousand refusals are a thousand in the metric, and one line a reason and minute in the log', async () => {
  for (let packet = 1; packet <= 1000; packet++) refusals.note('topic', `M1 to topic ${packet}`);
  refusals.note('login', 'M2 from 10.0.0.1');
  expect(lines).toEqual([]);
  expect(await counted()).toMatchObject({ topic: 1000, login: 1, rate: 0 });
  vi.advanceTimersByTime(minute);
  expect(lines).toMatchObject([
    { reason: 'topic', count: 1000, last: 'M1 to topic 1000' },
    { reason: 'login', count: 1, last: 'M2 from 10.0.0.1' },
  ]);
});

test('a quiet minute has no line, and the next refusal is counted from one again', () => {
  refusals.note('rate', 'M1');
  vi.advanceTimersByTime(3 * minute);
  refusals.note('rate', 'M1');
  vi.advanceTimersByTime(minute);
  expect(lines).toMatchObject([{ count: 1 }, { count: 1 }]);
});

test('what the last minute had is told at the stop', () => {
  refusals.note('protocol', 'M1: no such packet');
  refusals.stop();
  expect(lines).toMatchObject([{ reason: 'protocol', count: 1 }]);
});

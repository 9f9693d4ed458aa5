import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Finding, findingId } from '../model/finding.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../store/postgres/server.fixture.ts';
import type { RecordsStore } from '../store/records.ts';
import { type Answer, type Receiver, startReceiver } from './channels/receiver.fixture.ts';
import { evaluate, killSteps, type Orders } from './killed-pager.fixture.ts';
import { buildPager, openRecords, writeSecret } from './pager.fixture.ts';
import { project } from './plan/world.fixture.ts';

const nowMs = Date.parse('2026-11-24T03:00:00Z');
const minuteMs = 60_000;
const finding: Finding = {
  id: findingId('P1', 'stalled', '2026-11-24'),
  project: 'P1',
  kind: 'stalled',
  level: 'yellow',
  since: '2026-11-15',
  opened: '2026-11-24',
  closed: null,
  evidence: { sentence: { zh: '停工 7 天', en: 'still for 7 days' }, figures: {}, days: [] },
};

/** Every step from the finding to its delivery, with the records in one engine. */
function contract(fresh: (directory: string) => Promise<string>): void {
  let orders: Orders;
  let records: RecordsStore;
  let receiver: Receiver;
  let answer: () => Answer;

  beforeEach(async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-killed-'));
    answer = () => ({});
    receiver = await startReceiver(() => answer());
    await writeSecret(directory);
    const place = await fresh(directory);
    records = await openRecords(place);
    await records.importRegistry({ projects: [project('P1')] }, { actor: 'system', atMs: nowMs });
    orders = { directory, place, url: receiver.url, nowMs, finding, step: 'none' };
    return async () => {
      await records.stop();
      await receiver.stop();
      await rm(directory, { recursive: true });
    };
  });

  const start = (step: string) => {
    const script = path.join(import.meta.dirname, 'killed-pager.fixture.ts');
    return spawn('node', [script, JSON.stringify({ ...orders, step })], { stdio: 'inherit' });
  };
  const keys = () => receiver.received.map(({ headers }) => headers['webhook-id']);

  /** What the next process does, `minutes` later: evaluates again, plans and delivers. */
  const runAfter = async (minutes: number) => {
    const atMs = nowMs + minutes * minuteMs;
    await evaluate(records, { ...orders, nowMs: atMs });
    const pager = await buildPager(orders.directory, records, receiver.url, () => atMs);
    await pager.start();
    await pager.plan();
    await pager.deliver();
    await pager.stop();
  };

  const expectOnePage = async () => {
    expect(new Set(keys()).size).toBe(1);
    const [page, ...others] = await records.pages({});
    expect(others).toEqual([]);
    const steps = await records.pageSteps([page!.id]);
    expect(steps.map(({ what }) => what)).toEqual(['opened', 'queued', 'told']);
    expect(await records.letters([page!.letter!])).toMatchObject([{ id: keys()[0], state: 'delivered' }]);
  };

  test.each([...killSteps, 'while the receiver has it'])(
    'killed %s: the page arrives under one key, and is told once in its record',
    async (step) => {
      const child = start(step);
      if (step === 'while the receiver has it') {
        answer = () => {
          child.kill('SIGKILL');
          return {};
        };
      }
      const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      expect(signal).toBe('SIGKILL');
      answer = () => ({});
      const isFound = !/(before|within) replaceFindings/.test(step);
      // Both or neither: a finding that stands has its page.
      expect((await records.findings({})).length).toBe(isFound ? 1 : 0);
      expect((await records.pages({})).length).toBe(isFound ? 1 : 0);
      // After the lease of what the dead process held.
      await runAfter(10);
      await runAfter(11);
      await expectOnePage();
    },
  );

  test('three processes at once find, plan and send one page once', async () => {
    const children = [start('none'), start('none'), start('none')];
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number));
    expect(codes).toEqual([0, 0, 0]);
    await runAfter(1);
    expect(keys()).toHaveLength(1);
    await expectOnePage();
  });
}

describe('SQLite', () => contract(async (directory) => directory));

describe.skipIf(!hasPostgres)(hasPostgres ? 'PostgreSQL' : withoutPostgres, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server.stop());

  contract(async () => {
    await server.run('postgres', 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    return server.url('postgres');
  });
});

import { expect, test, vi } from 'vitest';
import { siteFacts } from '../rules/cases/site.fixture.ts';
import type { Checkpoint } from '../rules/checkpoint.ts';
import { RulesConfiguration } from '../rules/configuration.ts';
import type { ProjectFacts } from '../rules/evaluate.ts';
import { SqliteRecords } from '../store/sqlite/records.ts';
import { Checkpoints } from './checkpoints.ts';

const rules = RulesConfiguration.parse({});
const last = Temporal.PlainDate.from('2026-11-24');

/** One of a day; what is inside is the rules' own matter. */
function checkpoint(day: string): Checkpoint {
  return { version: 4, project: 'P1', day, beginMs: 0, sealedMs: {} } as Checkpoint;
}

function days(count: number): Checkpoint[] {
  return Array.from({ length: count }, (_, ago) =>
    checkpoint(last.subtract({ days: count - 1 - ago }).toString()),
  );
}

async function opened(): Promise<{ records: SqliteRecords; kept: Checkpoints }> {
  const records = new SqliteRecords(':memory:');
  await records.start();
  const kept = new Checkpoints(records);
  kept.restOn(rules);
  return { records, kept };
}

async function newestDay(
  kept: Checkpoints,
  facts: ProjectFacts,
  before: string,
): Promise<string | undefined> {
  return (await kept.newest(facts, ({ day }) => day <= before))?.day;
}

test('late data of five weeks ago still finds a checkpoint before it, and each of the last days has its own', async () => {
  const { records, kept } = await opened();
  const facts = siteFacts({});
  kept.keep(facts, null, days(60));
  expect(await newestDay(kept, facts, '2026-11-24')).toBe('2026-11-24');
  expect(await newestDay(kept, facts, '2026-11-23')).toBe('2026-11-23');
  expect(await newestDay(kept, facts, '2026-11-20')).toBe('2026-11-16');
  expect(await newestDay(kept, facts, '2026-10-21')).toBe('2026-10-19');
  await records.stop();
});

test('those after the start of a run are outdated, even where the run made none in their place', async () => {
  const { records, kept } = await opened();
  const facts = siteFacts({});
  kept.keep(facts, null, days(30));
  kept.keep(facts, checkpoint('2026-11-16'), []);
  expect(await newestDay(kept, facts, '2026-11-24')).toBe('2026-11-16');
  await records.stop();
});

test('other facts make them worthless', async () => {
  const { records, kept } = await opened();
  kept.keep(siteFacts({}), null, days(30));
  const changed = siteFacts({ project: { roundTheClock: true } });
  expect(await newestDay(kept, changed, '2026-11-24')).toBeUndefined();
  await records.stop();
});

test('another start finds what was saved', async () => {
  const { records, kept } = await opened();
  const facts = siteFacts({});
  kept.keep(facts, null, days(30));
  await kept.save();
  const again = new Checkpoints(records);
  again.restOn(rules);
  await again.load();
  expect(await newestDay(again, facts, '2026-11-24')).toBe('2026-11-24');
  await records.stop();
});

test('a run that goes on from today keeps today as it lay, unless more of it is sealed now', async () => {
  const { records, kept } = await opened();
  const facts = siteFacts({});
  const today = checkpoint('2026-11-24');
  kept.keep(facts, null, [today]);
  await kept.save();
  const before = await records.checkpoint(facts.project.id, today.day);
  await records.putCheckpoints([], [{ project: facts.project.id, day: today.day }]);
  kept.keep(facts, today, [today]);
  await kept.save();
  expect(await records.checkpoint(facts.project.id, today.day)).toBeNull();
  kept.keep(facts, today, [{ ...today, sealedMs: { M1: 5 } }]);
  await kept.save();
  expect(await records.checkpoint(facts.project.id, today.day)).not.toEqual(before);
  await records.stop();
});

test('what is dropped before it was ever saved is not found, and what is not saved yet is', async () => {
  const { records, kept } = await opened();
  const facts = siteFacts({});
  kept.keep(facts, null, days(2));
  expect(await newestDay(kept, facts, '2026-11-24')).toBe('2026-11-24');
  kept.keep(facts, checkpoint('2026-11-23'), []);
  expect(await newestDay(kept, facts, '2026-11-24')).toBe('2026-11-23');
  await kept.save();
  expect(await records.checkpointDays()).toEqual([{ project: facts.project.id, day: '2026-11-23' }]);
  await records.stop();
});

test('what is kept holds as much memory as it has bytes', async () => {
  const { records, kept } = await opened();
  const put = vi.spyOn(records, 'putCheckpoints');
  kept.keep(siteFacts({}), null, days(1));
  await kept.save();
  const [[bodies]] = put.mock.calls as [Parameters<SqliteRecords['putCheckpoints']>];
  expect(bodies.map(({ body }) => body.buffer.byteLength)).toEqual(bodies.map(({ body }) => body.byteLength));
  await records.stop();
});

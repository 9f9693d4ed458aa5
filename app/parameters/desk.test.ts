import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { faultText } from '../../model/error.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import { readingsOf, wordsOf } from '../../rules/cases/short-form.ts';
import { siteFacts } from '../../rules/cases/site.fixture.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';
import { SqliteRecords } from '../../store/sqlite/records.ts';
import { rulesInForce } from './changes.ts';
import { ParameterDesk } from './desk.ts';

const timeZone = 'Asia/Shanghai';
const beginMs = Temporal.ZonedDateTime.from(`2026-03-02[${timeZone}]`).epochMilliseconds;
/** Five weeks of work, then eleven working days without. */
const life = wordsOf('(work*6 idle)*5 idle*16');
const nowMs = () => beginMs + life.length * 86_400_000;
const configured = RulesConfiguration.parse({ findings: { stalled: { yellowDays: 9 } } });
const act = { actor: 'li', atMs: 5 };

let records: SqliteRecords;
let desk: ParameterDesk;

beforeEach(async () => {
  records = new SqliteRecords(':memory:');
  await records.start();
  const facts = siteFacts({ project: { id: 'P1' }, meter: { id: 'M1' } });
  desk = new ParameterDesk({
    records,
    readings: {
      async *series(): AsyncIterable<ReadingSeries> {
        yield readingsOf('M1', life, beginMs);
      },
    },
    facts: () => new Map([['P1', facts]]),
    configured,
    timeZone,
    nowMs,
    log: pino({ level: 'silent' }),
  });
});
afterEach(async () => {
  await desk.stop();
  await records.stop();
});

async function outcomeOf(values: Record<string, number | boolean>) {
  expect(await desk.beginTrial(values)).toBeNull();
  await vi.waitFor(() => expect(desk.trial()?.state).toBe('done'), { timeout: 20_000 });
  const trial = desk.trial();
  return trial?.state === 'done' ? trial.outcome : null;
}

const inForce = () => rulesInForce(records, configured, () => {});

test('every parameter is told with what it is, what the configuration says, and its bounds', async () => {
  const { parameters, change } = await desk.parameters();
  expect(change).toBeNull();
  expect(parameters.length).toBeGreaterThan(50);
  expect(parameters.find(({ path }) => path === 'findings.stalled.yellowDays')).toEqual({
    path: 'findings.stalled.yellowDays',
    kind: 'whole',
    value: 9,
    configured: 9,
    default: 7,
    least: null,
    above: 0,
    most: null,
  });
});

test('a trial says what other parameters would have said, and changes nothing', async () => {
  const milder = await outcomeOf({ 'findings.stalled.yellowDays': 30, 'findings.stalled.redDays': 40 });
  expect(milder?.shift.map(({ before, after }) => [before.level, after.level])).toEqual([
    ['yellow', 'watch'],
  ]);
  const off = await outcomeOf({ 'findings.stalled.enabled': false });
  expect(off).toMatchObject({ projects: 1, appear: [], vanish: [{ kind: 'stalled', level: 'yellow' }] });
  expect(await inForce()).toEqual(configured);
});

test('a change holds from then on, is audited with its reason, and follows the configuration where they agree', async () => {
  const values = { 'findings.stalled.watchDays': 5, 'findings.stalled.yellowDays': 9 };
  expect(await desk.change(values, 'too many first calls', act)).toBeNull();
  expect((await inForce()).findings.stalled).toMatchObject({ watchDays: 5, yellowDays: 9 });
  const { parameters, change } = await desk.parameters();
  expect(change).toEqual({
    values: { 'findings.stalled.watchDays': 5 },
    note: 'too many first calls',
    ...act,
  });
  expect(parameters.find(({ path }) => path === 'findings.stalled.watchDays')).toMatchObject({
    value: 5,
    configured: 3,
  });
  const [entry] = await records.audited({ limit: 1 });
  expect(entry).toMatchObject({ actor: 'li', action: 'rules', detail: { note: 'too many first calls' } });
});

test.each([
  [
    'no such parameter',
    { 'findings.stalled.never': 1 },
    /^findings\.stalled\.never: there is no such parameter/,
  ],
  ['a value out of bounds', { 'activity.offShare': 3 }, /^activity\.offShare: /],
  ['half a day', { 'findings.stalled.watchDays': 2.5 }, /^findings\.stalled\.watchDays: /],
  ['values that contradict each other', { 'activity.aboveFloor.stopped': 0.9 }, /must not be above working/],
])('%s is refused, for a trial as for a change', async (_name, values, told) => {
  const [trial, change] = [await desk.beginTrial(values), await desk.change(values, 'x', act)];
  for (const refused of [trial, change]) expect(faultText(refused!.faults[0]!)).toMatch(told);
  expect(await inForce()).toEqual(configured);
});

test('a change that no longer fits an edited configuration is passed over and told', async () => {
  await desk.change({ 'activity.aboveFloor.stopped': 0.25 }, 'x', act);
  const edited = RulesConfiguration.parse({ activity: { aboveFloor: { stopped: 0.1, working: 0.2 } } });
  const told: string[] = [];
  const rules = await rulesInForce(records, edited, (faults) => told.push(...faults.map(faultText)));
  expect(rules).toEqual(edited);
  expect(told).toEqual([expect.stringContaining('stopped must not be above working')]);
});

test('another trial calls the one under way off', async () => {
  await desk.beginTrial({ 'findings.stalled.enabled': false });
  await desk.beginTrial({ 'findings.slowing.enabled': false });
  expect(desk.trial()).toMatchObject({ values: { 'findings.slowing.enabled': false } });
});

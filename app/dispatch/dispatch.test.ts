import { afterEach, expect, test } from 'vitest';
import type { ActivityState } from '../../model/activity.ts';
import type { PeriodInputs } from '../../model/period-inputs.ts';
import type { Project } from '../../model/project.ts';
import { SqliteRecords } from '../../store/sqlite/records.ts';
import { canonicalJson, hashOf } from './canonical.ts';
import { at, type ClosingCity, cityDay, daysFrom, openClosingCity, zone } from './closing-city.fixture.ts';
import { standingsFrom } from './figures.ts';
import { openPeriods } from './ranking.ts';

let city: ClosingCity;
afterEach(() => city.stop());

/** YZ stands still every second day, GX always; HS works. */
const state = ({ district }: Project, day: string): ActivityState => {
  if (district === 'GX') return 'off';
  return district === 'YZ' && Number(day.slice(-2)) % 2 === 0 ? 'idle' : 'working';
};

async function open(now: string, first: string, days: number): Promise<void> {
  city = await openClosingCity(now);
  await city.readings.writeActivity(
    daysFrom(first, days).flatMap((day) => cityDay(city.registry, day, state)),
  );
}

const closed = async () =>
  (await city.records.closings()).map(({ period, revision }) => `${period} r${revision}`);
const act = { actor: 'ada', atMs: at('2026-11-20T09:00') };

test.each([
  ['a day and an hour after its last day', '2026-11-17T01:00', ['2026-11H1 r1']],
  ['not a minute before', '2026-11-17T00:59', []],
])('a period is closed %s', async (_name, now, expected) => {
  await open(now, '2026-11-01', 16);
  await city.dispatch().run();
  expect(await closed()).toEqual(expected);
});

test('after a downtime all periods that were missed are closed in order, from the first that was measured', async () => {
  await open('2026-12-02T12:00', '2026-10-05', 57);
  await city.dispatch().run();
  expect(city.changes.map(({ period, what }) => `${period} ${what}`)).toEqual([
    '2026-10H1 closed',
    '2026-10H2 closed',
    '2026-11H1 closed',
    '2026-11H2 closed',
  ]);
  city.clock.nowMs = at('2027-01-16T12:00');
  await city.dispatch().run();
  expect((await closed()).slice(4)).toEqual(['2026-12H1 r1', '2026-12H2 r1']);
});

test('of what is caught up only the newest period of each kind is told; a person who closes is heard', async () => {
  await open('2026-12-02T12:00', '2026-10-05', 57);
  const dispatch = city.dispatch({ periods: ['half-month', 'month'] });
  const told = () => city.news.splice(0).map(({ what, period }) => `${period} ${what}`);
  await dispatch.run();
  expect(told()).toEqual(['2026-11H2 period-closed', '2026-11 period-closed']);
  expect(await closed()).toHaveLength(6);
  await dispatch.reopen('2026-10H1', '投资更正', { ...act, atMs: city.clock.nowMs });
  await dispatch.close('2026-10H1', { ...act, atMs: city.clock.nowMs });
  expect(told()).toEqual(['2026-10H1 period-reopened', '2026-10H1 period-closed']);
  await dispatch.publish('2026-10H2', { number: null }, act, false);
  await dispatch.publish('2026-11H2', { number: null }, act);
  expect(told()).toEqual(['2026-11H2 bulletin-published']);
});

test('weeks, months, quarters and years are closed as configured, the shorter of two that end together first', async () => {
  await open('2027-01-03T12:00', '2026-12-21', 11);
  const periods = ['year', 'quarter', 'month', 'half-month', 'week'] as const;
  await city.dispatch({ periods: [...periods] }).run();
  expect(city.changes.map(({ period }) => period)).toEqual([
    '2026-W52',
    '2026-12H2',
    '2026-12',
    '2026-Q4',
    '2026',
  ]);
});

test('nothing is closed while the history still comes in', async () => {
  await open('2026-11-02T12:00', '2026-10-05', 29);
  let isHistoryIn = false;
  const dispatch = city.dispatch({ isHistoryIn: () => isHistoryIn });
  await dispatch.run();
  expect(await closed()).toEqual([]);
  isHistoryIn = true;
  await dispatch.run();
  expect(await closed()).toHaveLength(2);
});

test('what is frozen is what its hash is of, and gives the same standings again', async () => {
  await open('2026-11-17T02:00', '2026-11-01', 16);
  await city.dispatch().run();
  const [closing] = await city.records.closings();
  const text = (await city.records.closingInputs('2026-11H1', 1))!;
  expect(hashOf(text)).toBe(closing?.inputsHash);
  expect(canonicalJson(JSON.parse(text))).toBe(text);
  const again = standingsFrom(JSON.parse(text) as PeriodInputs).filter(({ by }) => by === 'district');
  expect(again).toEqual(await city.records.standings('2026-11H1', 'district'));
  expect(again.map(({ subject, rank }) => [subject, rank])).toEqual([
    ['HS', 1],
    ['YZ', 2],
    ['GX', 3],
  ]);
});

test('the draft has the figures of the closing, with names, movement and the inputs’ hash', async () => {
  await open('2026-11-17T02:00', '2026-10-16', 32);
  await city.dispatch().run();
  const [closing] = (await city.records.closings()).slice(-1);
  const bulletin = await city.records.bulletin('2026-11H1');
  expect(bulletin).toMatchObject({
    revision: 1,
    state: 'draft',
    from: '2026-11-01',
    to: '2026-11-15',
    inputsHash: closing?.inputsHash,
    title: '宁波市重大项目建设情况晾晒通报（2026年11月上半月）',
    simulated: true,
    city: { projects: 9, working: 6, off: 3 },
  });
  const { district } = bulletin!.standings;
  expect(district.map(({ name, rankBefore, figures }) => [name, rankBefore, figures.projects])).toEqual([
    ['HS区', 1, 3],
    ['YZ区', 2, 3],
    ['GX区', 3, 3],
  ]);
});

test('a report that is corrected after the closing changes nothing until the period is opened again', async () => {
  await open('2026-11-17T02:00', '2026-11-01', 16);
  await city.report({ investments: [{ project: 'HS1', period: '2026-11H1', amountWan: 100 }] });
  const dispatch = city.dispatch();
  await dispatch.run();
  const before = await city.records.standings('2026-11H1', 'district');
  const bulletin = await city.records.bulletin('2026-11H1');
  await city.report({ investments: [{ project: 'HS1', period: '2026-11H1', amountWan: 2000 }] });
  city.clock.nowMs += 3_600_000;
  await dispatch.run();
  expect(await city.records.standings('2026-11H1', 'district')).toEqual(before);
  expect(await city.records.bulletin('2026-11H1')).toEqual(bulletin);

  await dispatch.reopen('2026-11H1', '投资更正', act);
  const scoreOf = (rows: typeof before) => rows.find(({ subject }) => subject === 'HS')?.score;
  const running = await city.records.standings('2026-11H1', 'district');
  expect(running).toHaveLength(before.length);
  expect(scoreOf(running)).not.toBe(scoreOf(before));
  const ranked = openPeriods(
    { kinds: ['half-month'], graceHours: 25, zone },
    await city.records.closings(),
    city.clock.nowMs,
  );
  expect(ranked).toContainEqual({ period: '2026-11H1', runs: true });
  await dispatch.run();
  expect(await closed()).toEqual(['2026-11H1 r1']);
  const closing = await dispatch.close('2026-11H1', { ...act, atMs: act.atMs + 1000 });
  expect(closing).toMatchObject({ revision: 2, closedBy: 'ada', reopened: null });
  const after = await city.records.standings('2026-11H1', 'district');
  expect(after).toEqual(running);
  expect(await city.records.frozenStandings('2026-11H1', 1, 'district')).toEqual(before);
  expect((await dispatch.inputs('2026-11H1', 1))?.investments[0]?.amountWan).toBe(100);
  expect((await dispatch.inputs('2026-11H1', 2))?.investments[0]?.amountWan).toBe(2000);
});

test.each([
  ['whose days are not over', '2026-11H2', 'period-not-over'],
  ['that is closed already', '2026-11H1', 'period-closed'],
])('a period %s is not closed by a person', async (_name, period, code) => {
  await open('2026-11-17T02:00', '2026-11-01', 16);
  const dispatch = city.dispatch();
  await dispatch.run();
  await expect(dispatch.close(period, act)).rejects.toMatchObject({ code });
  await expect(dispatch.reopen('2026-11H2', 'x', act)).rejects.toMatchObject({ code: 'period-not-closed' });
});

test('two processes that close at once close each period once', async () => {
  await open('2026-12-02T12:00', '2026-10-16', 46);
  const other = new SqliteRecords(`${city.directory}/records.sqlite`);
  await other.start();
  await Promise.all([city.dispatch().run(), city.dispatch({ records: other }).run()]);
  await other.stop();
  expect(await closed()).toEqual(['2026-10H2 r1', '2026-11H1 r1', '2026-11H2 r1']);
  const acts = (await city.records.audited({ limit: 99 })).filter(({ action }) => action === 'period-closed');
  expect(acts).toHaveLength(3);
});

test('who stays last is proposed as a snail, never given one; the reason names the places', async () => {
  await open('2026-12-02T12:00', '2026-10-16', 46);
  await city.dispatch().run();
  const snails = await city.records.snails();
  expect(snails.map(({ subject, state, history }) => [subject, state, history[0]?.reason])).toContainEqual([
    'GX',
    'proposed',
    '2026-10H2 3/3, 2026-11H1 3/3, 2026-11H2 3/3',
  ]);
  expect(snails.every((snail) => snail.state === 'proposed')).toBe(true);
  expect((await city.records.standings('2026-11H2', 'district')).some(({ snail }) => snail)).toBe(false);
});

test('what is published has its number, and of the snails only those that a person has given since the draft', async () => {
  await open('2026-12-02T12:00', '2026-10-16', 46);
  const dispatch = city.dispatch();
  await dispatch.run();
  const gx = { period: '2026-11H2', by: 'district' as const, subject: 'GX' };
  await city.records.decideSnail(gx, { ...act, verdict: 'confirmed', reason: '连续三期末位' });
  expect(await dispatch.publish('2026-11H2', { number: '甬晾晒〔2026〕3号' }, act)).toBe('published');
  const bulletin = await city.records.bulletin('2026-11H2');
  expect(bulletin).toMatchObject({ state: 'published', number: '甬晾晒〔2026〕3号', publishedMs: act.atMs });
  expect(bulletin?.snails).toMatchObject([{ subject: 'GX', state: 'confirmed', name: 'GX区' }]);
  expect(await dispatch.publish('2026-11H2', { number: null }, act)).toBe('not-draft');
});

test.each(['declined', 'revoked'] as const)(
  'a snail that a person has %s is not news when its period is closed again, and is not published',
  async (verdict) => {
    await open('2026-12-02T12:00', '2026-10-16', 46);
    const dispatch = city.dispatch();
    await dispatch.run();
    const gx = { period: '2026-11H2', by: 'district' as const, subject: 'GX' };
    const decision = { ...act, reason: '征地原因' };
    if (verdict === 'revoked') await city.records.decideSnail(gx, { ...decision, verdict: 'confirmed' });
    await city.records.decideSnail(gx, { ...decision, verdict });
    await dispatch.reopen('2026-11H2', '投资更正', { ...act, atMs: city.clock.nowMs });
    city.news.splice(0);
    await dispatch.close('2026-11H2', { ...act, atMs: city.clock.nowMs });
    expect(city.news[0]?.of.every(({ snail }) => snail === null)).toBe(true);
    expect((await city.records.bulletin('2026-11H2'))?.snails).toEqual([]);
    await dispatch.publish('2026-11H2', { number: null }, act);
    expect((await city.records.bulletin('2026-11H2'))?.snails).toEqual([]);
    expect(await city.records.snails()).toMatchObject([{ subject: 'GX', state: verdict }]);
  },
);

test('a snail that was revoked before anybody read of it is not published', async () => {
  await open('2026-12-02T12:00', '2026-10-16', 46);
  const dispatch = city.dispatch();
  await dispatch.run();
  const gx = { period: '2026-11H2', by: 'district' as const, subject: 'GX' };
  for (const verdict of ['confirmed', 'revoked'] as const) {
    await city.records.decideSnail(gx, { ...act, verdict, reason: 'x' });
  }
  await dispatch.publish('2026-11H2', { number: null }, act);
  expect((await city.records.bulletin('2026-11H2'))?.snails).toEqual([]);
});

test('red and black lists are made where the configuration asks for them, and for nobody otherwise', async () => {
  await open('2026-11-17T02:00', '2026-11-01', 16);
  await city.dispatch().run();
  const standings = await city.records.standings('2026-11H1', 'district');
  expect(await city.dispatch().lists(standings)).toBeNull();
  const rules = { standings: { lists: { enabled: true, length: 1 } } };
  expect(await city.dispatch({ rules }).lists(standings)).toEqual({ red: ['HS'], black: ['GX'] });
});

test('a snail that nobody has decided about stays in the draft and is not published', async () => {
  await open('2026-12-02T12:00', '2026-10-16', 46);
  const dispatch = city.dispatch();
  await dispatch.run();
  expect((await city.records.bulletin('2026-11H2'))?.snails).toMatchObject([{ state: 'proposed' }]);
  await dispatch.publish('2026-11H2', { number: null }, act);
  expect((await city.records.bulletin('2026-11H2'))?.snails).toEqual([]);
});

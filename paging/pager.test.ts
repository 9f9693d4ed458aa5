import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { Registry as Metrics } from 'prom-client';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Finding, findingId } from '../model/finding.ts';
import { plainDepartment } from '../model/registry.fixture.ts';
import { emptyRegistry, type Registry } from '../model/registry.ts';
import type { PageChange } from '../store/pages.ts';
import type { ActivityRow } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { acknowledge, acknowledgePages, explain, subjectOf } from './answer.ts';
import { type Answer, type Receiver, startReceiver } from './channels/receiver.fixture.ts';
import { type Link, readLink } from './link.ts';
import { buildPager, metrics, openRecords, pagingOf, writeSecret } from './pager.fixture.ts';
import { Pager } from './pager.ts';
import { newPage } from './plan/draft.ts';
import { project } from './plan/world.fixture.ts';

const nowMs = Date.parse('2026-11-24T03:00:00Z');
const minuteMs = 60_000;
const act = { actor: 'system', atMs: nowMs };

let directory: string;
let records: RecordsStore;
let receiver: Receiver;
let answer: () => Answer;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'liangshai-paging-'));
  answer = () => ({});
  receiver = await startReceiver(() => answer());
  await writeSecret(directory);
  records = await openRecords(directory);
  await records.importRegistry({ projects: [project('P1'), project('P2')] }, act);
  await find('P1');
  return async () => {
    await records.stop();
    await receiver.stop();
    await rm(directory, { recursive: true });
  };
});

async function find(id: string, over: Partial<Finding> = {}): Promise<void> {
  const finding: Finding = {
    id: findingId(id, 'stalled', '2026-11-24'),
    project: id,
    kind: 'stalled',
    level: 'yellow',
    since: '2026-11-15',
    opened: '2026-11-24',
    closed: null,
    evidence: { sentence: { zh: '停工 7 天', en: 'still for 7 days' }, figures: {}, days: [] },
    ...over,
  };
  await records.replaceFindings([id], [finding], act);
}

const keys = () => receiver.received.map(({ headers }) => headers['webhook-id']);

/** One whole run at a moment, in this process. */
async function runAt(atMs: number, own = records): Promise<void> {
  const pager = await buildPager(directory, own, receiver.url, () => atMs);
  await pager.start();
  await pager.plan();
  await pager.deliver();
  await pager.stop();
}

test('a receiver in trouble is tried again after a pause, as it asks, and the delivery log shows each try', async () => {
  answer = () => ({ status: 503, headers: { 'retry-after': '120' } });
  await runAt(nowMs);
  answer = () => ({});
  await runAt(nowMs + minuteMs);
  expect(keys()).toHaveLength(1);
  await runAt(nowMs + 2 * minuteMs);
  expect(new Set(keys()).size).toBe(1);
  const [page] = await records.pages({});
  expect(await records.attempts([page!.letter!])).toMatchObject([
    { outcome: 'postponed', channel: 'hook', target: 'zhang', detail: 'HTTP 503 {}' },
    { outcome: 'delivered', channel: 'hook', target: 'zhang', detail: null },
  ]);
});

test('a channel that refuses goes over to the next way', async () => {
  const other = await startReceiver(() => ({}));
  answer = () => ({ status: 410 });
  const pager = await buildPager(directory, records, receiver.url, () => nowMs, {
    channels: {
      hook: {
        type: 'webhook',
        url: receiver.url,
        secretFile: path.join(directory, 'webhook.secret'),
        privateNetwork: true,
      },
      second: {
        type: 'webhook',
        url: other.url,
        secretFile: path.join(directory, 'webhook.secret'),
        privateNetwork: true,
      },
    },
    people: { zhang: { name: '张三', reach: [{ channel: 'hook' }, { channel: 'second' }] } },
  });
  await pager.start();
  await pager.plan();
  await pager.deliver();
  await pager.stop();
  expect(other.received.map(({ headers }) => headers['webhook-id'])).toEqual(keys());
  await other.stop();
});

test('on a day that counts against nobody nothing is told, and the metrics say what is held', async () => {
  const excused: ActivityRow = {
    project: 'P1',
    district: 'YZ',
    department: 'JT',
    step: 'day',
    timeMs: nowMs,
    state: 'off',
    index: 0,
    energyKwh: 0,
    measured: 1,
    baselineKwh: 800,
    excused: 'typhoon',
    confidence: 1,
    why: null,
  };
  const pager = await buildPager(directory, records, receiver.url, () => nowMs, {}, [excused]);
  await pager.start();
  await pager.plan();
  await pager.deliver();
  await pager.stop();
  expect(keys()).toEqual([]);
  expect(await metrics.metrics()).toMatch(/liangshai_paging_pages_held 1\n/);
  await runAt(nowMs + minuteMs);
  expect(await metrics.metrics()).toMatch(/attempts_total\{channel="hook",outcome="delivered"\} 1/);
});

describe('a letter’s links', () => {
  const secret = Buffer.alloc(32, 7);
  const linkOf = (action: Link['action']): Link => {
    const { actions, entries } = JSON.parse(receiver.received[0]!.body);
    const [url] = action === 'acknowledge' ? [actions[0].url] : [entries[0].link.url];
    const link = readLink(secret, url.split('/act/')[1], nowMs + 1);
    if ('refused' in link) throw new Error(link.refused);
    return link;
  };

  test('acknowledging by the link ends the escalation, and doing it twice is doing it once', async () => {
    await runAt(nowMs);
    const link = linkOf('acknowledge');
    expect(await subjectOf(records, link)).toMatchObject({ matters: [{ project: { id: 'P1' } }] });
    expect(await acknowledge(records, link, nowMs + minuteMs)).toBe(1);
    expect(await acknowledge(records, link, nowMs + 2 * minuteMs)).toBe(1);
    await runAt(nowMs + 3 * minuteMs);
    const [page] = await records.pages({});
    expect(page).toMatchObject({ acknowledgedBy: '张三', acknowledgedMs: nowMs + minuteMs });
    const events = await records.findingEvents([page!.finding!]);
    expect(events.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
    await runAt(nowMs + 2 * 24 * 60 * minuteMs);
    expect(keys()).toHaveLength(1);
  });

  test('explaining by the link may ask for a suspension; nothing is told while it waits, and granting excuses', async () => {
    await runAt(nowMs);
    const asks = { from: '2026-11-15', to: '2026-12-15' };
    const given = { reason: 'design', text: '等图纸', asks } as const;
    const explanation = await explain(records, linkOf('explain'), given, nowMs + minuteMs);
    await runAt(nowMs + 2 * minuteMs);
    await find('P1', { level: 'red' });
    await runAt(nowMs + 60 * minuteMs);
    expect(keys()).toHaveLength(1);
    const decision = {
      verdict: 'granted' as const,
      note: '现场核实',
      actor: '赵主任',
      atMs: nowMs + 61 * minuteMs,
    };
    expect(await records.decideExplanation(explanation!.id, decision)).not.toBeNull();
    expect((await records.registry()).suspensions).toMatchObject([{ project: 'P1', ...asks }]);
    await runAt(nowMs + 62 * minuteMs);
    await runAt(nowMs + 63 * minuteMs);
    expect(keys()).toHaveLength(2);
    const { title, matters } = JSON.parse(receiver.received[1]!.body);
    expect(title).toBe('【晾晒】停工申请有结论：项目 P1 停工');
    expect(matters).toMatchObject([{ decision: { verdict: 'granted', note: '现场核实', ...asks } }]);
  });
});

test('an acknowledgement that the planner overtakes is written all the same', async () => {
  await find('P1', { closed: '2026-11-24' });
  const storm = { finding: null, project: null, matter: 'meter-storm' as const, level: 'red' as const };
  const opened = { id: 'storm~city~1', audience: 'operator', openedMs: nowMs, risenMs: nowMs };
  const page = { ...newPage({ ...storm, ...opened }), version: 1 };
  await records.changePages({ pages: [page], steps: [], letters: [] });
  let changes = 0;
  const overtaken = new Proxy(records, {
    get(target, name) {
      if (name !== 'changePages') return Reflect.get(target, name).bind(target) as unknown;
      return async (change: PageChange) => {
        const planned = { ...page, held: 'silence s', version: 2 };
        if (++changes === 1) await target.changePages({ pages: [planned], steps: [], letters: [] });
        return target.changePages(change);
      };
    },
  });
  await acknowledgePages(overtaken, [page], { actor: 'ops', atMs: nowMs });
  expect(await records.pages({ ids: [page.id] })).toMatchObject([
    { acknowledgedBy: 'ops', held: 'silence s', version: 3 },
  ]);
  expect(await records.pageSteps([page.id])).toMatchObject([{ what: 'acknowledged', actor: 'ops' }]);
});

test('a test message goes by a channel, and an unknown channel is told as such', async () => {
  const pager = await buildPager(directory, records, receiver.url, () => nowMs);
  await pager.start();
  expect(await pager.testChannel('hook', 'zhang')).toMatchObject({ outcome: 'delivered' });
  await expect(pager.testChannel('fax', '')).rejects.toMatchObject({ code: 'channel-unknown' });
  await pager.stop();
});

test('a secret that is not there stops the start, with every channel named', async () => {
  const pager = await buildPager(directory, records, receiver.url, () => nowMs, {
    channels: {
      hook: { type: 'webhook', url: receiver.url, secretFile: 'missing', privateNetwork: true },
      group: { type: 'wecom', urlFile: 'absent' },
    },
  });
  await expect(pager.start()).rejects.toMatchObject({
    code: 'channel-faulty',
    faults: [{ place: { source: 'channel hook' } }, { place: { source: 'channel group' } }],
  });
});

test('what configuration and registry do not agree in is told when it comes up, and never of an empty one', async () => {
  const told: string[] = [];
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => told.push((JSON.parse(line) as { msg: string }).msg) },
  );
  let registry: Registry = emptyRegistry();
  const pager = new Pager({
    configuration: pagingOf(directory, receiver.url),
    records,
    readings: { activity: async () => [] },
    registry: () => registry,
    calendar: (date) => ({ date, workday: true, holiday: null, springFestivalDay: null }),
    zone: 'Asia/Shanghai',
    linkSecret: Buffer.alloc(32, 7),
    nowMs: () => nowMs,
    random: () => 0.5,
    log,
    metrics: new Metrics(),
  });
  await pager.start();
  await pager.plan();
  expect(told).toEqual([]);
  registry = { ...emptyRegistry(), projects: [project('P1')] };
  await pager.plan();
  await pager.plan();
  const without = ['paging duties.department/JT: the registry has no department "JT"'];
  expect(told).toEqual(without);
  registry = { ...registry, projects: [project('P1'), project('P2')] };
  await pager.plan();
  expect(told).toEqual(without);
  const departments = [plainDepartment({ id: 'JT', name: '交通局' })];
  registry = { ...registry, departments };
  await pager.plan();
  registry = { ...registry, departments: [] };
  await pager.plan();
  await pager.stop();
  expect(told).toEqual([...without, ...without]);
});

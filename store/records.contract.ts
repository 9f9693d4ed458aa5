import { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { Registry } from '../model/registry.ts';
import type { Standing } from '../model/standing.ts';
import {
  type ArchivedRows,
  type Credential,
  chains,
  type FindingEvent,
  type QuarantinedMessage,
  type RecordsStore,
  type User,
} from './records.ts';

const act = { actor: 'ada', atMs: 1_000 };

const registry: Registry = {
  districts: [
    { id: 'beilun', name: '北仑区', kind: 'county' },
    { id: 'haishu', name: '海曙区', kind: 'county' },
  ],
  departments: [
    {
      id: 'jiaotong',
      name: '交通局',
      dutyChannel: null,
      dutyTarget: null,
      escalationDepartment: 'fagai',
      escalationHours: 4.5,
    },
    {
      id: 'fagai',
      name: '发改委',
      dutyChannel: 'webhook',
      dutyTarget: 'https://x',
      escalationDepartment: null,
      escalationHours: null,
    },
  ],
  projects: [
    {
      id: 'P1',
      name: '地铁 4 号线',
      district: 'beilun',
      department: 'jiaotong',
      category: 'rail',
      stage: 'construction',
      totalInvestmentWan: 123_456.78,
      annualPlanWan: null,
      plannedStart: '2025-03-01',
      plannedFinish: null,
      longitude: 121.55,
      latitude: 29.87,
      camera: null,
      roundTheClock: true,
    },
    {
      id: 'P2',
      name: 'O\'Neill "quoted"',
      district: 'haishu',
      department: 'fagai',
      category: 'housing',
      stage: 'preliminary',
      totalInvestmentWan: null,
      annualPlanWan: 0,
      plannedStart: null,
      plannedFinish: null,
      longitude: null,
      latitude: null,
      camera: 'https://camera/1',
      roundTheClock: false,
    },
  ],
  meters: [
    {
      id: 'M1',
      project: 'P1',
      role: 'construction',
      multiplier: 60,
      registerMaxKwh: 999_999.99,
      capacityKva: 630,
      profile: 'canonical',
      from: null,
      to: '2026-03-31',
    },
    {
      id: 'M1',
      project: 'P1',
      role: 'construction',
      multiplier: 80,
      registerMaxKwh: null,
      capacityKva: null,
      profile: 'canonical',
      from: '2026-04-01',
      to: null,
    },
  ],
  suspensions: [{ project: '*', from: '2026-02-10', to: null, reason: '台风', document: null }],
  investments: [{ project: 'P1', period: '2026-11H1', amountWan: 250.25 }],
  milestones: [{ project: 'P1', name: '封顶', planned: '2026-10-01', actual: null }],
  plans: [{ project: 'P1', period: '2026-11H1', plannedWan: 40.05 }],
};

function finding(over: Partial<Finding> = {}): Finding {
  return {
    id: 'P1~stalled~2026-03-05',
    project: 'P1',
    kind: 'stalled',
    level: 'watch',
    since: '2026-03-02',
    opened: '2026-03-05',
    closed: null,
    evidence: {
      sentence: { zh: '停工 3 天', en: 'still for 3 days' },
      figures: { baselineKwh: 800.5, note: null },
      days: ['2026-03-02'],
    },
    ...over,
  };
}

function standing(subject: string, rank: number | null, over: Partial<Standing> = {}): Standing {
  return {
    period: '2026-03H1',
    by: 'district',
    subject,
    rank,
    score: rank === null ? null : 90.5,
    parts: [
      {
        part: 'electricity',
        score: 90.5,
        weight: 20,
        quality: 0.97,
        inputs: { workingDays: 38, knownDays: 42 },
      },
    ],
    snail: false,
    projects: 30,
    working: 20,
    idle: 4,
    off: 2,
    unknown: 3,
    excused: 1,
    ...over,
  };
}

function message(over: Partial<QuarantinedMessage> = {}): QuarantinedMessage {
  return {
    receivedMs: 1_000,
    topic: 'meters/M1/readings',
    sender: 'M1',
    code: 'unreadable',
    detail: 'no JSON',
    payload: Uint8Array.from([0, 255, 128, 10]),
    ...over,
  };
}

async function dumped(store: RecordsStore): Promise<ArchivedRows[]> {
  const archive: ArchivedRows[] = [];
  await store.dump(async (rows) => void archive.push(rows));
  return archive;
}

const whats = (events: readonly FindingEvent[]) => events.map(({ finding: id, what }) => [id, what]);

/** An engine in a test: a fresh store, and another one on the same records at the same time. */
export interface RecordsEngine {
  fresh(): Promise<RecordsStore>;
  again(): Promise<RecordsStore>;
  /** Runs one statement past the store, as somebody with the password of the database could. */
  tamper(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** Every promise of the port `RecordsStore`. A new engine starts by making this green. */
export function recordsContract(engine: RecordsEngine): void {
  let store: RecordsStore;
  beforeEach(async () => {
    store = await engine.fresh();
    return () => store.stop();
  });
  afterAll(() => engine.close());

  const seen = () => store.replaceFindings(['P1'], [finding()], act);

  describe('registry', () => {
    test('a registry comes back as it was imported', async () => {
      await store.importRegistry(registry, act);
      const found = await store.registry();
      for (const table of Object.keys(registry) as (keyof Registry)[]) {
        expect(new Set<unknown>(found[table])).toEqual(new Set<unknown>(registry[table]));
      }
    });

    test('an import changes what has the same key, adds what has none, and takes nothing away', async () => {
      await store.importRegistry(registry, act);
      const [project] = registry.projects;
      await store.importRegistry(
        {
          projects: [{ ...project!, stage: 'completed' }],
          districts: [{ id: 'zhenhai', name: '镇海区', kind: 'county' }],
          suspensions: [{ ...registry.suspensions[0]!, to: '2026-02-12' }],
        },
        act,
      );
      const found = await store.registry();
      expect(found.projects.map(({ id, stage }) => [id, stage])).toEqual([
        ['P1', 'completed'],
        ['P2', 'preliminary'],
      ]);
      expect(found.districts).toHaveLength(3);
      expect(found.suspensions.map(({ to }) => to)).toEqual(['2026-02-12']);
      expect(found.meters).toHaveLength(2);
    });

    test('ten thousand projects go in at once', async () => {
      const [project] = registry.projects;
      const projects = Array.from({ length: 10_000 }, (_, index) => ({ ...project!, id: `P${index}` }));
      await store.importRegistry({ projects }, act);
      expect((await store.registry()).projects).toHaveLength(10_000);
    });

    test('an import is in the audit with who did it', async () => {
      await store.importRegistry({ districts: registry.districts }, act);
      expect(await store.audited({ limit: 10 })).toEqual([
        { id: 1, ...act, action: 'import', subject: 'registry', detail: { districts: 2 } },
      ]);
    });

    test('a corrected figure keeps the one before, and who reported which', async () => {
      const report = (amountWan: number) => ({ project: 'P1', period: '2026-11H1', amountWan });
      const [ada, bo] = [act, { actor: 'bo', atMs: 2_000 }];
      await store.importRegistry({ investments: [report(250.25), { ...report(1), period: '2026-10' }] }, ada);
      await store.importRegistry({ investments: [report(250.25)] }, bo);
      await store.importRegistry({ investments: [report(99)] }, bo);
      expect(await store.investmentReports({ period: '2026-11H1' })).toEqual([
        { ...report(250.25), ...ada },
        { ...report(99), ...bo },
      ]);
      expect(await store.investmentReports({ projects: ['P1'] })).toHaveLength(3);
      expect(await store.investmentReports({ projects: [] })).toEqual([]);
      expect((await store.registry()).investments).toContainEqual(report(99));
    });

    test('another process sees that something changed', async () => {
      const other = await engine.again();
      const before = await other.changes();
      expect(await other.changes()).toBe(before);
      await store.importRegistry({ districts: registry.districts }, act);
      const after = await other.changes();
      expect(after).toBeGreaterThan(before);
      await store.putCredentials([], act);
      expect(await other.changes()).toBeGreaterThan(after);
      await other.stop();
    });
  });

  describe('access', () => {
    const credential: Credential = {
      id: 'G1',
      kind: 'gateway',
      hash: '$scrypt$…',
      meters: ['M1', 'M2'],
      createdMs: 5,
    };
    const user: User = {
      name: 'li',
      role: 'district',
      scope: 'beilun',
      passwordHash: '$',
      mustChangePassword: true,
    };

    test('a credential put again is replaced', async () => {
      await store.putCredentials(
        [credential, { ...credential, id: 'M1', kind: 'meter', meters: ['M1'] }],
        act,
      );
      await store.putCredentials([{ ...credential, hash: 'new' }], act);
      expect((await store.credentials()).map(({ id, hash }) => [id, hash])).toEqual([
        ['G1', 'new'],
        ['M1', '$scrypt$…'],
      ]);
      expect((await store.credentials())[0]?.meters).toEqual(['M1', 'M2']);
    });

    test('a user comes back as put, and one that nobody put is null', async () => {
      await store.putUser(user, act);
      await store.putUser({ ...user, mustChangePassword: false }, act);
      expect(await store.users()).toEqual([{ ...user, mustChangePassword: false }]);
      expect(await store.user('li')).toEqual({ ...user, mustChangePassword: false });
      expect(await store.user('nobody')).toBeNull();
    });

    test('no hash of a password or a secret gets into the audit', async () => {
      await store.putUser({ ...user, passwordHash: 'sesame' }, act);
      await store.putCredentials([{ ...credential, hash: 'sesame' }], act);
      expect(JSON.stringify(await store.audited({ limit: 10 }))).not.toContain('sesame');
    });

    test('a session is there until it expires or is dropped', async () => {
      await store.putSession({ tokenHash: 'a', user: 'li', expiresMs: 100 });
      await store.putSession({ tokenHash: 'b', user: 'li', expiresMs: 200 });
      expect(await store.session('a', 99)).toEqual({ tokenHash: 'a', user: 'li', expiresMs: 100 });
      expect(await store.session('a', 100)).toBeNull();
      expect(await store.session('b', 150)).not.toBeNull();
      await store.dropSession('b');
      expect(await store.session('b', 150)).toBeNull();
      expect(await store.session('never', 0)).toBeNull();
    });

    test("all of a user's sessions can be ended at once, and nobody else's", async () => {
      await store.putSession({ tokenHash: 'a', user: 'li', expiresMs: 100 });
      await store.putSession({ tokenHash: 'b', user: 'li', expiresMs: 100 });
      await store.putSession({ tokenHash: 'c', user: 'wang', expiresMs: 100 });
      await store.dropSessionsOf('li');
      expect(await Promise.all(['a', 'b', 'c'].map((token) => store.session(token, 0)))).toEqual([
        null,
        null,
        { tokenHash: 'c', user: 'wang', expiresMs: 100 },
      ]);
    });
  });

  describe('quarantine', () => {
    test('a message comes back with its bytes', async () => {
      await store.quarantine([message(), message({ sender: null, payload: new Uint8Array() })]);
      const found = await store.quarantined({ limit: 10 });
      expect(found.map(({ id: _id, ...rest }) => rest)).toEqual([
        message({ sender: null, payload: new Uint8Array() }),
        message(),
      ]);
    });

    test('the list is newest first, by pages, and can be narrowed', async () => {
      await store.quarantine([
        message({ detail: 'a' }),
        message({ detail: 'b', code: 'unknown-meter' }),
        message({ detail: 'c', sender: 'M2' }),
        message({ detail: 'd', topic: 't' }),
      ]);
      const all = await store.quarantined({ limit: 2 });
      const rest = await store.quarantined({ limit: 2, beforeId: all[1]!.id });
      expect([...all, ...rest].map(({ detail }) => detail)).toEqual(['d', 'c', 'b', 'a']);
      const details = async (filter: object) =>
        (await store.quarantined({ limit: 9, ...filter })).map(({ detail }) => detail);
      expect(await details({ code: 'unknown-meter' })).toEqual(['b']);
      expect(await details({ sender: 'M2' })).toEqual(['c']);
      expect(await details({ topic: 't' })).toEqual(['d']);
      expect(await details({ ids: [all[0]!.id, all[1]!.id] })).toEqual(['d', 'c']);
      expect(await details({ ids: [] })).toEqual([]);
    });

    test('counts are by code, and dropped entries are gone', async () => {
      await store.quarantine([message(), message(), message({ code: 'no-time' })]);
      expect(await store.quarantineCounts()).toEqual([
        { code: 'no-time', count: 1 },
        { code: 'unreadable', count: 2 },
      ]);
      const [first] = await store.quarantined({ limit: 1 });
      await store.dropQuarantined([first!.id]);
      await store.dropQuarantined([]);
      expect(await store.quarantineCounts()).toEqual([{ code: 'unreadable', count: 2 }]);
    });

    test('trimming takes the oldest until neither age nor size is over the bound', async () => {
      await store.quarantine([
        message({ receivedMs: 1, detail: 'old' }),
        message({ receivedMs: 10, detail: 'b' }),
        message({ receivedMs: 11, detail: 'c' }),
        message({ receivedMs: 12, detail: 'd' }),
      ]);
      expect(await store.trimQuarantine({ olderThanMs: 5, maxBytes: 9 })).toBe(2);
      expect((await store.quarantined({ limit: 9 })).map(({ detail }) => detail)).toEqual(['d', 'c']);
      expect(await store.trimQuarantine({ olderThanMs: 5, maxBytes: 9 })).toBe(0);
    });
  });

  describe('findings', () => {
    test('a finding comes back as it was evaluated', async () => {
      expect(whats(await seen())).toEqual([[finding().id, 'opened']]);
      expect(await store.findings({})).toEqual([finding()]);
      expect(await store.finding(finding().id)).toEqual(finding());
      expect(await store.finding('never')).toBeNull();
    });

    test('the same evaluation again changes nothing and adds nothing to the history', async () => {
      await seen();
      expect(await seen()).toEqual([]);
      expect(await store.findingEvents([finding().id])).toHaveLength(1);
    });

    test('the history tells of each level, of closing and of opening again', async () => {
      await seen();
      await store.replaceFindings(['P1'], [finding({ level: 'yellow' })], act);
      await store.replaceFindings(['P1'], [finding({ level: 'yellow', closed: '2026-03-20' })], act);
      await store.replaceFindings(['P1'], [finding({ level: 'red' })], { ...act, atMs: 2_000 });
      const events = await store.findingEvents([finding().id]);
      expect(events.map(({ what, note, atMs }) => [what, note, atMs])).toEqual([
        ['opened', 'watch', 1_000],
        ['level', 'yellow', 1_000],
        ['closed', null, 1_000],
        ['level', 'red', 2_000],
        ['reopened', null, 2_000],
      ]);
    });

    test('what an evaluation no longer says is withdrawn, of its own projects only', async () => {
      const other = finding({ id: 'P2~stalled~2026-03-05', project: 'P2' });
      await store.replaceFindings(['P1', 'P2'], [finding(), other], act);
      expect(whats(await store.replaceFindings(['P1'], [], act))).toEqual([[finding().id, 'withdrawn']]);
      expect(await store.findings({})).toEqual([other]);
    });

    test('the history of a project keeps what was withdrawn, and nothing of another project', async () => {
      const other = finding({ id: 'P10~stalled~2026-03-05', project: 'P10' });
      await store.replaceFindings(['P1', 'P10'], [finding(), other], act);
      await store.replaceFindings(['P1'], [], act);
      expect(whats(await store.findingEventsOf('P1'))).toEqual([
        [finding().id, 'opened'],
        [finding().id, 'withdrawn'],
      ]);
    });

    test('a finding that a person closed stays closed when it is evaluated again', async () => {
      await seen();
      const closing = { ...act, finding: finding().id, what: 'closed' as const, note: '已复工' };
      expect(await store.actOnFinding(closing, '2026-03-09')).toEqual(finding({ closed: '2026-03-09' }));
      expect(whats(await store.replaceFindings(['P1'], [finding({ level: 'red' })], act))).toEqual([
        [finding().id, 'level'],
      ]);
      expect((await store.finding(finding().id))?.closed).toBe('2026-03-09');
    });

    test('what a person does is in the history and in the audit', async () => {
      await seen();
      const explained = { ...act, finding: finding().id, what: 'explained' as const, note: '等图纸' };
      await store.actOnFinding(explained, null);
      expect((await store.findingEvents([finding().id])).at(-1)).toEqual(explained);
      expect(await store.audited({ limit: 1 })).toMatchObject([
        { ...act, action: 'finding-explained', subject: finding().id, detail: { note: '等图纸' } },
      ]);
      expect(await store.actOnFinding({ ...explained, finding: 'never' }, null)).toBeNull();
    });

    test('findings are chosen by state, kind, project, district and department', async () => {
      await store.importRegistry(registry, act);
      const p1 = finding();
      const p2 = finding({
        id: 'P2~slowing~2026-03-06',
        project: 'P2',
        kind: 'slowing',
        closed: '2026-03-08',
      });
      await store.replaceFindings(['P1', 'P2'], [p1, p2], act);
      const ids = async (filter: Parameters<RecordsStore['findings']>[0]) =>
        (await store.findings(filter)).map(({ project }) => project).sort();
      expect(await ids({})).toEqual(['P1', 'P2']);
      expect(await ids({ open: true })).toEqual(['P1']);
      expect(await ids({ open: false })).toEqual(['P2']);
      expect(await ids({ kind: 'slowing' })).toEqual(['P2']);
      expect(await ids({ projects: ['P1'] })).toEqual(['P1']);
      expect(await ids({ districts: ['beilun', 'nowhere'] })).toEqual(['P1']);
      expect(await ids({ departments: ['fagai'] })).toEqual(['P2']);
      expect(await ids({ districts: ['beilun'], departments: ['fagai'] })).toEqual([]);
      expect(await ids({ districts: [] })).toEqual([]);
    });

    test('events come in the order of finding and event', async () => {
      const other = finding({ id: 'P1~slowing~2026-03-01', kind: 'slowing' });
      await store.replaceFindings(['P1'], [finding(), other], act);
      await store.replaceFindings(['P1'], [finding({ level: 'red' }), other], act);
      expect(whats(await store.findingEvents([finding().id, other.id]))).toEqual([
        [other.id, 'opened'],
        [finding().id, 'opened'],
        [finding().id, 'level'],
      ]);
      expect(await store.findingEvents([])).toEqual([]);
    });
  });

  describe('standings, marks and checkpoints', () => {
    test('standings come best first, what is not ranked last, each period and kind on its own', async () => {
      const ranked = [standing('b', 1), standing('a', 2), standing('c', null, { snail: true })];
      await store.putStandings([...ranked.toReversed(), standing('x', 1, { period: '2026-03' })]);
      expect(await store.standings('2026-03H1', 'district')).toEqual(ranked);
      expect(await store.standings('2026-03H1', 'department')).toEqual([]);
    });

    test('putting standings again replaces those of the period', async () => {
      await store.putStandings([standing('a', 1), standing('b', 2)]);
      await store.putStandings([standing('b', 1)]);
      expect(await store.standings('2026-03H1', 'district')).toEqual([standing('b', 1)]);
    });

    test('a mark is null until put, and the last put holds', async () => {
      expect(await store.mark('evaluated')).toBeNull();
      await store.putMark('evaluated', '1');
      await store.putMark('evaluated', '2');
      expect(await store.mark('evaluated')).toBe('2');
    });

    test('the periods that have standings come newest first', async () => {
      await store.putStandings(
        ['2026-W10', '2026-03H2', '2026-03', '2025-12H2'].map((period) => standing('a', 1, { period })),
      );
      expect(await store.standingPeriods('district')).toEqual([
        '2026-03H2',
        '2026-W10',
        '2026-03',
        '2025-12H2',
      ]);
      expect(await store.standingPeriods('project')).toEqual([]);
    });

    test('checkpoints are replaced and dropped by project and day', async () => {
      const checkpoint = (project: string, day: string, byte: number) => ({
        project,
        day,
        body: Uint8Array.of(byte, 0),
      });
      const [a1, a2, b1] = [
        checkpoint('a', '2026-03-01', 1),
        checkpoint('a', '2026-03-02', 2),
        checkpoint('b', '2026-03-01', 3),
      ];
      await store.putCheckpoints([b1, a2, a1], []);
      const daysOf = (kept: { project: string; day: string }[]) =>
        kept.map(({ project, day }) => ({ project, day }));
      expect(await store.checkpointDays()).toEqual(daysOf([a1, a2, b1]));
      expect(await store.checkpoint('a', '2026-03-02')).toEqual(a2.body);
      expect(await store.checkpoint('b', '2026-03-02')).toBeNull();
      const again = checkpoint('b', '2026-03-01', 9);
      await store.putCheckpoints([again], [a1, { project: 'never', day: '2026-03-01' }]);
      expect(await store.checkpointDays()).toEqual(daysOf([a2, again]));
      expect(await store.checkpoint('b', '2026-03-01')).toEqual(again.body);
    });
  });

  describe('audit', () => {
    const entry = (subject: string) => ({
      ...act,
      action: 'login',
      subject,
      detail: { 理由: ['x', 1, null] },
    });

    test('the audit is newest first, by pages', async () => {
      for (const subject of ['a', 'b', 'c']) await store.audit(entry(subject));
      const [newest, ...rest] = await store.audited({ limit: 2 });
      expect([newest, ...rest].map((found) => found?.subject)).toEqual(['c', 'b']);
      expect(await store.audited({ limit: 2, beforeId: rest[0]!.id })).toEqual([{ id: 1, ...entry('a') }]);
    });

    test('two processes at once make one chain without gaps', async () => {
      const other = await engine.again();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? store : other).audit(entry(String(index)))),
      );
      await other.stop();
      expect((await store.audited({ limit: 99 })).map(({ id }) => id)).toEqual(
        Array.from({ length: 20 }, (_, index) => 20 - index),
      );
      expect((await store.verify())[0]).toEqual({ chain: 'audit', entries: 20, brokenAt: null });
    });

    test.each([
      ['an entry that was changed', "UPDATE audit SET subject = 'someone else' WHERE id = 2", 'audit', 2],
      ['an entry that was taken out', 'DELETE FROM audit WHERE id = 2', 'audit', 2],
      ['an end that was cut off', 'DELETE FROM audit WHERE id = 3', 'audit', 3],
      [
        'a history that was changed',
        "UPDATE finding_events SET actor = 'x' WHERE id = 1",
        'finding-events',
        1,
      ],
    ] as const)('verify shows %s', async (_name, sql, chain, brokenAt) => {
      for (const subject of ['a', 'b', 'c']) await store.audit(entry(subject));
      await seen();
      expect((await store.verify()).every((state) => state.brokenAt === null)).toBe(true);
      await engine.tamper(sql);
      expect((await store.verify()).find((state) => state.chain === chain)?.brokenAt).toBe(brokenAt);
    });
  });

  test('records without anything answer everything with nothing', async () => {
    const { districts, projects, investments } = await store.registry();
    expect([districts, projects, investments]).toEqual([[], [], []]);
    expect(await store.investmentReports({})).toEqual([]);
    expect(await store.investmentReports({ projects: [] })).toEqual([]);
    expect(await store.quarantined({ limit: 9 })).toEqual([]);
    expect(await store.quarantineCounts()).toEqual([]);
    expect(await store.findings({})).toEqual([]);
    expect(await store.findings({ projects: [], districts: [], departments: [] })).toEqual([]);
    expect(await store.audited({ limit: 9 })).toEqual([]);
    expect(await store.projectEvents(['P1'])).toEqual([]);
    expect(await store.projectEvents([])).toEqual([]);
    expect((await store.verify()).map(({ entries, brokenAt }) => [entries, brokenAt])).toEqual(
      chains.map(() => [0, null]),
    );
    expect(await store.isEmpty()).toBe(true);
    expect((await dumped(store)).map(({ table }) => table)).toEqual(['chains']);
  });

  test('of two processes that report the same figure at once one brings news; two figures both stand in the history', async () => {
    const other = await engine.again();
    const report = (from: RecordsStore, actor: string, amountWan: number) =>
      from.importRegistry(
        { investments: [{ project: 'P1', period: '2026-03H1', amountWan }] },
        { actor, atMs: 1 },
      );
    for (let round = 1; round <= 5; round++) {
      await Promise.all([report(store, 'ada', round), report(other, 'bob', round)]);
      expect((await store.investmentReports({})).map(({ amountWan }) => amountWan)).toEqual(
        Array.from({ length: round }, (_, index) => index + 1),
      );
    }
    await Promise.all([report(store, 'ada', 20), report(other, 'bob', 30)]);
    const last = (await store.investmentReports({})).slice(5);
    expect(last.map(({ actor, amountWan }) => [actor, amountWan]).sort()).toEqual([
      ['ada', 20],
      ['bob', 30],
    ]);
    expect((await store.registry()).investments[0]?.amountWan).toBe(last.at(-1)?.amountWan);
    await other.stop();
  });

  test('a stop in the middle of writes leaves each done or not done at all', async () => {
    const notes = Array.from({ length: 20 }, (_, index) =>
      store.addProjectEvent({ ...act, project: 'P1', what: 'note', text: String(index) }),
    );
    await notes[0];
    const [stopped, ...written] = await Promise.allSettled([store.stop(), ...notes]);
    expect(stopped.status).toBe('fulfilled');
    store = await engine.again();
    const done = written.filter(({ status }) => status === 'fulfilled').length;
    const events = await store.projectEvents(['P1']);
    expect(events.length).toBeGreaterThanOrEqual(done);
    const [audit, ofProjects] = ['audit', 'project-events'].map(async (name) =>
      (await store.verify()).find(({ chain }) => chain === name),
    );
    expect(await ofProjects).toMatchObject({ entries: events.length, brokenAt: null });
    expect(await audit).toMatchObject({ brokenAt: null });
  });

  test('what was done is there after a restart', async () => {
    await store.importRegistry(registry, act);
    await seen();
    await store.stop();
    store = await engine.again();
    expect((await store.registry()).projects).toHaveLength(2);
    expect(await store.findings({})).toEqual([finding()]);
  });

  test('what is dumped and loaded into another store is the same again, and dumps the same', async () => {
    expect(await store.isEmpty()).toBe(true);
    await store.importRegistry(registry, act);
    await store.putUser(
      { name: 'li', role: 'admin', scope: null, passwordHash: '$', mustChangePassword: true },
      act,
    );
    await store.putSession({ tokenHash: 'a', user: 'li', expiresMs: 100 });
    await seen();
    await store.quarantine([message(), message({ sender: null })]);
    await store.dropQuarantined([(await store.quarantined({ limit: 1 }))[0]!.id]);
    await store.putStandings([standing('a', 1)]);
    await store.putMark('evaluated', '7');
    const archive: ArchivedRows[] = [];
    await store.dump(async (rows) => void archive.push(structuredClone(rows)));
    const answers = async (from: RecordsStore) => [
      await from.registry(),
      await from.users(),
      await from.findings({}),
      await from.findingEvents([finding().id]),
      await from.quarantined({ limit: 9 }),
      await from.standings('2026-03H1', 'district'),
      await from.audited({ limit: 9 }),
      await from.mark('evaluated'),
      await from.verify(),
    ];
    const before = await answers(store);
    await store.stop();

    store = await engine.fresh();
    await store.load(Readable.from(archive.map((rows) => JSON.parse(JSON.stringify(rows)) as ArchivedRows)));
    expect(await answers(store)).toEqual(before);
    expect(await store.isEmpty()).toBe(false);
    expect(await store.session('a', 0)).toBeNull();
    const again: ArchivedRows[] = [];
    await store.dump(async (rows) => void again.push(rows));
    expect(JSON.stringify(again)).toBe(JSON.stringify(archive));
    await store.quarantine([message({ detail: 'next' })]);
    expect((await store.quarantined({ limit: 1 }))[0]?.detail).toBe('next');
  });
}

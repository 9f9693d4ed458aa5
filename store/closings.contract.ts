import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bulletin, BulletinFigures } from '../model/bulletin.ts';
import type { Objection } from '../model/objection.ts';
import { plainProject } from '../model/registry.fixture.ts';
import type { SnailProposal } from '../model/snail.ts';
import type { Standing } from '../model/standing.ts';
import type { PeriodClosing } from './closings.ts';
import type { Letter } from './pages.ts';
import type { RecordsEngine } from './records.contract.ts';
import type { ArchivedRows, RecordsStore } from './records.ts';

const period = '2026-03H1';
const act = { actor: 'system', atMs: 1_000 };
const ada = { actor: 'ada', atMs: 2_000 };

function standing(subject: string, score: number, over: Partial<Standing> = {}): Standing {
  const parts = [
    { part: 'electricity' as const, score, weight: 20, quality: 0.97, inputs: { workingDays: 38.5 } },
  ];
  const counts = { projects: 30, working: 20, idle: 4, off: 2, unknown: 3, excused: 1 };
  return { period, by: 'district', subject, rank: 1, score, parts, snail: false, ...counts, ...over };
}

const figures: BulletinFigures = {
  projects: 30,
  working: 20,
  idle: 4,
  off: 2,
  unknown: 3,
  excused: 1,
  workingShare: 0.8125,
  investedWan: 427.6,
  planWan: 1641.17,
  doneShare: 0.2605,
  timeShare: 0.247,
  reports: { inTime: 28, late: 1, missing: 1 },
};

function draft(over: Partial<Bulletin> = {}): Bulletin {
  return {
    period,
    revision: 1,
    state: 'draft',
    from: '2026-03-01',
    to: '2026-03-15',
    closedMs: 1_000,
    publishedMs: null,
    inputsHash: createHash('sha256').update('{"days":[]}').digest('hex'),
    issuer: '市发展改革委',
    number: null,
    title: '重大项目通报',
    simulated: false,
    city: figures,
    standings: { district: [], department: [], project: [] },
    findings: [],
    snails: [],
    ...over,
  };
}

function letter(id: string): Letter {
  const state = 'queued' as const;
  return { id, json: '{}', state, queuedMs: 1_000, dueMs: 1_000, way: 0, attempts: 0, settledMs: null };
}

function closing(over: Partial<PeriodClosing> = {}): PeriodClosing {
  const own = { period: over.period ?? period };
  const bulletin = draft({ period: over.period ?? period, revision: over.revision ?? 1 });
  return {
    ...act,
    period,
    revision: 1,
    inputs: '{"days":[]}',
    inputsHash: bulletin.inputsHash,
    standings: [standing('beilun', 90.5, own), standing('haishu', 71.25, { ...own, rank: 2 })],
    snails: [],
    bulletin,
    letters: [],
    ...over,
  };
}

const proposal: SnailProposal = {
  period,
  by: 'district',
  subject: 'haishu',
  places: [{ period, rank: 2, ranked: 2, score: 71.25, excused: false }],
};
const proposed = { what: 'proposed' as const, snail: proposal, reason: 'bottom 1 for 1 period' };
const reopening = { ...ada, reason: '数据更正' };

/** Every promise of the port `ClosingsStore`. */
export function closingsContract(engine: RecordsEngine): void {
  let store: RecordsStore;
  beforeEach(async () => {
    store = await engine.fresh();
    return () => store.stop();
  });
  afterAll(() => engine.close());

  describe('periods', () => {
    test('a closed period has its figures, its inputs, its draft and its letters, and is in the audit', async () => {
      expect(await store.closePeriod(closing({ letters: [letter('L1')] }))).toBe(true);
      const { inputsHash } = closing();
      expect(await store.closings()).toEqual([
        { period, revision: 1, inputsHash, closedBy: 'system', closedMs: 1_000, reopened: null },
      ]);
      expect(await store.closingInputs(period, 1)).toBe('{"days":[]}');
      expect(await store.closingInputs(period, 2)).toBeNull();
      expect(await store.standings(period, 'district')).toEqual(closing().standings);
      expect(await store.bulletin(period)).toEqual(draft());
      expect((await store.letters(['L1'])).map(({ id }) => id)).toEqual(['L1']);
      expect(await store.audited({ limit: 1 })).toMatchObject([
        { ...act, action: 'period-closed', subject: period, detail: { revision: 1, inputsHash } },
      ]);
    });

    test('what an evaluation computes later does not touch a closed period', async () => {
      await store.putStandings([standing('beilun', 12), standing('haishu', 99)]);
      await store.closePeriod(closing());
      const other = standing('beilun', 55, { period: '2026-03H2' });
      await store.putStandings([standing('haishu', 99), other]);
      expect(await store.standings(period, 'district')).toEqual(closing().standings);
      expect(await store.standings('2026-03H2', 'district')).toEqual([other]);
      expect(await store.standingPeriods('district')).toEqual(['2026-03H2', period]);
    });

    test('a period is closed once, however many close it at once', async () => {
      const other = await engine.again();
      const closings = Array.from({ length: 6 }, (_, index) =>
        (index % 2 ? store : other).closePeriod(closing({ letters: [letter(`L${index}`)] })),
      );
      expect((await Promise.all(closings)).filter(Boolean)).toHaveLength(1);
      await other.stop();
      expect(await store.closings()).toHaveLength(1);
      expect((await store.outbox()).queued).toBe(1);
      expect(await store.audited({ limit: 9 })).toHaveLength(1);
    });

    test.each([
      ['is closed already', 1],
      ['has no such next revision', 3],
    ])('a period that %s is not closed', async (_name, revision) => {
      await store.closePeriod(closing());
      expect(await store.closePeriod(closing({ revision, standings: [] }))).toBe(false);
      expect(await store.standings(period, 'district')).toHaveLength(2);
    });

    test('a closing that fails leaves nothing behind', async () => {
      // The bulletin’s key is the last that can be refused.
      const twice = closing({ bulletin: draft({ period: '2026-02H2' }) });
      await store.closePeriod(closing({ period: '2026-02H2' }));
      await expect(store.closePeriod(twice)).rejects.toThrow();
      expect((await store.closings()).map((one) => one.period)).toEqual(['2026-02H2']);
      expect(await store.frozenStandings(period, 1, 'district')).toEqual([]);
      expect(await store.closePeriod(closing())).toBe(true);
    });

    test('a reopened period is counted anew, closes as the next revision, and the one before stays', async () => {
      await store.closePeriod(closing());
      const reopened = await store.reopenPeriod(period, reopening, [letter('L2')]);
      expect(reopened).toMatchObject({
        revision: 1,
        reopened: { reason: '数据更正', reopenedBy: 'ada', reopenedMs: 2_000 },
      });
      expect(await store.reopenPeriod(period, reopening, [])).toBeNull();
      await store.putStandings([standing('haishu', 99)]);
      expect(await store.standings(period, 'district')).toEqual([standing('haishu', 99)]);
      expect(await store.closePeriod(closing({ revision: 2, standings: [standing('haishu', 80)] }))).toBe(
        true,
      );
      expect(await store.standings(period, 'district')).toEqual([standing('haishu', 80)]);
      expect(await store.frozenStandings(period, 1, 'district')).toEqual(closing().standings);
      expect((await store.bulletins()).map(({ revision }) => revision)).toEqual([2, 1]);
      expect((await store.audited({ limit: 9 })).map(({ action }) => action)).toEqual([
        'period-closed',
        'period-reopened',
        'period-closed',
      ]);
    });

    test('a period that is not closed cannot be reopened', async () => {
      expect(await store.reopenPeriod(period, reopening, [])).toBeNull();
      expect(await store.audited({ limit: 9 })).toEqual([]);
    });

    test('the places of one subject are those of the closings that stand', async () => {
      await store.closePeriod(
        closing({ period: '2026-02H2', standings: [standing('haishu', 60, { period: '2026-02H2' })] }),
      );
      await store.closePeriod(closing());
      await store.reopenPeriod(period, reopening, []);
      await store.closePeriod(closing({ revision: 2, atMs: 3_000 }));
      const places = await store.placesOf('district', 'haishu');
      expect(places.map((place) => [place.period, place.revision, place.score, place.closedMs])).toEqual([
        ['2026-02H2', 1, 60, 1_000],
        [period, 2, 71.25, 3_000],
      ]);
      expect(await store.placesOf('department', 'haishu')).toEqual([]);
    });
  });

  describe('bulletins', () => {
    const published = (over: Partial<Bulletin> = {}) =>
      draft({ state: 'published', number: '甬重建晾晒〔2026〕5号', publishedMs: 2_000, ...over });

    test('a draft is published once, with its number, and is in the audit', async () => {
      await store.closePeriod(closing());
      expect(await store.publishBulletin(published(), ada, [letter('L3')])).toBe('published');
      expect(await store.bulletin(period)).toEqual(published());
      expect(await store.publishBulletin(published({ number: null }), ada, [])).toBe('not-draft');
      expect(await store.audited({ limit: 1 })).toMatchObject([
        { ...ada, action: 'bulletin-published', subject: period },
      ]);
      expect((await store.outbox()).queued).toBe(1);
    });

    test('no two bulletins have the same number', async () => {
      await store.closePeriod(closing());
      await store.closePeriod(closing({ period: '2026-03H2' }));
      await store.publishBulletin(published(), ada, []);
      expect(await store.publishBulletin(published({ period: '2026-03H2' }), ada, [])).toBe('number-taken');
      expect((await store.bulletin('2026-03H2'))?.state).toBe('draft');
    });

    test('of a reopened period nothing is published until it is closed again', async () => {
      await store.closePeriod(closing());
      await store.reopenPeriod(period, reopening, []);
      expect(await store.publishBulletin(published(), ada, [])).toBe('not-draft');
      await store.closePeriod(closing({ revision: 2 }));
      expect(await store.publishBulletin(published(), ada, [])).toBe('not-draft');
      expect(await store.publishBulletin(published({ revision: 2 }), ada, [])).toBe('published');
      expect((await store.bulletin(period, 1))?.state).toBe('draft');
      expect(await store.bulletin('2026-04H1')).toBeNull();
    });
  });

  describe('snails', () => {
    test('a proposal waits for a person, who decides once, with a reason', async () => {
      await store.closePeriod(closing({ snails: [proposed] }));
      expect(await store.snails()).toMatchObject([{ ...proposal, state: 'proposed' }]);
      const decision = { ...ada, verdict: 'confirmed' as const, reason: '连续垫底' };
      const confirmed = await store.decideSnail(proposal, decision);
      expect(confirmed?.history).toEqual([
        { what: 'proposed', reason: proposed.reason, closing: period, ...act },
        { what: 'confirmed', reason: '连续垫底', closing: null, ...ada },
      ]);
      expect(await store.snails()).toEqual([confirmed]);
      expect(await store.decideSnail(proposal, { ...decision, verdict: 'declined' })).toBeNull();
      expect(await store.decideSnail({ ...proposal, subject: 'beilun' }, decision)).toBeNull();
      expect(await store.audited({ limit: 1 })).toMatchObject([{ ...ada, action: 'snail-confirmed' }]);
    });

    test('what is caught up is wiped, and what the next revision no longer proposes is withdrawn', async () => {
      await store.closePeriod(closing({ snails: [proposed] }));
      await store.reopenPeriod(period, reopening, []);
      const withdrawn = { what: 'withdrawn' as const, snail: proposal, reason: 'revision 2' };
      await store.closePeriod(closing({ revision: 2, snails: [withdrawn] }));
      expect((await store.snails())[0]?.state).toBe('withdrawn');
      const next = { ...proposed, snail: { ...proposal, period: '2026-03H2' } };
      await store.closePeriod(closing({ period: '2026-03H2', snails: [next] }));
      await store.decideSnail(next.snail, { ...ada, verdict: 'confirmed', reason: 'x' });
      const wiped = { what: 'wiped' as const, snail: next.snail, reason: 'rank 1 of 2' };
      await store.closePeriod(closing({ period: '2026-04H1', snails: [wiped] }));
      expect(
        (await store.snails()).map((one) => [one.period, one.state, one.history.at(-1)?.closing]),
      ).toEqual([
        ['2026-03H2', 'wiped', '2026-04H1'],
        [period, 'withdrawn', period],
      ]);
    });

    test('what was confirmed can be revoked, once, with a reason; its history stays, and nothing wipes or proposes it again', async () => {
      await store.closePeriod(closing({ snails: [proposed] }));
      const revoking = { ...ada, verdict: 'revoked' as const, reason: '申诉成立' };
      expect(await store.decideSnail(proposal, revoking)).toBeNull();
      await store.decideSnail(proposal, { ...ada, verdict: 'confirmed', reason: '连续垫底' });
      const revoked = await store.decideSnail(proposal, revoking);
      expect(revoked).toMatchObject({ state: 'revoked' });
      expect(revoked?.history.map(({ what, reason }) => [what, reason])).toEqual([
        ['proposed', proposed.reason],
        ['confirmed', '连续垫底'],
        ['revoked', '申诉成立'],
      ]);
      expect(await store.decideSnail(proposal, revoking)).toBeNull();
      expect(await store.audited({ limit: 1 })).toMatchObject([{ ...ada, action: 'snail-revoked' }]);
      await store.reopenPeriod(period, reopening, []);
      await store.closePeriod(closing({ revision: 2, snails: [proposed] }));
      const wiped = { what: 'wiped' as const, snail: proposal, reason: 'rank 1 of 2' };
      await store.closePeriod(closing({ period: '2026-03H2', snails: [wiped] }));
      expect(await store.snails()).toEqual([revoked]);
    });

    test('what a person declined is not proposed again by the next revision', async () => {
      await store.closePeriod(closing({ snails: [proposed] }));
      await store.decideSnail(proposal, { ...ada, verdict: 'declined', reason: '征地原因' });
      await store.reopenPeriod(period, reopening, []);
      await store.closePeriod(closing({ revision: 2, snails: [proposed] }));
      expect((await store.snails()).map(({ state, history }) => [state, history.length])).toEqual([
        ['declined', 2],
      ]);
    });
  });

  describe('objections', () => {
    const objection = (id: string, over: Partial<Objection> = {}): Objection => ({
      id,
      period,
      revision: 1,
      by: 'district',
      subject: 'haishu',
      figure: 'electricity',
      text: '供电故障三天',
      raisedBy: 'li',
      raisedMs: 1_000,
      answer: null,
      ...over,
    });
    const answer = { upheld: true, text: '予以更正', answeredBy: 'ada', answeredMs: 2_000 };

    test('an objection is answered once, and both are in the audit', async () => {
      expect(await store.putObjection(objection('O1'))).toBe(true);
      expect(await store.putObjection(objection('O1'))).toBe(false);
      expect(await store.answerObjection('O1', answer)).toEqual(objection('O1', { answer }));
      expect(await store.answerObjection('O1', answer)).toBeNull();
      expect(await store.answerObjection('never', answer)).toBeNull();
      expect((await store.audited({ limit: 9 })).map(({ action, actor }) => [action, actor])).toEqual([
        ['objection-answered', 'ada'],
        ['objection-raised', 'li'],
      ]);
    });

    test('objections come newest first, by period, subject and whether they wait', async () => {
      await store.putObjection(objection('O1'));
      await store.putObjection(objection('O2', { raisedMs: 3_000, by: 'project', subject: 'P1' }));
      await store.putObjection(objection('O3', { raisedMs: 2_000, period: '2026-03H2' }));
      await store.answerObjection('O3', answer);
      const ids = async (filter: Parameters<RecordsStore['objections']>[0]) =>
        (await store.objections(filter)).map(({ id }) => id);
      expect(await ids({})).toEqual(['O2', 'O3', 'O1']);
      expect(await ids({ period })).toEqual(['O2', 'O1']);
      expect(await ids({ open: false })).toEqual(['O3']);
      expect(await ids({ open: true, subjects: [{ by: 'district', subject: 'haishu' }] })).toEqual(['O1']);
      expect(await ids({ subjects: [] })).toEqual([]);
    });
  });

  describe('events of projects', () => {
    test('a change of the stage is kept with who imported it, and a note with who wrote it', async () => {
      const project = (stage: 'construction' | 'completed') =>
        plainProject({ id: 'P1', district: 'beilun', department: 'jiaotong', category: 'rail', stage });
      await store.importRegistry({ projects: [project('construction')] }, act);
      await store.importRegistry({ projects: [project('construction')] }, ada);
      const note = { ...ada, project: 'P1', what: 'camera-note' as const, text: '塔吊在转' };
      await store.addProjectEvent(note);
      await store.importRegistry({ projects: [project('completed')] }, ada);
      expect(await store.projectEvents(['P1'])).toEqual([
        { ...act, project: 'P1', what: 'stage', text: 'construction' },
        note,
        { ...ada, project: 'P1', what: 'stage', text: 'completed' },
      ]);
      expect(await store.projectEvents([])).toEqual([]);
    });
  });

  test.each([
    ['a frozen figure', 'UPDATE frozen_standings SET score = 99', 'closings', 1],
    [
      'a frozen part of a score',
      `UPDATE frozen_standings SET parts = '[]' WHERE subject = 'beilun'`,
      'closings',
      1,
    ],
    ['a standing that was taken out', `DELETE FROM frozen_standings WHERE subject = 'beilun'`, 'closings', 1],
    ['the reason of a reopening', `UPDATE closing_events SET note = '' WHERE id = 3`, 'closings', 3],
    ['a published bulletin that was taken out', 'DELETE FROM bulletins', 'closings', 2],
    [
      'the decision about a snail',
      `UPDATE snail_events SET what = 'declined' WHERE id = 2`,
      'snail-events',
      2,
    ],
    ['a note', `UPDATE project_events SET text = 'x'`, 'project-events', 1],
  ])('verify shows that somebody changed %s', async (_name, sql, chain, brokenAt) => {
    await store.closePeriod(closing({ snails: [proposed] }));
    await store.publishBulletin(draft({ state: 'published', publishedMs: 2_000 }), ada, []);
    await store.reopenPeriod(period, reopening, []);
    await store.decideSnail(proposal, { ...ada, verdict: 'confirmed', reason: 'x' });
    await store.addProjectEvent({ ...ada, project: 'P1', what: 'note', text: '已看' });
    const broken = async () => (await store.verify()).filter((state) => state.brokenAt !== null);
    expect(await broken()).toEqual([]);
    await engine.tamper(sql);
    expect(await broken()).toMatchObject([{ chain, brokenAt }]);
  });

  test('what was closed is the same after a dump and a load', async () => {
    await store.closePeriod(closing({ snails: [proposed] }));
    await store.addProjectEvent({ ...ada, project: 'P1', what: 'note', text: '已看' });
    const archive: ArchivedRows[] = [];
    await store.dump(async (rows) => void archive.push(JSON.parse(JSON.stringify(rows)) as ArchivedRows));
    const answers = async (from: RecordsStore) => [
      await from.closings(),
      await from.closingInputs(period, 1),
      await from.standings(period, 'district'),
      await from.bulletin(period),
      await from.snails(),
      await from.projectEvents(['P1']),
      await from.verify(),
    ];
    const before = await answers(store);
    await store.stop();
    store = await engine.fresh();
    await store.load(
      (async function* () {
        yield* archive;
      })(),
    );
    expect(await answers(store)).toEqual(before);
  });
}

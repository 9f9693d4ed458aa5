import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import { untouchedPage } from './page.fixture.ts';
import type { Attempt, Explanation, Letter, Page, PageStep, Silence } from './pages.ts';
import type { OpeningFacts, PageOpener, RecordsStore } from './records.ts';

const act = { actor: 'system', atMs: 1_000 };

function page(over: Partial<Page> = {}): Page {
  return untouchedPage({
    id: 'P1~stalled~2026-03-05~department/JT',
    finding: 'P1~stalled~2026-03-05',
    audience: 'department/JT',
    openedMs: 1_000,
    toldMs: null,
    ...over,
  });
}

function letter(id: string, over: Partial<Letter> = {}): Letter {
  return {
    id,
    json: '{"to":"张三"}',
    state: 'queued',
    queuedMs: 1_000,
    dueMs: 1_000,
    way: 0,
    attempts: 0,
    settledMs: null,
    ...over,
  };
}

function step(what: PageStep['what'], over: Partial<PageStep> = {}): PageStep {
  return { ...act, page: page().id, what, letter: null, note: null, ...over };
}

function attempt(over: Partial<Attempt> = {}): Attempt {
  return {
    letter: 'a',
    atMs: 1_000,
    tookMs: 12,
    channel: 'mail',
    target: 'li@example.org',
    outcome: 'delivered',
    detail: null,
    ...over,
  };
}

const claim = { owner: 'one', nowMs: 1_000, leaseMs: 100, limit: 10 };
const ids = (letters: readonly Letter[]) => letters.map(({ id }) => id);

/** An engine in a test: a fresh store, and another one on the same records at the same time. */
export interface PagesEngine {
  fresh(): Promise<RecordsStore>;
  again(): Promise<RecordsStore>;
  close(): Promise<void>;
}

/** Every promise of the port `PagesStore`. */
export function pagesContract(engine: PagesEngine): void {
  let store: RecordsStore;
  beforeEach(async () => {
    store = await engine.fresh();
    return () => store.stop();
  });
  afterAll(() => engine.close());

  const queue = (...letters: Letter[]) => store.changePages({ pages: [], steps: [], letters });

  describe('pages', () => {
    test('a page, its steps and its letter come back as they were written, after a restart too', async () => {
      const steps = [step('opened'), step('queued', { letter: 'a', note: '第一人' })];
      expect(await store.changePages({ pages: [page()], steps, letters: [letter('a')] })).toBe(true);
      await store.stop();
      store = await engine.again();
      expect(await store.pages({})).toEqual([page()]);
      expect(await store.pageSteps([page().id])).toEqual(steps);
      expect(await store.letters(['a', 'never'])).toEqual([letter('a')]);
    });

    test('a page is replaced by its next version only, and otherwise nothing is written at all', async () => {
      const change = (changed: Page, what: PageStep['what'], id: string) =>
        store.changePages({ pages: [changed], steps: [step(what)], letters: [letter(id)] });
      await change(page(), 'opened', 'a');
      expect(await change(page({ level: 'red' }), 'opened', 'b')).toBe(false);
      expect(await change(page({ version: 3, level: 'red' }), 'level', 'b')).toBe(false);
      expect(await change(page({ version: 2, level: 'red' }), 'level', 'c')).toBe(true);
      expect(await store.pages({})).toEqual([page({ version: 2, level: 'red' })]);
      expect((await store.pageSteps([page().id])).map(({ what }) => what)).toEqual(['opened', 'level']);
      expect(ids(await store.letters(['a', 'b', 'c']))).toEqual(['a', 'c']);
    });

    test('of two processes that write the same page at once one is told that it was late', async () => {
      const other = await engine.again();
      const change = { pages: [page()], steps: [step('opened')], letters: [letter('a')] };
      const written = await Promise.all([store, other, store, other].map((one) => one.changePages(change)));
      await other.stop();
      expect(written.filter(Boolean)).toHaveLength(1);
      expect(await store.pageSteps([page().id])).toHaveLength(1);
    });

    test('pages are chosen by state, id, project, audience and opening', async () => {
      const closed = page({ id: 'b', project: 'P2', audience: 'operator', openedMs: 500, closedMs: 900 });
      await store.changePages({ pages: [page(), closed], steps: [], letters: [] });
      const chosen = async (filter: Parameters<RecordsStore['pages']>[0]) =>
        (await store.pages(filter)).map(({ project }) => project);
      expect(await chosen({})).toEqual(['P2', 'P1']);
      expect(await chosen({ open: true })).toEqual(['P1']);
      expect(await chosen({ open: false })).toEqual(['P2']);
      expect(await chosen({ ids: ['b'] })).toEqual(['P2']);
      expect(await chosen({ ids: [] })).toEqual([]);
      expect(await chosen({ projects: ['P1'] })).toEqual(['P1']);
      expect(await chosen({ audiences: ['operator', 'nobody'] })).toEqual(['P2']);
      expect(await chosen({ openedSinceMs: 501 })).toEqual(['P1']);
      expect(await store.pageSteps([])).toEqual([]);
    });
  });

  describe('pages that findings call for', () => {
    const evidence = { sentence: { zh: '停工', en: 'still' }, figures: {}, days: [] };
    const finding = (level: 'yellow' | 'red'): Finding => ({
      id: page().finding!,
      project: 'P1',
      kind: 'stalled',
      level,
      since: '2026-03-02',
      opened: '2026-03-05',
      closed: null,
      evidence,
    });
    const opener: PageOpener = ({ findings, pages, atMs }) => {
      const [known] = pages;
      const version = (known?.version ?? 0) + 1;
      const changed = { ...page(), level: findings[0]!.level, openedMs: atMs, version };
      return { pages: [changed], steps: [step('level', { note: changed.level })], letters: [letter('a')] };
    };

    test('are written in the transaction of the finding, with what is known at its end', async () => {
      const seen: OpeningFacts[] = [];
      await store.replaceFindings(['P1', 'P2'], [finding('yellow')], act, (facts) => {
        seen.push(facts);
        return opener(facts);
      });
      await store.replaceFindings(['P1', 'P2'], [finding('red')], act, opener);
      expect(seen).toMatchObject([
        { findings: [finding('yellow')], events: [{ what: 'opened' }], pages: [], atMs: act.atMs },
      ]);
      expect(await store.pages({})).toEqual([page({ level: 'red', version: 2 })]);
      expect(await store.pageSteps([page().id])).toHaveLength(2);
      expect(ids(await store.letters(['a']))).toEqual(['a']);
    });

    test('and the finding are written both or neither', async () => {
      const broken = () => {
        throw new Error('here it ended');
      };
      await expect(store.replaceFindings(['P1'], [finding('yellow')], act, broken)).rejects.toThrow('here');
      expect(await store.findings({})).toEqual([]);
      expect(await store.findingEvents([finding('yellow').id])).toEqual([]);
      expect(await store.pages({})).toEqual([]);
    });

    test('are not asked for where nothing changed', async () => {
      await store.replaceFindings(['P1'], [finding('yellow')], act, opener);
      const never = () => {
        throw new Error('asked');
      };
      expect(await store.replaceFindings(['P1'], [finding('yellow')], act, never)).toEqual([]);
    });

    test('are asked for anew where another process was faster', async () => {
      let asked = 0;
      const overtaken: PageOpener = (facts) => {
        asked++;
        const change = opener(facts)!;
        // As if the page had been written between the reading and the writing.
        return asked === 1 ? { ...change, pages: [page({ version: 7 })] } : change;
      };
      await store.replaceFindings(['P1'], [finding('yellow')], act, overtaken);
      expect([asked, (await store.pages({})).length, (await store.findings({})).length]).toEqual([2, 1, 1]);
    });

    test('and a planner that writes at the same moment lose nothing of each other', async () => {
      const other = await engine.again();
      const planner = async () => {
        const [known] = await other.pages({});
        const version = (known?.version ?? 0) + 1;
        await other.changePages({ pages: [page({ version })], steps: [step('told')], letters: [] });
      };
      for (let turn = 0; turn < 5; turn++) {
        const level = turn % 2 === 0 ? 'yellow' : 'red';
        await Promise.all([
          store.replaceFindings(['P1'], [finding(level)], act, opener),
          planner(),
          planner(),
        ]);
      }
      await other.stop();
      const steps = await store.pageSteps([page().id]);
      expect(steps.filter(({ what }) => what === 'level')).toHaveLength(5);
      expect((await store.pages({}))[0]!.version).toBe(steps.length);
    });
  });

  describe('the outbox', () => {
    test('a letter that is queued again stays as it is', async () => {
      await queue(letter('a'));
      await store.claimLetters(claim);
      await store.settleLetter('one', letter('a', { state: 'delivered', settledMs: 5 }), null, []);
      await queue(letter('a'));
      expect((await store.letters(['a'])).map(({ state }) => state)).toEqual(['delivered']);
    });

    test('letters that are due are claimed, the longest due first, as many as asked for', async () => {
      await queue(letter('a', { dueMs: 900 }), letter('b', { dueMs: 800 }), letter('c', { dueMs: 1_001 }));
      expect(ids(await store.claimLetters({ ...claim, limit: 1 }))).toEqual(['b']);
      expect(ids(await store.claimLetters(claim))).toEqual(['a']);
      expect(await store.claimLetters(claim)).toEqual([]);
    });

    test('a letter whose holder is gone is claimed again when the lease is over, and not before', async () => {
      await queue(letter('a'));
      await store.claimLetters(claim);
      expect(await store.claimLetters({ ...claim, owner: 'two', nowMs: 1_099 })).toEqual([]);
      expect(ids(await store.claimLetters({ ...claim, owner: 'two', nowMs: 1_100 }))).toEqual(['a']);
      const late = letter('a', { state: 'undelivered', settledMs: 1_101 });
      expect(await store.settleLetter('one', late, attempt({ outcome: 'refused' }), [])).toBe(false);
      expect(await store.attempts(['a'])).toEqual([]);
      expect(await store.letters(['a'])).toEqual([letter('a')]);
    });

    test('two processes that claim at once never hold the same letter', async () => {
      const other = await engine.again();
      await queue(...Array.from({ length: 40 }, (_, index) => letter(`L${index}`)));
      const claimed = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 ? store : other).claimLetters({ ...claim, owner: `w${index}`, limit: 7 }),
        ),
      );
      await other.stop();
      const all = claimed.flatMap(ids);
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBeGreaterThanOrEqual(7);
    });

    test('a settled letter is free again with its attempt and its steps, and due when it says', async () => {
      await queue(letter('a'));
      await store.claimLetters(claim);
      const postponed = letter('a', { attempts: 1, dueMs: 5_000 });
      const tried = attempt({ outcome: 'postponed', detail: '421 try later' });
      expect(await store.settleLetter('one', postponed, tried, [])).toBe(true);
      expect(await store.claimLetters({ ...claim, nowMs: 4_999 })).toEqual([]);
      expect(await store.claimLetters({ ...claim, nowMs: 5_000 })).toEqual([postponed]);
      const delivered = letter('a', { state: 'delivered', attempts: 2, settledMs: 5_000 });
      const told = step('told', { letter: 'a' });
      expect(await store.settleLetter('one', delivered, attempt({ atMs: 5_000 }), [told])).toBe(true);
      expect(await store.claimLetters({ ...claim, nowMs: 9_000 })).toEqual([]);
      expect(await store.attempts(['a'])).toEqual([tried, attempt({ atMs: 5_000 })]);
      expect(await store.pageSteps([told.page])).toEqual([told]);
    });

    test('the outbox tells how much waits and for how long', async () => {
      expect(await store.outbox()).toEqual({ queued: 0, oldestMs: null });
      await queue(letter('a', { queuedMs: 700 }), letter('b'), letter('c', { state: 'delivered' }));
      expect(await store.outbox()).toEqual({ queued: 2, oldestMs: 700 });
    });
  });

  test('what was given up is found by its time', async () => {
    const lost = (id: string, settledMs: number) => letter(id, { state: 'undelivered', settledMs });
    await queue(
      lost('a', 499),
      lost('b', 500),
      letter('c', { state: 'delivered', settledMs: 600 }),
      letter('d'),
    );
    expect(await store.undeliveredLetters(500)).toEqual([lost('b', 500)]);
  });

  test('what is long over is dropped, and what is open keeps its letters; findings and the audit stay', async () => {
    const over = page({ id: 'over', closedMs: 99 });
    const delivered = (id: string) => letter(id, { state: 'delivered', settledMs: 50 });
    await store.changePages({
      pages: [over, page(), page({ id: 'fresh', closedMs: 100 })],
      steps: [step('queued', { page: 'over', letter: 'a' }), step('queued', { letter: 'b' })],
      letters: [letter('a'), delivered('b'), delivered('orphan'), letter('waiting')],
    });
    await store.claimLetters({ ...claim, limit: 1 });
    await store.settleLetter('one', delivered('a'), attempt(), []);
    const silence = { id: 's', fromMs: 1, toMs: 99, author: '王工', reason: '检修', match: {} };
    await store.putSilence(silence, act);
    const audited = await store.audited({ limit: 10 });
    expect(await store.prunePages(100)).toEqual({ pages: 1, letters: 2 });
    expect((await store.pages({})).map(({ id }) => id).sort()).toEqual([page().id, 'fresh'].sort());
    expect(await store.pageSteps(['over'])).toEqual([]);
    expect(ids(await store.letters(['a', 'b', 'orphan', 'waiting']))).toEqual(['b', 'waiting']);
    expect(await store.attempts(['a'])).toEqual([]);
    expect(await store.silences(0)).toEqual([]);
    expect(await store.audited({ limit: 10 })).toEqual(audited);
    expect(await store.prunePages(100)).toEqual({ pages: 0, letters: 0 });
  });

  test('a silence put again is replaced, one that is over is left out, and each is in the audit', async () => {
    const silence: Silence = {
      id: 's1',
      fromMs: 10,
      toMs: 20,
      author: '王工',
      reason: '网关检修',
      match: { districts: ['yinzhou'], kinds: ['meter-silent'] },
    };
    await store.putSilence(silence, act);
    await store.putSilence({ ...silence, toMs: 30 }, act);
    await store.putSilence({ ...silence, id: 's0', match: {} }, act);
    expect(await store.silences(20)).toEqual([{ ...silence, toMs: 30 }]);
    expect((await store.silences(19)).map(({ id }) => id)).toEqual(['s0', 's1']);
    expect(await store.audited({ limit: 1 })).toMatchObject([{ ...act, action: 'silence', subject: 's0' }]);
  });

  describe('explanations', () => {
    const explanation: Explanation = {
      id: 'e1',
      actor: '李四',
      atMs: 2_000,
      finding: 'P1~stalled~2026-03-05',
      project: 'P1',
      reason: 'design',
      text: '等图纸',
      asks: { from: '2026-03-02', to: '2026-03-31' },
      decision: null,
    };
    const decision = { verdict: 'granted' as const, note: '同意', actor: '赵主任', atMs: 3_000 };

    beforeEach(async () => {
      const evidence = { sentence: { zh: '停工', en: 'still' }, figures: {}, days: [] };
      const finding = {
        id: explanation.finding,
        project: 'P1',
        kind: 'stalled' as const,
        level: 'yellow' as const,
        since: '2026-03-02',
        opened: '2026-03-05',
        closed: null,
        evidence,
      };
      await store.replaceFindings(['P1'], [finding], act);
    });

    test('an explanation is in the history of its finding once, however often it is sent', async () => {
      expect(await store.putExplanation(explanation)).toBe(true);
      expect(await store.putExplanation(explanation)).toBe(false);
      expect(await store.putExplanation({ ...explanation, id: 'e2', finding: 'never' })).toBe(false);
      expect(await store.explanations({})).toEqual([explanation]);
      const explained = (await store.findingEvents([explanation.finding])).filter(
        ({ what }) => what === 'explained',
      );
      expect(explained).toMatchObject([{ actor: '李四', note: 'design: 等图纸' }]);
      expect(await store.audited({ limit: 1 })).toMatchObject([{ action: 'finding-explained' }]);
    });

    test('what is granted is a suspension of the registry, and is decided once', async () => {
      await store.putExplanation(explanation);
      expect(await store.decideExplanation('e1', decision)).toEqual({ ...explanation, decision });
      expect((await store.registry()).suspensions).toEqual([
        { project: 'P1', from: '2026-03-02', to: '2026-03-31', reason: 'design: 等图纸', document: 'e1' },
      ]);
      expect(await store.decideExplanation('e1', { ...decision, verdict: 'declined' })).toBeNull();
      expect(await store.explanations({})).toEqual([{ ...explanation, decision }]);
      expect(await store.audited({ limit: 1 })).toMatchObject([
        { actor: '赵主任', action: 'suspension-granted', subject: 'P1' },
      ]);
    });

    test('what is declined excuses nobody', async () => {
      await store.putExplanation(explanation);
      await store.decideExplanation('e1', { ...decision, verdict: 'declined' });
      expect((await store.registry()).suspensions).toEqual([]);
    });

    test('decisions are found by their time', async () => {
      await store.putExplanation(explanation);
      await store.putExplanation({ ...explanation, id: 'e2' });
      await store.decideExplanation('e1', decision);
      expect(await store.explanations({ decidedSinceMs: 3_000 })).toEqual([{ ...explanation, decision }]);
      expect(await store.explanations({ decidedSinceMs: 3_001 })).toEqual([]);
    });

    test('only what asks for a suspension waits, until it is decided', async () => {
      const plain = { ...explanation, id: 'e2', asks: null, atMs: 2_500 };
      await store.putExplanation(explanation);
      await store.putExplanation(plain);
      expect((await store.explanations({})).map(({ id }) => id)).toEqual(['e2', 'e1']);
      expect((await store.explanations({ waiting: true })).map(({ id }) => id)).toEqual(['e1']);
      expect(await store.decideExplanation('e2', decision)).toBeNull();
      await store.decideExplanation('e1', decision);
      expect(await store.explanations({ waiting: true })).toEqual([]);
      expect(await store.explanations({ projects: ['P2'] })).toEqual([]);
      expect(await store.explanations({ projects: [] })).toEqual([]);
    });
  });
}

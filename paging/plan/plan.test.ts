import { describe, expect, test } from 'vitest';
import type { Notice } from '../notice.ts';
import { paging, project, World } from './world.fixture.ts';

// 2026-11-24 is a Tuesday.
const morning = '2026-11-24T10:00';

describe('who is told, and when', () => {
  test('a yellow stop is told to the first in line once its group is complete, and once only', () => {
    const world = new World(morning, [project('P1')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    expect(world.run()).toEqual([]);
    expect(world.at('2026-11-24T10:05').run()).toEqual(['page zhang: P1 yellow']);
    expect(world.run()).toEqual([]);
    expect(world.settle().run()).toEqual([]);
  });

  test('twenty projects of a department are one letter', () => {
    const projects = Array.from({ length: 20 }, (_, index) => project(`P${index}`));
    const world = new World(morning, projects);
    for (const { id } of projects) world.find(id, 'stalled', 'yellow', '2026-11-24');
    world.run();
    const letters = world.at('2026-11-24T10:05').run();
    expect(letters).toHaveLength(1);
    expect(letters[0]!.split(',')).toHaveLength(20);
  });

  test('without an answer it goes to the next in line and then to the department above, and each step is kept', () => {
    const world = new World(morning, [project('P1')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    expect(world.until('2026-11-25T10:00')).toEqual([
      '11-24T11:00 page zhang: P1 yellow',
      '11-24T15:00 escalation li: P1 yellow',
      '11-24T19:00 escalation fan: P1 yellow',
    ]);
    expect(world.steps.map(({ what, note }) => [what, note])).toEqual([
      ['opened', 'yellow'],
      ['queued', 'page: zhang'],
      ['escalated', 'escalation: li'],
      ['escalated', 'escalation: fan'],
    ]);
  });

  test('an acknowledgement in the finding’s history ends it, wherever it was given', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.note(finding.id, 'acknowledged', '张三');
    expect(world.until('2026-11-27T23:00')).toEqual([]);
    expect([...world.pages.values()][0]).toMatchObject({ acknowledgedBy: '张三', step: 0 });
  });

  test('what was seen but not explained in the working days for it is told once more', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.note(finding.id, 'acknowledged', '张三');
    expect(world.until('2026-12-10T12:00')).toEqual(['11-28T07:00 reminder zhang: P1 yellow']);
  });

  test('an explanation is an acknowledgement too', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.note(finding.id, 'explained', '张三');
    expect(world.until('2026-11-30T12:00')).toEqual([]);
    expect([...world.pages.values()][0]!.explainedMs).not.toBeNull();
  });

  test('a rise of the level is told anew, from the first in line, answered or not', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.note(finding.id, 'acknowledged', '张三');
    world.until('2026-11-25T09:00');
    world.find('P1', 'stalled', 'red', '2026-11-24');
    expect(world.until('2026-11-25T12:00')).toEqual(['11-25T11:00 page zhang: P1 red']);
  });

  test('what nobody answers is told again after the set interval', () => {
    const world = new World(morning, [project('P1')], { ...paging, repeatHours: 48 });
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T20:00');
    expect(world.until('2026-11-27T12:00')).toEqual(['11-26T19:00 reminder fan: P1 yellow']);
  });

  test('in quiet hours nothing is told; it waits and comes together', () => {
    const world = new World('2026-11-24T22:30', [project('P1'), project('P2')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.at('2026-11-25T01:00').run();
    world.find('P2', 'stalled', 'yellow', '2026-11-25');
    expect(world.until('2026-11-25T08:00')).toEqual(['11-25T07:00 page zhang: P1 yellow,P2 yellow']);
  });

  test('a matter at watch level is asked about in the digest and does not go up', () => {
    const world = new World(morning, [project('P1')]);
    world.find('P1', 'stalled', 'watch', '2026-11-24');
    expect(world.until('2026-11-26T10:00')).toEqual(['11-25T09:00 digest zhang: P1 watch']);
  });

  test('with a second signal it is a page at watch level too', () => {
    const world = new World(morning, [project('P1')]);
    world.find('P1', 'stalled', 'watch', '2026-11-24');
    world.find('P1', 'paper-progress', 'yellow', '2026-11-24');
    expect(world.until('2026-11-24T11:00')).toEqual(['11-24T11:00 page zhang: P1 watch,P1 yellow']);
  });

  test('a letter that arrived by no way goes up at once, and the operator hears of it', () => {
    const world = new World(morning, [project('P1')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.run();
    world.at('2026-11-24T11:00').run();
    world.settle('undelivered');
    expect(world.run()).toEqual(['escalation li: P1 yellow']);
    expect(world.settle().until('2026-11-24T12:00')).toEqual(['11-24T12:00 page ops: undelivered red']);
    expect(world.at('2026-11-24T13:00').run()).toEqual([]);
  });

  test('a letter that did not arrive stays the operator’s matter until somebody has taken it up', () => {
    const world = new World(morning, [project('P1')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.run();
    world.at('2026-11-24T11:00').run();
    world.settle('undelivered').until('2026-11-24T13:00');
    const notice = world.pages.values().find(({ matter }) => matter === 'undelivered')!;
    expect(notice.closedMs).toBeNull();
    world.pages.set(notice.id, { ...notice, acknowledgedMs: world.nowMs, acknowledgedBy: 'ops' });
    world.run();
    expect(world.pages.get(notice.id)).toMatchObject({ closedBy: 'ops', closedMs: world.nowMs });
    const closing = [...world.letters.values()].map(({ json }) => JSON.parse(json) as Notice).at(-1);
    expect([closing?.purpose, closing?.recipient.id]).toEqual(['closing', 'ops']);
    world.until('2026-11-24T20:00');
    expect([...world.pages.values()].filter(({ matter }) => matter === 'undelivered')).toHaveLength(1);
  });

  test('a closing that did not arrive is the operator’s matter too', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.end(finding);
    world.run();
    world.settle('undelivered').run();
    expect([...world.pages.values()].map(({ matter }) => matter)).toContain('undelivered');
  });

  test('what the operator could not be told is open on the board, and nobody is told in circles', () => {
    const world = new World(morning, [project('P1', 'YZ', 'XX')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.find('P1', 'meter-fault', 'yellow', '2026-11-24');
    world.until('2026-11-24T10:30');
    world.at('2026-11-25T09:30').run();
    world.settle('undelivered').run();
    world.settle('undelivered');
    world.until('2026-11-26T08:00');
    const notices = [...world.pages.values()].filter(({ matter }) => matter === 'undelivered');
    expect(notices.map(({ held, closedMs }) => [held, closedMs])).toEqual([['operator-unreachable', null]]);
  });

  test('where nobody is on duty the operator is told instead', () => {
    const world = new World(morning, [project('P1', 'YZ', 'XX')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    expect(world.until('2026-11-24T11:00')).toEqual(['11-24T11:00 page ops: P1 yellow']);
  });
});

describe('what is held back', () => {
  const stalled = (change: (world: World) => void): World => {
    const world = new World(morning, [project('P1')]);
    world.find('P1', 'stalled', 'yellow', '2026-11-24');
    change(world);
    return world;
  };

  test.each<[string, (world: World) => void, string]>([
    ['an excused day', (world) => world.excused.add('P1'), 'excused'],
    [
      'a suspension of the project',
      ({ registry }) =>
        registry.suspensions.push({
          project: 'P1',
          from: '2026-11-20',
          to: null,
          reason: '审批',
          document: null,
        }),
      'excused',
    ],
    [
      'a suspension of the whole city',
      ({ registry }) =>
        registry.suspensions.push({
          project: '*',
          from: '2026-11-24',
          to: '2026-11-24',
          reason: '台风',
          document: null,
        }),
      'excused',
    ],
    ['a suspension that is asked for', (world) => world.waiting.add('P1'), 'suspension-asked'],
    ['a meter in doubt', (world) => world.find('P1', 'meter-fault', 'watch', '2026-11-24'), 'meter-in-doubt'],
    [
      'a silence of its district',
      ({ silences, nowMs }) =>
        silences.push({
          id: 's',
          fromMs: nowMs,
          toMs: nowMs + 86_400_000,
          author: '王工',
          reason: '检修',
          match: { districts: ['YZ'], kinds: ['stalled'] },
        }),
      'silence s',
    ],
  ])('%s, with its reason on the page', (_name, change, reason) => {
    const world = stalled(change);
    expect(world.until('2026-11-24T20:00')).toEqual([]);
    expect(world.pages.values().find(({ matter }) => matter === 'stalled')?.held).toBe(reason);
  });

  test('a silence is over at its end, and what still lasts is told then', () => {
    const world = stalled(({ silences, nowMs }) =>
      silences.push({
        id: 's',
        fromMs: nowMs,
        toMs: nowMs + 3 * 3_600_000,
        author: '王工',
        reason: '检修',
        match: {},
      }),
    );
    expect(world.until('2026-11-24T14:00')).toEqual(['11-24T13:00 page zhang: P1 yellow']);
  });

  test('a silence of another kind or department holds nothing back', () => {
    const world = stalled(({ silences, nowMs }) => {
      const base = { fromMs: nowMs, toMs: nowMs + 86_400_000, author: '王工', reason: '检修' };
      silences.push({ ...base, id: 'a', match: { kinds: ['meter-silent'] } });
      silences.push({ ...base, id: 'b', match: { districts: ['YZ'], departments: ['FG'] } });
    });
    expect(world.until('2026-11-24T11:00')).toEqual(['11-24T11:00 page zhang: P1 yellow']);
  });
});

describe('a suspension that was asked for', () => {
  const decided = (verdict: 'granted' | 'declined') => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.note(finding.id, 'explained', 'zhang');
    world.at('2026-11-24T15:00').run();
    world.decided.push({
      id: 'E1',
      actor: 'zhang',
      atMs: world.nowMs,
      finding: finding.id,
      project: 'P1',
      reason: 'design',
      text: '等图纸',
      asks: { from: '2026-11-20', to: '2026-12-20' },
      decision: { verdict, note: '图纸已于上月交付', actor: '赵主任', atMs: world.nowMs + 1 },
    });
    return { world, finding };
  };

  test.each(['granted', 'declined'] as const)(
    'and was %s is told once to who was told of it, with the reason',
    (verdict) => {
      const { world } = decided(verdict);
      const [notice] = world.at('2026-11-24T16:00').runForNotices();
      expect(notice).toMatchObject({
        purpose: 'decision',
        recipient: { id: 'zhang' },
        matters: [{ decision: { verdict, note: '图纸已于上月交付', actor: '赵主任', from: '2026-11-20' } }],
      });
      expect(world.steps.at(-1)).toMatchObject({ what: 'decided', actor: '赵主任' });
      expect(world.until('2026-11-27T12:00')).toEqual([]);
    },
  );

  test('and was declined after work went on again is told all the same', () => {
    const { world, finding } = decided('declined');
    const [explanation] = world.decided.splice(0);
    world.end(finding);
    expect(world.run()).toEqual(['closing zhang: P1 yellow']);
    world.settle();
    world.decided.push(explanation!);
    expect(world.run()).toEqual(['decision zhang: P1 yellow']);
    expect(world.settle().until('2026-11-25T12:00')).toEqual([]);
  });

  test('is told on the page that it was about, and not on an earlier one of the same kind', () => {
    const world = new World(morning, [project('P1')]);
    const earlier = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.end(earlier);
    world.until('2026-11-25T12:00');
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-25');
    world.until('2026-11-25T15:00');
    world.decided.push({
      ...decided('declined').world.decided[0]!,
      atMs: world.nowMs,
      finding: 'P1~stalled~2026-11-20',
      decision: { verdict: 'declined', note: '理由', actor: '赵主任', atMs: world.nowMs + 1 },
    });
    world.note(finding.id, 'explained', 'zhang');
    expect(world.run()).toEqual(['decision zhang: P1 yellow']);
  });

  test('and was granted closes the page as suspended, without another letter to say that it is over', () => {
    const { world, finding } = decided('granted');
    const [row] = world.decided;
    world.registry.suspensions.push({ project: 'P1', ...row!.asks!, reason: 'design', document: 'E1' });
    world.end(finding, 'withdrawn');
    expect(world.at('2026-11-24T16:00').run()).toEqual(['decision zhang: P1 yellow']);
    expect([...world.pages.values()][0]).toMatchObject({
      closedBy: 'suspension',
      decidedMs: world.nowMs - 3_599_999,
    });
    expect(world.settle().until('2026-11-25T12:00')).toEqual([]);
  });
});

describe('how it ends', () => {
  test.each([
    ['closed', 'system', 'measurement'],
    ['closed', '赵主任', '赵主任'],
    ['withdrawn', 'system', 'evaluation'],
  ] as const)(
    'a finding that was %s by %s closes its page by %s, and who was told hears of it',
    (what, actor, by) => {
      const world = new World(morning, [project('P1')]);
      const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
      world.until('2026-11-24T12:00');
      world.end(finding, what, actor);
      expect(world.run()).toEqual(['closing zhang: P1 yellow']);
      expect([...world.pages.values()][0]).toMatchObject({ closedBy: by, closedMs: world.nowMs });
      expect(world.settle().until('2026-11-26T12:00')).toEqual([]);
    },
  );

  test('what ends before anybody was told is not told at all', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.run();
    world.end(finding);
    expect(world.until('2026-11-26T12:00')).toEqual([]);
  });

  test('the same matter under another id goes on with the same page, and nobody is told twice', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.end(finding, 'withdrawn');
    const moved = world.find('P1', 'stalled', 'yellow', '2026-11-23');
    expect(world.run()).toEqual([]);
    expect([...world.pages.values()].map((page) => [page.finding, page.closedMs])).toEqual([
      [moved.id, null],
    ]);
  });

  test('a finding that opens again opens its page again and is told again', () => {
    const world = new World(morning, [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T12:00');
    world.end(finding);
    world.until('2026-11-25T09:00');
    world.findings.set(finding.id, finding);
    world.note(finding.id, 'reopened', 'system');
    expect(world.until('2026-11-25T11:00')).toEqual(['11-25T11:00 page zhang: P1 yellow']);
    expect(world.steps.map(({ what }) => what)).toContain('reopened');
  });
});

describe('a storm of silent meters', () => {
  const city = () => {
    const here = Array.from({ length: 10 }, (_, index) => project(`A${index}`));
    const there = Array.from({ length: 40 }, (_, index) => project(`B${index}`, 'HS'));
    return new World(morning, [...here, ...there]);
  };

  test('is one page to the operator, and nobody else is told', () => {
    const world = city();
    for (let index = 0; index < 6; index++) world.find(`A${index}`, 'meter-silent', 'yellow', '2026-11-24');
    expect(world.until('2026-11-25T12:00')).toEqual(['11-24T11:00 page ops: meter-storm red']);
    expect(world.pages.get('A0~meter-silent~2026-11-24~operator')?.held).toBe('storm district/YZ~2026-11-24');
  });

  test('of the whole city is one page too, even where it was a district first', () => {
    const world = city();
    for (let index = 0; index < 6; index++) world.find(`A${index}`, 'meter-silent', 'yellow', '2026-11-24');
    world.run();
    for (let index = 0; index < 20; index++) world.find(`B${index}`, 'meter-silent', 'yellow', '2026-11-24');
    expect(world.until('2026-11-25T12:00')).toEqual(['11-24T11:00 page ops: meter-storm red']);
  });

  test('is over when most speak again; what stays silent is then told in the digest', () => {
    const world = city();
    const findings = Array.from({ length: 6 }, (_, index) =>
      world.find(`A${index}`, 'meter-silent', 'yellow', '2026-11-24'),
    );
    world.until('2026-11-24T15:00');
    for (const finding of findings.slice(1)) world.end(finding);
    expect(world.until('2026-11-25T12:00')).toEqual([
      '11-24T16:00 closing ops: meter-storm red',
      '11-25T09:00 digest ops: A0 yellow',
    ]);
  });

  test('a few silent meters are none', () => {
    const world = city();
    for (let index = 0; index < 2; index++) world.find(`A${index}`, 'meter-silent', 'yellow', '2026-11-24');
    expect(world.until('2026-11-25T12:00')).toEqual(['11-25T09:00 digest ops: A0 yellow,A1 yellow']);
  });
});

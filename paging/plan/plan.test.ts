import { describe, expect, test } from 'vitest';
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
    world.run();
    expect(world.pages.values().find(({ matter }) => matter === 'undelivered')?.closedBy).toBe('system');
    expect(world.at('2026-11-24T13:00').run()).toEqual([]);
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

  test.each<[string, (world: World) => void]>([
    ['an excused day', (world) => world.excused.add('P1')],
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
    ],
    ['a suspension that is asked for', (world) => world.waiting.add('P1')],
    ['a meter in doubt', (world) => world.find('P1', 'meter-fault', 'watch', '2026-11-24')],
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
    ],
  ])('%s', (_name, change) => {
    expect(stalled(change).until('2026-11-24T20:00')).toEqual([]);
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

import { expect, test } from 'vitest';
import { EnergyEdit } from '../../model/energy.ts';
import type { Finding, FindingKind, FindingLevel } from '../../model/finding.ts';
import { siteFacts } from '../cases/site.fixture.ts';
import { dayNumber, dayText } from '../city-days.ts';
import { findingsFor, RulesConfiguration } from '../configuration.ts';
import { rules } from './catalogue.ts';
import type { DayRecord, MeterState, RuleFacts, RuleVerdict, StopRun } from './rule.ts';

const day = dayNumber('2026-04-17');
const defaults = RulesConfiguration.parse({}).findings;

function record(daysAgo: number, different: Partial<DayRecord> = {}): DayRecord {
  return {
    day: day - daysAgo,
    state: 'working',
    share: 1,
    kwh: 900,
    measured: 1,
    trusted: true,
    grounded: true,
    rhythm: false,
    likeness: 1,
    logOdds: (different.state ?? 'working') === 'working' ? 5 : -5,
    shaped: true,
    aboveKwh: 600,
    daylightKwh: 600,
    edits: 0,
    baselineKwh: 900,
    excused: null,
    workday: true,
    ...different,
  };
}

function facts(different: Partial<RuleFacts> & { last?: DayRecord[] } = {}): RuleFacts {
  const recent = different.last ?? Array.from({ length: 30 }, (_, i) => record(29 - i));
  return {
    day,
    nowMs: Date.parse(`${dayText(day + 1)}T00:00+08:00`),
    calendar: { date: dayText(day), workday: true, holiday: null, springFestivalDay: null },
    facts: siteFacts({}),
    today: recent.at(-1)!,
    recent,
    run: null,
    baselineDays: 40,
    workedHourKwh: null,
    holidayShare: null,
    meters: [],
    open: null,
    ...different,
  };
}

function level(verdict: RuleVerdict): string {
  return verdict.is === 'holds' ? verdict.level : verdict.is;
}

function judge(kind: FindingKind, asked: RuleFacts): string {
  const rule = rules[kind];
  return level(rule.evaluate(asked, defaults[kind] as never));
}

/** A finding that was said before, at that level. */
function opened(kind: FindingKind, level: FindingLevel): Finding {
  const evidence = { sentence: { zh: '', en: '' }, figures: {}, days: [] };
  const date = dayText(day - 5);
  return { id: 'F1', project: 'P1', kind, level, since: date, opened: date, closed: null, evidence };
}

const half = (share: number) => Array.from({ length: 30 }, (_, i) => record(29 - i, { share }));

test.each<[string, FindingKind, RuleFacts, string]>([
  ['a normal month is not slow', 'slowing', facts(), 'clear'],
  ['half the usual work is watched', 'slowing', facts({ last: half(0.5) }), 'watch'],
  ['a third of it is yellow', 'slowing', facts({ last: half(0.33) }), 'yellow'],
  [
    'a little better keeps what was said',
    'slowing',
    facts({ last: half(0.65), open: opened('slowing', 'watch') }),
    'watch',
  ],
  ['a little better alone says nothing', 'slowing', facts({ last: half(0.65) }), 'clear'],
  [
    'yellow is kept a little above its threshold',
    'slowing',
    facts({ last: half(0.45), open: opened('slowing', 'yellow') }),
    'yellow',
  ],
  ['but not said there', 'slowing', facts({ last: half(0.45), open: opened('slowing', 'watch') }), 'watch'],
  [
    'a load that rises and falls is no dummy',
    'flat-load',
    facts({ last: half(0.5).map((one) => ({ ...one, aboveKwh: 300 })) }),
    'clear',
  ],
  [
    'a month of flat load is red',
    'flat-load',
    facts({ last: half(0).map((one) => ({ ...one, state: 'idle', aboveKwh: 10 })) }),
    'red',
  ],
  [
    'a flat load too small to feign work is none',
    'flat-load',
    facts({ last: half(0).map((one) => ({ ...one, kwh: 100, aboveKwh: 1 })) }),
    'clear',
  ],
  [
    'a late start is yellow in its first month',
    'late-start',
    facts({ facts: siteFacts({ project: { stage: 'preliminary', plannedStart: '2026-04-01' } }) }),
    'yellow',
  ],
  [
    'a late start is red after three months',
    'late-start',
    facts({ facts: siteFacts({ project: { stage: 'preliminary', plannedStart: '2026-01-01' } }) }),
    'red',
  ],
  [
    'a project under construction has started',
    'late-start',
    facts({ facts: siteFacts({ project: { plannedStart: '2026-01-01' } }) }),
    'clear',
  ],
  [
    'a plan half reached by the straight line is red',
    'behind-plan',
    facts({
      facts: siteFacts({
        project: { annualPlanWan: 1000 },
        investments: [{ period: '2026-03', amountWan: 120 }],
      }),
    }),
    'red',
  ],
  ...(
    [
      [186, null, 'yellow'],
      [199, null, 'clear'],
      [199, 'yellow', 'yellow'],
      [212, 'yellow', 'clear'],
      [151, null, 'yellow'],
      [151, 'red', 'red'],
    ] as const
  ).map(([amountWan, before, expected]): [string, FindingKind, RuleFacts, string] => [
    `${amountWan} of the 246 万元 due is ${expected} after ${before}`,
    'behind-plan',
    facts({
      facts: siteFacts({ project: { annualPlanWan: 1000 }, investments: [{ period: '2026-03', amountWan }] }),
      open: before === null ? null : opened('behind-plan', before),
    }),
    expected,
  ]),
  [
    'a start that is late has not come with one day of work',
    'late-start',
    facts({
      facts: siteFacts({ project: { plannedStart: '2026-04-01' } }),
      baselineDays: 1,
      open: opened('late-start', 'yellow'),
    }),
    'yellow',
  ],
  [
    'it has come with three',
    'late-start',
    facts({
      facts: siteFacts({ project: { plannedStart: '2026-04-01' } }),
      baselineDays: 3,
      open: opened('late-start', 'yellow'),
    }),
    'clear',
  ],
  [
    'a plan that is kept is clear',
    'behind-plan',
    facts({
      facts: siteFacts({
        project: { annualPlanWan: 1000 },
        investments: [{ period: '2026-03', amountWan: 300 }],
      }),
    }),
    'clear',
  ],
])('%s', (_, kind, asked, expected) => {
  expect(judge(kind, asked)).toBe(expected);
});

test.each([
  [
    'its own plan curve where it has one',
    [
      { period: '2026-03', plannedWan: 800 },
      { period: '2026-12', plannedWan: 200 },
    ],
    '计划曲线此时应完成 80%',
    'plan curve asks for 80% by then',
  ],
  ['else the time that has passed', [], '时间已过 24.7%', '24.7% of the year has passed'],
])('being behind plan names %s', (_, plans, zh, en) => {
  const investments = [{ project: 'P1', period: '2026-03', amountWan: 100 }];
  const asked = facts({
    facts: {
      ...siteFacts({ project: { annualPlanWan: 1000 } }),
      investments,
      plans: plans.map((one) => ({ project: 'P1', ...one })),
    },
  });
  const verdict = rules['behind-plan'].evaluate(asked, defaults['behind-plan']);
  const { sentence } = (verdict as RuleVerdict & { is: 'holds' }).evidence;
  expect(sentence.zh).toContain(zh);
  expect(sentence.en).toContain(en);
});

const meter = (hoursAgo: number, different: Partial<MeterState> = {}): MeterState => {
  const heardMs = facts().nowMs - hoursAgo * 3_600_000;
  return {
    meter: 'M1',
    role: 'construction',
    heardMs,
    heardDay: day - Math.floor(hoursAgo / 24),
    cadenceMs: 900_000,
    lostPhaseDay: null,
    ...different,
  };
};

test.each<[string, MeterState[], string]>([
  ['a meter heard an hour ago', [meter(1)], 'clear'],
  ['a day of silence', [meter(25)], 'watch'],
  ['a week of silence', [meter(170)], 'red'],
  ['two days of silence of a meter that is read once a day', [meter(48, { cadenceMs: 86_400_000 })], 'clear'],
  ['a meter that was never heard', [meter(0, { heardMs: null, heardDay: null })], 'clear'],
])('%s is %s', (_, meters, expected) => {
  expect(judge('meter-silent', facts({ meters }))).toBe(expected);
});

test('a lost phase goes to the metering staff', () => {
  expect(judge('meter-fault', facts({ meters: [meter(0, { lostPhaseDay: day - 2 })] }))).toBe('yellow');
});

test.each([
  ['wrong readings', 3, false, '计量异常：最近 14 天中有 3 天读数突跳，请计量人员核实。'],
  ['a lost phase', 0, true, '计量异常：自 2026-04-15 起缺相，请计量人员核实。'],
  ['both', 3, true, '计量异常：最近 14 天中有 3 天读数突跳；自 2026-04-15 起缺相，请计量人员核实。'],
])('the evidence of %s names what was seen and when, and nothing else', (_, wrong, lost, zh) => {
  const last = Array.from({ length: 30 }, (_each, i) =>
    record(29 - i, i >= 30 - wrong ? { edits: EnergyEdit.glitch } : {}),
  );
  const asked = facts({ last, meters: lost ? [meter(0, { lostPhaseDay: day - 2 })] : [] });
  const verdict = rules['meter-fault'].evaluate(asked, defaults['meter-fault'] as never);
  expect(verdict).toMatchObject({ evidence: { sentence: { zh } } });
});

test('a wrong parameter of a scope is refused with its place', () => {
  const wrong = { scopes: [{ projects: ['P1'], findings: { stalled: { watchDays: 'three' } } }] };
  const issue = RulesConfiguration.safeParse(wrong).error!.issues[0]!;
  expect(issue.path).toEqual(['scopes', 0, 'findings', 'stalled', 'watchDays']);
});

test('an unknown parameter is refused', () => {
  expect(RulesConfiguration.safeParse({ findings: { stalled: { days: 3 } } }).success).toBe(false);
});

test('scopes change the parameters of their projects in order, and of no others', () => {
  const configuration = RulesConfiguration.parse({
    scopes: [
      { districts: ['haishu'], findings: { stalled: { watchDays: 5, redDays: 30 } } },
      { districts: ['haishu'], categories: ['road'], findings: { stalled: { watchDays: 9 } } },
    ],
  });
  const of = (district: string, category: string) => {
    const { watchDays, redDays } = findingsFor(configuration, { id: 'P', district, category }).stalled;
    return [watchDays, redDays];
  };
  expect([of('haishu', 'road'), of('haishu', 'housing'), of('ninghai', 'road')]).toEqual([
    [9, 30],
    [5, 30],
    [3, 15],
  ]);
});

/** A stop of ten counted days up to today. */
function stop(kwhPerDay: number): StopRun {
  return {
    firstDay: day - 9,
    sinceDay: day - 9,
    counted: Array.from({ length: 10 }, (_, i) => day - 9 + i),
    stopped: 10,
    unknown: 0,
    shareSum: 0.4,
    kwhSum: 10 * kwhPerDay,
    logOddsSum: -5 * 10,
    restLogOdds: null,
    restKw: null,
    loads: null,
    festival: false,
    shaped: true,
  };
}

const quiet = [record(0, { state: 'idle', share: 0.04 })];

test.each<[string, Partial<RuleFacts['facts']['project']>, number, number, string, string]>([
  ['a site that has worked and stands is stalled', { plannedStart: '2026-03-20' }, 40, 30, 'yellow', 'clear'],
  [
    'one that was never seen to work is a late start',
    { plannedStart: '2026-03-20' },
    0,
    30,
    'clear',
    'yellow',
  ],
  ['unless its start lies too far back', { plannedStart: '2025-03-20' }, 0, 30, 'yellow', 'clear'],
  ['a shield machine at full load is no stop', { category: 'rail' }, 40, 950, 'clear', 'clear'],
  ['anything else that draws flat is', { category: 'housing' }, 40, 950, 'yellow', 'clear'],
])('%s', (_promise, project, baselineDays, kwhPerDay, stalled, lateStart) => {
  const asked = facts({ facts: siteFacts({ project }), last: quiet, run: stop(kwhPerDay), baselineDays });
  expect({ stalled: judge('stalled', asked), lateStart: judge('late-start', asked) }).toEqual({
    stalled,
    lateStart,
  });
});

test.each([
  [40, 4, '平均只有常态施工日的 4%', 'on average 4% of a normal working day'],
  [0, null, '日均 30 千瓦时，尚无施工日可比', '30 kWh a day on average, with no working day of its own'],
])(
  'a stop is told as a share of a working day only where %i of them are known',
  (baselineDays, share, zh, en) => {
    const project = { plannedStart: '2025-03-20' };
    const asked = facts({ facts: siteFacts({ project }), last: quiet, run: stop(30), baselineDays });
    const verdict = rules.stalled.evaluate(asked, defaults.stalled);
    const { sentence, figures } = (verdict as RuleVerdict & { is: 'holds' }).evidence;
    expect(figures.meanShareOfNormalPercent).toBe(share);
    expect(sentence.zh).toContain(zh);
    expect(sentence.en).toContain(en);
  },
);

/** A site that stands since New Year's Eve, on the first days after the Lantern Festival, by its energy in daylight. */
function afterFestival(daylightKwh: number, logOdds: number, days = 1): RuleFacts {
  const lantern = 15;
  const last = Array.from({ length: lantern + 1 + days }, (_, i) => {
    const festivalDay = i;
    const after = festivalDay > lantern;
    return record(lantern + days - i, {
      state: 'idle',
      share: 0.1,
      daylightKwh: after ? daylightKwh : 40,
      logOdds: after ? logOdds : -8,
      excused: after ? null : '春节',
    });
  });
  const counted = last.slice(-days).map((one) => one.day);
  const run = { ...stop(30), firstDay: last[0]!.day, sinceDay: counted[0]!, counted, festival: true };
  const calendar = { ...facts().calendar, springFestivalDay: lantern + days };
  return facts({ last, run, calendar });
}

test.each<[string, RuleFacts, string]>([
  ['as quiet as over the holiday', afterFestival(44, -4), 'yellow'],
  ['where the camp is back, the work may be next', afterFestival(80, -4), 'clear'],
  ['a machine left running does not hide a site that is plainly empty', afterFestival(80, -9), 'yellow'],
  ['a day that may be work', afterFestival(44, -1), 'clear'],
  ['after seven days whoever may be there is asked', afterFestival(80, -1, 7), 'yellow'],
])('not resumed: %s', (_, asked, told) => {
  expect(judge('not-resumed', asked)).toBe(told);
});

/** Days without work by their log odds, and whether a day's load has a shift with a meal in it. */
function longStop(
  length: number,
  logOdds: number,
  crewKw: number,
): Partial<RuleFacts> & { last: DayRecord[] } {
  const last = Array.from({ length }, (_, i) =>
    record(length - 1 - i, { state: 'idle', share: 0.04, logOdds }),
  );
  const kw = Array.from({ length: 96 }, (_, step) => {
    const hour = (step + 0.5) / 4;
    return 9 + ((hour > 6.75 && hour < 11.25) || (hour > 12.5 && hour < 17.5) ? crewKw : 0);
  });
  const loads = {
    days: length,
    kw: kw.map((one) => length * one),
    squares: length * kw.reduce((sum, one) => sum + one * one, 0),
  };
  const counted = last.map((one) => one.day);
  const run = {
    ...stop(30),
    firstDay: day - length + 1,
    counted,
    stopped: length,
    logOddsSum: length * logOdds,
    loads,
  };
  return { last, run, facts: siteFacts({ project: { plannedStart: '2025-03-20' } }) };
}

test.each<[string, number, number, number, string]>([
  ['15 days that speak clearly are red', 15, -5, 0, 'red'],
  ['15 days that do not are yellow', 15, -2.2, 0, 'yellow'],
  ['15 days that hardly speak at all are watched', 15, -1, 0, 'watch'],
  ['15 days with a meal in their mean day are watched', 15, -4, 5, 'watch'],
  ['44 days that hardly speak at all are watched', 44, -1, 0, 'watch'],
  ['45 such days are asked about', 45, -1, 0, 'yellow'],
])('of a long stop, %s', (_promise, length, logOdds, crewKw, wanted) => {
  const asked = facts(longStop(length, logOdds, crewKw));
  expect(judge('stalled', asked)).toBe(wanted);
});

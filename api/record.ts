import type { ActivityState, Sentence } from '../model/activity.ts';
import type { Finding, FindingKind, FindingLevel } from '../model/finding.ts';
import { periodDays } from '../model/period.ts';
import type { Milestone } from '../model/progress.ts';
import type { Project } from '../model/project.ts';
import type { Suspension } from '../model/suspension.ts';
import type { ActivityRow } from '../store/readings.ts';
import type { FindingEvent, InvestmentReport } from '../store/records.ts';
import { dayOf } from './days.ts';
import type { RecordEntry } from './schemas/record.ts';

/** All that was ever written down about one project. */
export interface RecordSources {
  project: Project;
  milestones: readonly Milestone[];
  /** In the order of period and time. */
  investments: readonly InvestmentReport[];
  suspensions: readonly Suspension[];
  findings: readonly Finding[];
  events: readonly FindingEvent[];
  /** By day, in the order of time. */
  activity: readonly ActivityRow[];
}

const stateWords: Record<ActivityState, Sentence> = {
  unknown: { zh: '情况不明', en: 'unknown' },
  off: { zh: '断电', en: 'without electricity' },
  idle: { zh: '值守', en: 'idle' },
  working: { zh: '施工', en: 'working' },
};
const kindWords: Record<FindingKind, Sentence> = {
  stalled: { zh: '停工', en: 'Stalled' },
  'not-resumed': { zh: '节后未复工', en: 'Not resumed' },
  slowing: { zh: '放缓', en: 'Slowing' },
  'meter-silent': { zh: '计量离线', en: 'Meter silent' },
  'meter-fault': { zh: '计量异常', en: 'Meter fault' },
  'paper-progress': { zh: '有投资无用电', en: 'Paper progress' },
  'flat-load': { zh: '疑似虚假负荷', en: 'Flat load' },
  'behind-plan': { zh: '进度滞后', en: 'Behind plan' },
  'late-start': { zh: '逾期未开工', en: 'Late start' },
};
const levelWords: Record<FindingLevel, Sentence> = {
  watch: { zh: '关注', en: 'watch' },
  yellow: { zh: '黄灯', en: 'yellow' },
  red: { zh: '红灯', en: 'red' },
};
const eventWords: Record<FindingEvent['what'], Sentence> = {
  opened: { zh: '提出', en: 'opened' },
  level: { zh: '级别变化', en: 'changed its level' },
  closed: { zh: '关闭', en: 'closed' },
  reopened: { zh: '重新提出', en: 'opened again' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  acknowledged: { zh: '已确认', en: 'acknowledged' },
  explained: { zh: '已说明', en: 'explained' },
};

function entry(
  day: string,
  kind: RecordEntry['kind'],
  zh: string,
  en: string,
  more: Partial<RecordEntry> = {},
): RecordEntry {
  return { day, atMs: null, kind, sentence: { zh, en }, actor: null, finding: null, figures: {}, ...more };
}

function plan({ plannedStart, plannedFinish }: Project): RecordEntry[] {
  const start = plannedStart && entry(plannedStart, 'plan', '计划开工', 'Planned start');
  const finish = plannedFinish && entry(plannedFinish, 'plan', '计划竣工', 'Planned finish');
  return [start, finish].filter((one) => one !== null && one !== '');
}

function milestones(rows: readonly Milestone[]): RecordEntry[] {
  return rows.map(({ name, planned, actual }) =>
    actual === null
      ? entry(planned, 'milestone', `计划节点：${name}`, `Milestone planned: ${name}`)
      : entry(actual, 'milestone', `完成节点：${name}`, `Milestone reached: ${name}`, {
          figures: { planned },
        }),
  );
}

/** The first report of a period stands on its last day, a correction on the day on which it was made. */
function investments(reports: readonly InvestmentReport[], zone: string): RecordEntry[] {
  const before = new Map<string, number>();
  return reports.flatMap(({ period, amountWan, actor, atMs }) => {
    const days = periodDays(period);
    if (days === null) return [];
    const earlier = before.get(period);
    before.set(period, amountWan);
    const figures = { period, amountWan, earlierWan: earlier ?? null };
    if (earlier === undefined) {
      const zh = `${period} 完成投资 ${amountWan} 万元`;
      const en = `Invested in ${period}: ${amountWan} × 10,000 yuan`;
      return [entry(days.last.toString(), 'investment', zh, en, { actor, figures })];
    }
    const zh = `${period} 完成投资更正为 ${amountWan} 万元（原 ${earlier} 万元）`;
    const en = `Investment of ${period} corrected to ${amountWan} (before: ${earlier}) × 10,000 yuan`;
    return [entry(dayOf(atMs, zone), 'investment', zh, en, { atMs, actor, figures })];
  });
}

function suspensions(rows: readonly Suspension[]): RecordEntry[] {
  return rows.flatMap(({ from, to, reason, document }) => {
    const begin = entry(from, 'suspension', `批准停工：${reason}`, `Suspension approved: ${reason}`, {
      figures: { document },
    });
    const end =
      to === null
        ? []
        : [entry(to, 'suspension', `批准停工期满：${reason}`, `Last day of the suspension: ${reason}`)];
    return [begin, ...end];
  });
}

function findingEvents(
  findings: readonly Finding[],
  events: readonly FindingEvent[],
  zone: string,
): RecordEntry[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return events.flatMap(({ finding: id, what, note, actor, atMs }) => {
    const finding = byId.get(id);
    if (finding === undefined) return [];
    const [kind, level, happened] = [kindWords[finding.kind], levelWords[finding.level], eventWords[what]];
    // An evaluation may come to a day later than the day itself, so the finding's own days count for its ends.
    const own = what === 'opened' ? finding.opened : what === 'closed' ? finding.closed : null;
    const zh = `${kind.zh}（${level.zh}）${happened.zh}${note === null ? '' : `：${note}`}`;
    const en = `${kind.en} (${level.en}) ${happened.en}${note === null ? '' : `: ${note}`}`;
    return [entry(own ?? dayOf(atMs, zone), 'finding', zh, en, { atMs, actor, finding: id })];
  });
}

/** One entry for each day on which the state became another one. */
function activityTurns(rows: readonly ActivityRow[], zone: string): RecordEntry[] {
  return rows.flatMap(({ timeMs, state, index, why }, i) => {
    if (rows[i - 1]?.state === state) return [];
    const [zh, en] = [stateWords[state].zh, stateWords[state].en];
    const sentence = why ?? { zh: '', en: '' };
    return [
      entry(
        dayOf(timeMs, zone),
        'activity',
        `转为${zh}。${sentence.zh}`,
        `From here on ${en}. ${sentence.en}`.trim(),
        {
          atMs: timeMs,
          figures: { index },
        },
      ),
    ];
  });
}

/** The record of a project (全程式实绩记录): everything in one line of time, oldest first. */
export function recordOf(sources: RecordSources, zone: string): RecordEntry[] {
  const entries = [
    ...plan(sources.project),
    ...milestones(sources.milestones),
    ...investments(sources.investments, zone),
    ...suspensions(sources.suspensions),
    ...activityTurns(sources.activity, zone),
    ...findingEvents(sources.findings, sources.events, zone),
  ];
  return entries.sort((a, b) => (a.day === b.day ? (a.atMs ?? 0) - (b.atMs ?? 0) : a.day < b.day ? -1 : 1));
}

import type { Sentence } from '../../model/activity.ts';
import {
  type Finding,
  type FindingKind,
  type FindingLevel,
  findingKinds,
  findingLevels,
} from '../../model/finding.ts';
import {
  type Explanation,
  type ExplanationReason,
  explanationReasons,
  type Page,
  type PageStep,
} from '../../store/pages.ts';
import type { FindingEvent } from '../../store/records.ts';
import { dayOf } from '../days.ts';
import type { RecordEntry } from '../schemas/record.ts';
import { entry } from './entry.ts';

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
  yellow: { zh: '黄牌', en: 'yellow' },
  red: { zh: '红牌', en: 'red' },
};
const reasonWords: Record<ExplanationReason, Sentence> = {
  land: { zh: '征地拆迁', en: 'land' },
  funds: { zh: '资金', en: 'funds' },
  weather: { zh: '天气', en: 'weather' },
  design: { zh: '设计变更', en: 'design change' },
  'safety-order': { zh: '停工令', en: 'safety order' },
  'process-pause': { zh: '工序间歇', en: 'pause between works' },
  meter: { zh: '计量问题', en: 'metering' },
  other: { zh: '其他', en: 'other' },
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
/** What is in the finding’s own history is not told twice. */
const stepWords: Partial<Record<PageStep['what'], Sentence>> = {
  told: { zh: '已通知', en: 'told' },
  undelivered: { zh: '通知未送达', en: 'could not be told' },
  escalated: { zh: '升级通知', en: 'went up to' },
};

/** The history of every finding, of those too that an evaluation took back. */
export function findingEntries(
  findings: readonly Finding[],
  events: readonly FindingEvent[],
  zone: string,
): RecordEntry[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const levels = new Map<string, FindingLevel>();
  return events.map(({ finding: id, what, note, actor, atMs }) => {
    const finding = byId.get(id);
    // The system notes the level that a finding opened with or came to; a person writes words.
    const noted = findingLevels.find((known) => known === note);
    if (noted !== undefined) levels.set(id, noted);
    const level = levelWords[levels.get(id) ?? finding?.level ?? 'watch'];
    const [kind, happened] = [kindWords[kindOf(id)], eventWords[what]];
    const said = noted === undefined && note !== null ? saidOf(what, note) : null;
    // An evaluation may come to a day later than the day itself, so the finding's own days count for its ends.
    const own = what === 'opened' ? openedOf(id) : what === 'closed' ? finding?.closed : null;
    const zh = `${kind.zh}（${level.zh}）${happened.zh}${said === null ? '' : `：${said.zh}`}`;
    const en = `${kind.en} (${level.en}) ${happened.en}${said === null ? '' : `: ${said.en}`}`;
    return entry(own ?? dayOf(atMs, zone), 'finding', zh, en, {
      atMs,
      actor,
      finding: id,
      figures: { what },
    });
  });
}

/** What a person wrote; of an explanation with its reason, which stands before the words, in each language. */
function saidOf(what: FindingEvent['what'], note: string): Sentence {
  const reason = what === 'explained' && explanationReasons.find((known) => note.startsWith(`${known}: `));
  if (!reason) return { zh: note, en: note };
  const [{ zh, en }, text] = [reasonWords[reason], note.slice(reason.length + 2)];
  return { zh: `${zh}，${text}`, en: `${en}, ${text}` };
}

/** Who was told of a finding. */
export function pageEntries(
  pages: readonly Page[],
  steps: readonly PageStep[],
  nameOf: (audience: string) => string,
  zone: string,
): RecordEntry[] {
  const byId = new Map(pages.map((page) => [page.id, page]));
  return steps.flatMap(({ page: id, what, note, actor, atMs }) => {
    const [page, words] = [byId.get(id), stepWords[what]];
    if (page === undefined || words === undefined) return [];
    const name = nameOf(page.audience);
    const [zh, en] = [`${words.zh}：${name}`, `${name}: ${words.en}`];
    const figures = { audience: page.audience, what, note };
    return [entry(dayOf(atMs, zone), 'page', zh, en, { atMs, actor, finding: page.finding, figures })];
  });
}

/** What was decided about days that an explanation asked for. */
export function decisionEntries(explanations: readonly Explanation[], zone: string): RecordEntry[] {
  return explanations.flatMap(({ finding, asks, decision }) => {
    if (asks === null || decision === null) return [];
    const { verdict, note, actor, atMs } = decision;
    const days = `${asks.from} – ${asks.to}`;
    const [zh, en] = verdict === 'granted' ? ['同意', 'granted'] : ['不同意', 'declined'];
    const said = (mark: string) => (note === null ? '' : `${mark}${note}`);
    const figures = { from: asks.from, to: asks.to, verdict };
    return [
      entry(
        dayOf(atMs, zone),
        'explanation',
        `申请停工 ${days} ${zh}${said('：')}`,
        `Days asked for, ${days}: ${en}${said(', ')}`,
        {
          atMs,
          actor,
          finding,
          figures,
        },
      ),
    ];
  });
}

/** A finding’s id is its project, its kind and the day it opened. */
function kindOf(id: string): FindingKind {
  return findingKinds.find((kind) => kind === id.split('~')[1]) ?? 'stalled';
}

function openedOf(id: string): string | undefined {
  return id.split('~')[2];
}

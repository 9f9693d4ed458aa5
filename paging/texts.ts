import type { FindingLevel } from '../model/finding.ts';
import type { PageMatter } from '../store/pages.ts';
import type { Language, MatterDecision, News, Purpose } from './notice.ts';

/** Every word of a letter in one language. */
export interface Texts {
  service: string;
  matters: Record<PageMatter, string>;
  levels: Record<FindingLevel, string>;
  title: (purpose: Purpose, count: number, first: string) => string;
  intro: (purpose: Purpose, name: string) => string;
  since: (day: string) => string;
  evidence: (sentence: string) => string;
  asked: Record<'check' | 'explain' | 'resume' | 'start' | 'improve' | 'mend' | 'reach', string>;
  until: (time: string) => string;
  over: string;
  decision: (decision: MatterDecision) => string;
  news: Record<News['what'], (period: string) => string>;
  place: (news: News) => string[];
  more: (count: number) => string;
  acknowledge: string;
  explain: string;
  board: string;
  footer: (id: string, audience: string) => string;
}

const zh: Texts = {
  service: '晾晒',
  matters: {
    stalled: '停工',
    'not-resumed': '节后未复工',
    slowing: '施工放缓',
    'meter-silent': '计量离线',
    'meter-fault': '计量异常',
    'paper-progress': '有投资无用电',
    'flat-load': '疑似虚假负荷',
    'behind-plan': '进度滞后',
    'late-start': '逾期未开工',
    'meter-storm': '电表成片离线',
    undelivered: '通知未送达',
  },
  levels: { watch: '关注', yellow: '黄色', red: '红色' },
  title: (purpose, count, first) => {
    const what = count === 1 ? first : `${first}等 ${count} 项`;
    return `【晾晒】${{ page: '催办', escalation: '升级催办', reminder: '再次催办', digest: '每日汇总', decision: '停工申请有结论', closing: '已结束', bulletin: '通报' }[purpose]}：${what}`;
  },
  intro: (purpose, name) =>
    ({
      page: `${name}：下列事项需要您处理。`,
      escalation: `${name}：下列事项已通知责任人，至今无人确认，现升级给您。`,
      reminder: `${name}：下列事项至今没有答复，请尽快处理。`,
      digest: `${name}：下列事项请您核实。`,
      decision: `${name}：对下列停工申请已作出决定。`,
      closing: `${name}：下列事项已结束，无需再处理。`,
      bulletin: `${name}：请阅。`,
    })[purpose],
  since: (day) => `自 ${day} 起`,
  evidence: (sentence) => `依据：${sentence}`,
  asked: {
    check: '请核实现场情况；属实请说明原因',
    explain: '请确认并说明原因',
    resume: '请确认、说明原因并督促复工',
    start: '请确认、说明原因并督促开工',
    improve: '请确认、说明原因并督促整改',
    mend: '请检查电表、网关和通信',
    reach: '请检查渠道和收件人，另行通知，并确认收到',
  },
  until: (time) => `请于 ${time} 前答复`,
  over: '已结束',
  decision: ({ verdict, note, actor, from, to }) =>
    `申请 ${from} 至 ${to} 停工：${verdict === 'granted' ? '已批准，不计入考核' : '未获批准，照常考核'}（${actor}${note === null ? '' : `：${note}`}）`,
  news: {
    'period-closed': (period) => `${period} 期已结算`,
    'period-reopened': (period) => `${period} 期已重新打开，原结果作废`,
    'bulletin-published': (period) => `${period} 期通报已发布`,
  },
  place: ({ name, rank, ranked, score, rankBefore, snail }) => [
    rank === null
      ? `${name}：未参加排名`
      : `${name}：第 ${rank} 名，共 ${ranked}${score === null ? '' : `，得分 ${score}`}${rankBefore === null ? '' : `，上期第 ${rankBefore} 名`}`,
    ...(snail === null ? [] : ['按规则拟评“金蜗牛”，待确认；如有异议请在看板提出']),
  ],
  more: (count) => `另有 ${count} 项，请在看板查看`,
  acknowledge: '确认收到',
  explain: '说明原因',
  board: '打开看板',
  footer: (id, audience) => `编号 ${id} · ${audience}`,
};

const en: Texts = {
  service: 'Liangshai',
  matters: {
    stalled: 'stalled',
    'not-resumed': 'not resumed after the holiday',
    slowing: 'slowing down',
    'meter-silent': 'meter silent',
    'meter-fault': 'meter fault',
    'paper-progress': 'investment without electricity',
    'flat-load': 'suspected dummy load',
    'behind-plan': 'behind plan',
    'late-start': 'late start',
    'meter-storm': 'many meters silent at once',
    undelivered: 'letter not delivered',
  },
  levels: { watch: 'watch', yellow: 'yellow', red: 'red' },
  title: (purpose, count, first) => {
    const what = count === 1 ? first : `${first} and ${count - 1} more`;
    return `[Liangshai] ${{ page: 'Page', escalation: 'Escalated', reminder: 'Reminder', digest: 'Daily digest', decision: 'Suspension decided', closing: 'Over', bulletin: 'Bulletin' }[purpose]}: ${what}`;
  },
  intro: (purpose, name) =>
    ({
      page: `${name}, these matters wait for you.`,
      escalation: `${name}, those on duty were told of these matters and nobody has answered.`,
      reminder: `${name}, these matters have no answer yet.`,
      digest: `${name}, please check these matters.`,
      decision: `${name}, it was decided about these suspensions that were asked for.`,
      closing: `${name}, these matters are over; nothing is left to do.`,
      bulletin: `${name}, for your information.`,
    })[purpose],
  since: (day) => `since ${day}`,
  evidence: (sentence) => `evidence: ${sentence}`,
  asked: {
    check: 'please check on site; if it is so, say why',
    explain: 'please acknowledge and say why',
    resume: 'please acknowledge, say why, and see that work goes on',
    start: 'please acknowledge, say why, and see that work begins',
    improve: 'please acknowledge, say why, and see that it is put right',
    mend: 'please check meter, gateway and connection',
    reach: 'please check channel and address, tell them otherwise, and acknowledge',
  },
  until: (time) => `please answer by ${time}`,
  over: 'over',
  decision: ({ verdict, note, actor, from, to }) =>
    `suspension from ${from} to ${to}: ${verdict === 'granted' ? 'granted, these days do not count' : 'declined, these days count'} (${actor}${note === null ? '' : `: ${note}`})`,
  news: {
    'period-closed': (period) => `period ${period} is closed`,
    'period-reopened': (period) => `period ${period} is open again, its result is void`,
    'bulletin-published': (period) => `the bulletin of ${period} is out`,
  },
  place: ({ name, rank, ranked, score, rankBefore, snail }) => [
    rank === null
      ? `${name}: not ranked`
      : `${name}: place ${rank} of ${ranked}${score === null ? '' : `, score ${score}`}${rankBefore === null ? '' : `, place ${rankBefore} before`}`,
    ...(snail === null
      ? []
      : ['a golden snail is proposed by rule and waits for confirmation; object on the board']),
  ],
  more: (count) => `${count} more; please see the board`,
  acknowledge: 'Acknowledge',
  explain: 'Explain',
  board: 'Open the board',
  footer: (id, audience) => `No. ${id} · ${audience}`,
};

export const texts: Record<Language, Texts> = { zh, en };

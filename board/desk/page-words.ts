import type { PageDetail, PageView } from '../../api/schemas/page.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';

type Step = PageDetail['steps'][number];

const zh = {
  operator: '运维值班',
  system: '系统',
  matter: { 'meter-storm': '电表大面积离线', undelivered: '通知送不到' } as Record<string, string>,
  held: {
    'no-route': '没有路由指向任何人',
    silence: '正在静默',
    'suspension-asked': '已申请停工，待决定',
    excused: '免责期间',
    'meter-in-doubt': '计量存疑，先核实电表',
    storm: '电表大面积离线，并入一件催办',
    'nobody-on-duty': '此刻无人值班',
    'operator-unreachable': '运维也联系不上',
  } as Record<string, string>,
  step: {
    opened: '提出',
    reopened: '重新提出',
    level: '级别变动',
    queued: '待发',
    told: '送达',
    undelivered: '送不到',
    escalated: '升级',
    acknowledged: '签收',
    explained: '说明',
    decided: '决定',
    closed: '了结',
  } as Record<Step['what'], string>,
  purpose: {
    page: '催办',
    digest: '汇总',
    reminder: '再次催办',
    escalation: '升级催办',
    closing: '了结通知',
    decision: '决定通知',
    granted: '准予',
    declined: '未准予',
    measurement: '由计量',
    suspension: '由批准停工',
    evaluation: '由重新评价',
  } as Record<string, string>,
};

const en: typeof zh = {
  operator: 'Operator',
  system: 'system',
  matter: { 'meter-storm': 'Many meters silent at once', undelivered: 'Not deliverable' },
  held: {
    'no-route': 'no route leads to anybody',
    silence: 'silenced',
    'suspension-asked': 'a suspension is asked for',
    excused: 'excused',
    'meter-in-doubt': 'the meter is in doubt',
    storm: 'part of a storm of silent meters',
    'nobody-on-duty': 'nobody is on duty',
    'operator-unreachable': 'the operator cannot be reached',
  },
  step: {
    opened: 'opened',
    reopened: 'opened again',
    level: 'level changed',
    queued: 'queued',
    told: 'told',
    undelivered: 'not delivered',
    escalated: 'escalated',
    acknowledged: 'acknowledged',
    explained: 'explained',
    decided: 'decided',
    closed: 'closed',
  },
  purpose: {
    page: 'page',
    digest: 'digest',
    reminder: 'reminder',
    escalation: 'escalation',
    closing: 'closing',
    decision: 'decision',
    granted: 'granted',
    declined: 'declined',
    measurement: 'by measurement',
    suspension: 'by a suspension',
    evaluation: 'by a new evaluation',
  },
};

/** How a page and its steps are said: the service's codes become words, a person's words stay as they are. */
export function usePageWords() {
  const words = useWords({ zh, en });
  const { kind, level } = useWords(terms);
  const matters: Record<string, string> = { ...kind, ...words.matter };
  const levels: Record<string, string> = level;
  const said = (code: string) => words.purpose[code] ?? levels[code] ?? code;
  return {
    matter: (page: PageView) => matters[page.matter] ?? page.matter,
    responsible: ({ responsible }: Pick<PageView, 'responsible'>) => responsible?.name ?? words.operator,
    /** `silence typhoon`: the code first, then what it is about. */
    held: (held: string) => {
      const [code, about] = held.split(' ');
      const reason = words.held[code!] ?? held;
      return about === undefined || code === 'storm' ? reason : `${reason}（${about}）`;
    },
    step: ({ what }: Step) => words.step[what],
    actor: (actor: string) => (actor === 'system' ? words.system : actor),
    /** `page: 张三` and `declined: 无批准文件` begin with a code. */
    note: (note: string) => {
      const [code, ...rest] = note.split(': ');
      return [said(code!), ...rest].join('：');
    },
  };
}

import { compose } from '../compose.ts';
import type { Matter, Notice } from '../notice.ts';

export const nowMs = Date.parse('2026-11-24T03:00:00Z');

export function matter(over: Partial<Matter> = {}): Matter {
  return {
    page: 'P1~stalled~2026-11-24~department/JT',
    finding: 'P1~stalled~2026-11-24',
    matter: 'stalled',
    level: 'yellow',
    project: { id: 'P1', name: '地铁 4 号线 [三标]' },
    district: { id: 'YZ', name: '鄞州区' },
    department: { id: 'JT', name: '交通局' },
    since: '2026-11-15',
    evidence: { zh: '连续 7 个工作日低于基准 20%', en: '7 working days below 20 % of its baseline' },
    openedMs: nowMs,
    explainUntilMs: Date.parse('2026-11-27T16:00:00Z'),
    closedMs: null,
    decision: null,
    ...over,
  };
}

export function message(over: Partial<Notice> = {}, id = 'LS0123456789ABCDEF') {
  const recipient = { id: 'zhang', name: '张三', language: 'zh' as const, ways: [] };
  const notice: Notice = {
    purpose: 'page',
    audience: 'department/JT',
    recipient,
    writtenMs: nowMs,
    matters: [matter()],
    news: null,
    ...over,
  };
  return compose(id, notice, {
    publicUrl: 'https://board.example.org',
    linkSecret: Buffer.alloc(32, 7),
    linkDays: 7,
    zone: 'Asia/Shanghai',
  });
}

/** Secrets by the name of their file. */
export function parts(secrets: Record<string, string>, now = () => nowMs) {
  return { nowMs: now, readSecret: async (file: string) => secrets[file]! };
}

import { expect, test } from 'vitest';
import { matter, message } from './channels/message.fixture.ts';
import { fitted, html, markdown, plainText } from './message.ts';

test('a letter in Chinese says project, what, since when, on what evidence, what is asked, until when, and where', () => {
  const [entry] = message().entries;
  expect([entry!.heading, ...entry!.facts]).toEqual([
    '地铁 4 号线 [三标]（鄞州区，交通局）',
    '停工 · 黄色 · 自 2026-11-15 起',
    '依据：连续 7 个工作日低于基准 20%',
    '请确认并说明原因',
    '请于 2026-11-28 00:00 前答复',
  ]);
  expect(message().title).toBe('【晾晒】催办：地铁 4 号线 [三标] 停工');
  expect(entry!.link).toMatchObject({ label: '说明原因' });
  expect(message().actions.map(({ label }) => label)).toEqual(['确认收到', '打开看板']);
});

test('a letter in English says the same', () => {
  const recipient = { id: 'zhang', name: 'Zhang', language: 'en' as const, ways: [] };
  const matters = [matter({ level: 'red' }), matter({ matter: 'behind-plan' })];
  const { title, entries, actions } = message({ recipient, matters, purpose: 'escalation' });
  expect(title).toBe('[Liangshai] Escalated: 地铁 4 号线 [三标] stalled and 1 more');
  expect(entries[0]!.facts).toEqual([
    'stalled · red · since 2026-11-15',
    'evidence: 7 working days below 20 % of its baseline',
    'please acknowledge, say why, and see that work goes on',
    'please answer by 2026-11-28 00:00',
  ]);
  expect(actions.at(-1)).toEqual({ label: 'Open the board', url: 'https://board.example.org' });
});

test.each([
  ['stalled', '请确认、说明原因并督促复工'],
  ['not-resumed', '请确认、说明原因并督促复工'],
  ['late-start', '请确认、说明原因并督促开工'],
  ['behind-plan', '请确认、说明原因并督促整改'],
  ['slowing', '请确认、说明原因并督促整改'],
] as const)('a red %s asks for what can be done about it: %s', (kind, line) => {
  expect(message({ matters: [matter({ matter: kind, level: 'red' })] }).entries[0]!.facts).toContain(line);
});

test('a closing asks for nothing any more', () => {
  const { entries, actions } = message({ purpose: 'closing', matters: [matter({ closedMs: 1 })] });
  expect(entries[0]!.facts.at(-1)).toBe('已结束');
  expect(entries[0]!.link).toBeNull();
  expect(actions.map(({ label }) => label)).toEqual(['打开看板']);
});

test.each([
  ['granted', '同意', '申请 2026-11-20 至 2026-12-20 停工：已批准，不计入考核（赵主任：同意）'],
  ['declined', null, '申请 2026-11-20 至 2026-12-20 停工：未获批准，照常考核（赵主任）'],
] as const)(
  'a decision says that it was %s, by whom and why, and asks for nothing',
  (verdict, note, line) => {
    const decision = { verdict, note, actor: '赵主任', from: '2026-11-20', to: '2026-12-20' };
    const { entries, actions } = message({ purpose: 'decision', matters: [matter({ decision })] });
    expect(entries[0]!.facts.at(-1)).toBe(line);
    expect([entries[0]!.link, actions.length]).toEqual([null, 1]);
  },
);

test('what did not arrive is to be told otherwise, and acknowledged', () => {
  const { entries, actions } = message({
    matters: [matter({ matter: 'undelivered', explainUntilMs: null })],
  });
  expect(entries[0]!.facts.at(-1)).toBe('请检查渠道和收件人，另行通知，并确认收到');
  expect(actions[0]!.label).toBe('确认收到');
});

test('the same letter is the same message whenever it is composed', () => {
  expect(message()).toEqual(message());
});

test('names of others become neither markup nor a mention', () => {
  const given = message({ matters: [matter({ project: { id: 'P1', name: '[x](http://evil) @all <b>' } })] });
  expect(markdown(given)).not.toMatch(/\[x\]\(http/);
  expect(markdown(given)).not.toContain('@all');
  expect(html(given)).not.toContain('<b>');
});

test.each([400, 1000, 2048, 4096])('in %i bytes there is what fits, and how much is left out', (bytes) => {
  const matters = Array.from({ length: 40 }, (_, index) => matter({ page: String(index) }));
  const text = fitted(message({ matters }), plainText, bytes);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
  if (bytes >= 1000) expect(text).toMatch(/另有 \d+ 项，请在看板查看/);
});

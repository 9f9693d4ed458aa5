import { expect, test } from 'vitest';
import { type ClosingNews, closingLetters } from './closing-letters.ts';
import { compose } from './compose.ts';
import { PagingConfiguration } from './configuration.ts';
import { plainText } from './message.ts';
import type { Notice } from './notice.ts';
import { paging, project, World } from './plan/world.fixture.ts';

const { registry, nowMs } = new World('2026-11-16T10:00', [project('P1')]);
const addressing = { configuration: PagingConfiguration.parse(paging), registry, zone: 'Asia/Shanghai' };
const place = { rank: 12, ranked: 14, score: 61.5, rankBefore: 9, snail: 'proposed' as const };
const news: ClosingNews = {
  what: 'bulletin-published',
  period: '2026-11H1',
  revision: 1,
  number: '甬重建晾晒〔2026〕22号',
  title: '重大项目用电晾晒通报',
  atMs: nowMs,
  of: [
    { audience: 'department/JT', name: '交通局', ...place },
    { audience: 'district/YZ', name: '鄞州区', ...place },
  ],
};

test('each person on duty of an audience has one letter, and an audience without a roster none', () => {
  const people = closingLetters(news, addressing).map(
    ({ json }) => (JSON.parse(json) as Notice).recipient.id,
  );
  expect(people).toEqual(['zhang', 'li']);
});

test('the same closing has the same letters, another revision others', () => {
  const ids = (revision: number) => closingLetters({ ...news, revision }, addressing).map(({ id }) => id);
  expect(ids(1)).toEqual(ids(1));
  expect(new Set([...ids(1), ...ids(2)]).size).toBe(4);
});

test('in quiet hours the letters wait for their end', () => {
  const night = Temporal.ZonedDateTime.from('2026-11-16T23:00[Asia/Shanghai]');
  const [letter] = closingLetters({ ...news, atMs: night.epochMilliseconds }, addressing);
  expect(letter!.dueMs).toBe(night.add({ hours: 8 }).epochMilliseconds);
});

test('a letter says the place, the score, the place before and a proposed snail, and asks for nothing', () => {
  const [letter] = closingLetters(news, addressing);
  const message = compose(letter!.id, JSON.parse(letter!.json) as Notice, {
    publicUrl: 'https://board.example.org',
    linkSecret: Buffer.alloc(32, 7),
    linkDays: 7,
    zone: 'Asia/Shanghai',
  });
  expect(plainText(message).split('\n').filter(Boolean)).toEqual([
    '【晾晒】通报：2026-11H1 期通报已发布',
    'zhang：请阅。',
    '重大项目用电晾晒通报（甬重建晾晒〔2026〕22号）',
    '交通局：第 12 名，共 14，得分 61.5，上期第 9 名',
    '按规则拟评“金蜗牛”，待确认；如有异议请在看板提出',
    '打开看板: https://board.example.org',
    `编号 ${letter!.id} · department/JT`,
  ]);
});

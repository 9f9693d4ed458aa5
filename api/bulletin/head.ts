import type { Bulletin } from '../../model/bulletin.ts';
import { dayOf } from '../days.ts';
import { printable } from './shown.ts';

/** A figure that is not true must not leave the house as if it were. */
export const simulatedNote = '本通报的项目和数据均为模拟，仅供演示。';

/** `2026年11月17日`. */
export function chineseDay(day: string): string {
  const { year, month, day: date } = Temporal.PlainDate.from(day);
  return `${year}年${month}月${date}日`;
}

/** What stands above every table: the title, then number, period and state. */
export function documentHead(bulletin: Bulletin, zone: string): string[] {
  const { title, number, state, issuer, from, to, revision, simulated } = bulletin;
  return [
    title,
    ...(number === null ? [] : [number]),
    issuer,
    `${chineseDay(from)}至${chineseDay(to)}`,
    state === 'draft' ? '草稿，未经发布' : `发布日期：${chineseDay(documentDay(bulletin, zone))}`,
    ...(revision > 1 ? [`第${revision}版`] : []),
    ...(simulated ? [simulatedNote] : []),
  ].map(printable);
}

/** 成文日期: the day of publication; of a draft that of its closing. */
export function documentDay({ publishedMs, closedMs }: Bulletin, zone: string): string {
  return dayOf(publishedMs ?? closedMs, zone);
}

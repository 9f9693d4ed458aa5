import type { Page, PageStep } from '../store/pages.ts';
import { type Audience, audienceId } from './audience.ts';

/** How a department answers its pages. */
export interface ResponseTimes {
  department: string;
  /** Pages that were told. */
  pages: number;
  /** Share of them that was acknowledged, and explained: 0 to 1. */
  acknowledged: number;
  explained: number;
  /** Medians in milliseconds from the first letter's arrival; null: none was. */
  acknowledgeMs: number | null;
  recoverMs: number | null;
}

/** The answers of each department to the pages it was told, by department. `steps` are the steps of these pages. */
export function responseTimes(pages: readonly Page[], steps: readonly PageStep[]): ResponseTimes[] {
  const byPage = Map.groupBy(steps, ({ page }) => page);
  const told = pages.filter(({ toldMs, audience }) => toldMs !== null && departmentOf(audience) !== null);
  const groups = Map.groupBy(told, ({ audience }) => departmentOf(audience)!);
  return [...groups]
    .map(([department, group]): ResponseTimes => {
      // The first answer counts: a rise of the level asks again and takes the page's own mark away.
      const answers = group.map((page) => firstAnswer(byPage.get(page.id) ?? []));
      const times = group.flatMap((page, index) =>
        answers[index] == null ? [] : answers[index] - page.toldMs!,
      );
      const recovered = group.flatMap(({ closedBy, closedMs, toldMs }) =>
        closedBy === 'measurement' ? closedMs! - toldMs! : [],
      );
      return {
        department,
        pages: group.length,
        acknowledged: times.length / group.length,
        explained: group.filter(({ explainedMs }) => explainedMs !== null).length / group.length,
        acknowledgeMs: median(times),
        recoverMs: median(recovered),
      };
    })
    .sort((a, b) => (a.department < b.department ? -1 : 1));
}

function departmentOf(audience: string): string | null {
  return audienceId(audience as Audience, 'department');
}

function firstAnswer(steps: readonly PageStep[]): number | null {
  return steps.find(({ what }) => what === 'acknowledged' || what === 'explained')?.atMs ?? null;
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

import type { ProjectAnswers } from '../model/answers.ts';
import type { Page, PageStep } from '../store/pages.ts';
import { type Audience, audienceId } from './audience.ts';

/** How a department answers its pages. */
export interface ResponseTimes {
  department: string;
  /** Questions in writing that were answered or whose time is over, and those answered in time. */
  asked: number;
  inTime: number;
  /** Pages that were told. */
  pages: number;
  /** Share of them that was acknowledged, and explained: 0 to 1. */
  acknowledged: number;
  explained: number;
  /** Medians in milliseconds from the first letter's arrival; null: none was. */
  acknowledgeMs: number | null;
  recoverMs: number | null;
}

/**
 * How each project was answered for: a question is a letter that arrived and asks to explain by a time. An explanation
 * is an answer, and so is work; what late readings took back was no question, and what still has time is none yet.
 */
export function projectAnswers(pages: readonly Page[], nowMs: number): ProjectAnswers[] {
  const asked = pages.filter((page) => isAsked(page, nowMs));
  return [...Map.groupBy(asked, ({ project }) => project!)].map(([project, group]) => ({
    project,
    asked: group.length,
    inTime: group.filter(isInTime).length,
  }));
}

function isAsked(page: Page, nowMs: number): boolean {
  if (page.project === null || page.toldMs === null || page.explainUntilMs === null) return false;
  return page.closedBy !== 'evaluation' && (answeredMs(page) !== null || nowMs >= page.explainUntilMs);
}

function isInTime(page: Page): boolean {
  const answered = answeredMs(page);
  return answered !== null && answered <= page.explainUntilMs!;
}

function answeredMs({ explainedMs, closedMs }: Page): number | null {
  return explainedMs ?? closedMs;
}

/** The answers of each department to the pages it was told, by department. `steps` are the steps of these pages. */
export function responseTimes(
  pages: readonly Page[],
  steps: readonly PageStep[],
  nowMs: number,
): ResponseTimes[] {
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
      const asked = group.filter((page) => isAsked(page, nowMs));
      return {
        department,
        asked: asked.length,
        inTime: asked.filter(isInTime).length,
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

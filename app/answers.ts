import type { ProjectAnswers, WaitingDays } from '../model/answers.ts';
import type { CalendarDay } from '../model/calendar.ts';
import { readWaits, waitingDays } from '../paging/explanation.ts';
import { projectAnswers } from '../paging/response-times.ts';
import type { RecordsStore } from '../store/records.ts';

export interface AnswerParts {
  records: Pick<RecordsStore, 'pages' | 'explanations'>;
  /** Working days in which a suspension that is asked for is decided. */
  explainWorkdays: number;
  zone: string;
  calendar: (date: string) => CalendarDay;
}

/** What standings take from paging: how each project's pages of a period were answered, and the days that wait. */
export async function answersIn(
  { records, explainWorkdays, zone, calendar }: AnswerParts,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  nowMs: number,
): Promise<{ answers: ProjectAnswers[]; waiting: WaitingDays[] }> {
  const pages = (await records.pages({ openedSinceMs: fromMs })).filter(({ openedMs }) => openedMs < toMs);
  const waiting = await readWaits(records, explainWorkdays, { nowMs, zone, calendar });
  return { answers: projectAnswers(pages, nowMs), waiting: waitingDays(waiting) };
}

import type { ActivityState, Sentence } from '../../model/activity.ts';
import type { ActivityRow } from '../../store/readings.ts';
import { dayOf } from '../days.ts';
import type { RecordEntry } from '../schemas/record.ts';
import { entry } from './entry.ts';

const stateWords: Record<ActivityState, Sentence> = {
  unknown: { zh: '情况不明', en: 'unknown' },
  off: { zh: '断电', en: 'without electricity' },
  idle: { zh: '值守', en: 'idle' },
  working: { zh: '施工', en: 'working' },
};

/** One entry for each day on which the state became another one, or for every day. */
export function activityEntries(
  rows: readonly ActivityRow[],
  detail: 'turns' | 'days',
  zone: string,
): RecordEntry[] {
  return rows.flatMap(({ timeMs, state, index, energyKwh, measured, excused, why }, i) => {
    const isTurn = rows[i - 1]?.state !== state;
    if (detail === 'turns' && !isTurn) return [];
    const { zh, en } = stateWords[state];
    const sentence = why ?? { zh: '', en: '' };
    const [day, figures] = [dayOf(timeMs, zone), { index, energyKwh, measured, excused }];
    const [said, inEnglish] = isTurn
      ? [`转为${zh}。${sentence.zh}`, `From here on ${en}. ${sentence.en}`]
      : [`${zh}。${sentence.zh}`, `${en}. ${sentence.en}`];
    return [entry(day, 'activity', said, inEnglish.trim(), { atMs: timeMs, figures })];
  });
}

import type { Sentence } from '../../model/activity.ts';
import type { Objection } from '../../model/objection.ts';
import { daysOfPeriod } from '../../model/period.ts';
import type { Snail, SnailState } from '../../model/snail.ts';
import type { Standing } from '../../model/standing.ts';
import { dayOf } from '../days.ts';
import type { RecordEntry } from '../schemas/record.ts';
import { entry } from './entry.ts';

const snailWords: Record<SnailState, Sentence> = {
  proposed: { zh: '拟列金蜗牛', en: 'proposed as a golden snail' },
  confirmed: { zh: '列为金蜗牛', en: 'given a golden snail' },
  declined: { zh: '不列金蜗牛', en: 'not given a golden snail' },
  wiped: { zh: '摘除金蜗牛', en: 'freed of the golden snail' },
  revoked: { zh: '撤销金蜗牛', en: 'relieved of a golden snail that should not have been given' },
  withdrawn: { zh: '撤回金蜗牛提名', en: 'no longer proposed as a golden snail' },
};

/** The project's place in each closed period, on its last day. */
export function standingEntries(
  places: readonly (Standing & { revision: number; closedMs: number })[],
): RecordEntry[] {
  return places.map(({ period, rank, score, revision, closedMs }) => {
    const zh = rank === null ? `${period} 未参与排名` : `${period} 排名第 ${rank}，得分 ${score}`;
    const en = rank === null ? `Not ranked in ${period}` : `Rank ${rank} in ${period}, score ${score}`;
    const figures = { period, rank, score, revision };
    return entry(daysOfPeriod(period).last.toString(), 'standing', zh, en, { atMs: closedMs, figures });
  });
}

/** Of the department and the district that answer for the project. */
export function snailEntries(
  snails: readonly Snail[],
  nameOf: (snail: Snail) => string,
  zone: string,
): RecordEntry[] {
  return snails.flatMap((snail) =>
    snail.history.map(({ what, reason, actor, atMs }) => {
      const [name, { zh, en }] = [nameOf(snail), snailWords[what]];
      const why = reason === null ? '' : `：${reason}`;
      const figures = { by: snail.by, subject: snail.subject, period: snail.period, what };
      return entry(dayOf(atMs, zone), 'snail', `${name}${zh}${why}`, `${name} ${en}`, {
        atMs,
        actor,
        figures,
      });
    }),
  );
}

export function objectionEntries(objections: readonly Objection[], zone: string): RecordEntry[] {
  return objections.flatMap(({ period, figure, text, raisedBy, raisedMs, answer }) => {
    const figures = { period, figure };
    const raised = entry(
      dayOf(raisedMs, zone),
      'objection',
      `对 ${period} 提出申诉：${text}`,
      `Objected to ${period}: ${text}`,
      { atMs: raisedMs, actor: raisedBy, figures },
    );
    if (answer === null) return [raised];
    const { upheld, text: said, answeredBy, answeredMs } = answer;
    const [zh, en] = upheld ? ['申诉成立', 'Objection upheld'] : ['申诉不成立', 'Objection rejected'];
    const answered = entry(dayOf(answeredMs, zone), 'objection', `${zh}：${said}`, `${en}: ${said}`, {
      atMs: answeredMs,
      actor: answeredBy,
      figures: { ...figures, upheld: upheld ? 1 : 0 },
    });
    return [raised, answered];
  });
}

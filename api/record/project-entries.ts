import type { Sentence } from '../../model/activity.ts';
import { periodDays } from '../../model/period.ts';
import type { Milestone } from '../../model/progress.ts';
import type { Project, Stage } from '../../model/project.ts';
import type { Suspension } from '../../model/suspension.ts';
import type { ProjectEvent } from '../../store/closings.ts';
import type { InvestmentReport } from '../../store/records.ts';
import { dayOf } from '../days.ts';
import type { RecordEntry } from '../schemas/record.ts';
import { entry } from './entry.ts';

const stageWords: Record<Stage, Sentence> = {
  preliminary: { zh: '前期', en: 'preliminary work' },
  construction: { zh: '在建', en: 'construction' },
  completed: { zh: '竣工', en: 'completed' },
  production: { zh: '投产', en: 'production' },
};

export function planEntries({ plannedStart, plannedFinish }: Project): RecordEntry[] {
  const start = plannedStart && entry(plannedStart, 'plan', '计划开工', 'Planned start');
  const finish = plannedFinish && entry(plannedFinish, 'plan', '计划竣工', 'Planned finish');
  return [start, finish].filter((one) => one !== null && one !== '');
}

export function milestoneEntries(rows: readonly Milestone[]): RecordEntry[] {
  return rows.map(({ name, planned, actual }) =>
    actual === null
      ? entry(planned, 'milestone', `计划节点：${name}`, `Milestone planned: ${name}`)
      : entry(actual, 'milestone', `完成节点：${name}`, `Milestone reached: ${name}`, {
          figures: { planned },
        }),
  );
}

/** The first report of a period stands on its last day, a correction on the day on which it was made. */
export function investmentEntries(reports: readonly InvestmentReport[], zone: string): RecordEntry[] {
  const before = new Map<string, number>();
  return reports.flatMap(({ period, amountWan, actor, atMs }) => {
    const days = periodDays(period);
    if (days === null) return [];
    const earlier = before.get(period);
    before.set(period, amountWan);
    const figures = { period, amountWan, earlierWan: earlier ?? null };
    if (earlier === undefined) {
      const zh = `${period} 完成投资 ${amountWan} 万元`;
      const en = `Invested in ${period}: ${amountWan} × 10,000 yuan`;
      return [entry(days.last.toString(), 'investment', zh, en, { actor, figures })];
    }
    const zh = `${period} 完成投资更正为 ${amountWan} 万元（原 ${earlier} 万元）`;
    const en = `Investment of ${period} corrected to ${amountWan} (before: ${earlier}) × 10,000 yuan`;
    return [entry(dayOf(atMs, zone), 'investment', zh, en, { atMs, actor, figures })];
  });
}

export function suspensionEntries(rows: readonly Suspension[]): RecordEntry[] {
  return rows.flatMap(({ from, to, reason, document }) => {
    const begin = entry(from, 'suspension', `批准停工：${reason}`, `Suspension approved: ${reason}`, {
      figures: { document },
    });
    const end =
      to === null
        ? []
        : [entry(to, 'suspension', `批准停工期满：${reason}`, `Last day of the suspension: ${reason}`)];
    return [begin, ...end];
  });
}

/** Stages as the registry came to say them, and what people wrote down. */
export function eventEntries(events: readonly ProjectEvent[], zone: string): RecordEntry[] {
  return events.map(({ what, text, actor, atMs }) => {
    const at = { atMs, actor, figures: { what } };
    const day = dayOf(atMs, zone);
    if (what === 'stage') {
      const stage = stageWords[text as Stage];
      return entry(day, 'stage', `登记为${stage.zh}`, `Registered as ${stage.en}`, {
        ...at,
        figures: { stage: text },
      });
    }
    const [zh, en] = what === 'camera-note' ? ['视频连线', 'Seen by camera'] : ['备注', 'Note'];
    return entry(day, 'note', `${zh}：${text}`, `${en}: ${text}`, at);
  });
}

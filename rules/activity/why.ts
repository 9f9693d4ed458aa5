import type { Sentence } from '../../model/activity.ts';
import type { DayVerdict } from './compare.ts';
import { likelihood } from './decide.ts';
import type { DayDigest } from './digest.ts';
import type { Baseline } from './memory.ts';

const states = {
  working: { zh: '施工', en: 'working' },
  idle: { zh: '只有值守负荷', en: 'only standing load' },
  off: { zh: '断电', en: 'no electricity' },
  unknown: { zh: '未知', en: 'unknown' },
} as const;

function kwhText(kwh: number): string {
  return `${kwh < 10 ? kwh.toFixed(1) : Math.round(kwh)} kWh`;
}

function percent(share: number): string {
  return `${Math.max(0, Math.round(100 * share))}%`;
}

/** One sentence a day that can be read aloud: what was seen, what it was held against, and what follows. */
export function whySentence(verdict: DayVerdict, digest: DayDigest, baseline: Baseline | null): Sentence {
  const { zh, en } = states[verdict.state];
  const energy = kwhText(digest.kwh);
  const share = percent(verdict.share ?? 0);
  const days = baseline?.days ?? 0;
  const held = verdict.between
    ? {
        zh: '，介于两条界线之间，沿用前一日的判断',
        en: ', between the two thresholds, so the state before goes on',
      }
    : { zh: '', en: '' };
  switch (verdict.ground) {
    case 'not-measured':
      return {
        zh: `当日只有 ${percent(digest.measured)} 的时段有实测数据，不作判断。`,
        en: `Only ${percent(digest.measured)} of the day was measured, so nothing is said.`,
      };
    case 'repeated':
      return {
        zh: `当日读数与数周内某日逐段完全相同（${energy}），系重复上送，不作判断。`,
        en: `The day's readings are the same, stretch by stretch, as those of a day before (${energy}): sent again, so nothing is said.`,
      };
    case 'no-supply':
      return {
        zh: `当日用电 ${energy}，几乎为零，而近 ${days} 个施工日的常态是 ${kwhText(baseline!.kwh)}：${zh}。`,
        en: `${energy} in the day is next to nothing, against ${kwhText(baseline!.kwh)} on ${days} working days: ${en}.`,
      };
    case 'above-floor':
      return {
        zh: `扣除当日值守负荷后用电 ${kwhText(digest.aboveKwh)}，为近 ${days} 个施工日常态 ${kwhText(baseline!.aboveKwh!)} 的 ${share}${held.zh}：${zh}。`,
        en: `${kwhText(digest.aboveKwh)} above the day's own standing load is ${share} of the ${kwhText(baseline!.aboveKwh!)} of ${days} working days${held.en}: ${en}.`,
      };
    case 'above-rest':
      return {
        zh: `高出本工地夜间休息时段负荷的用电，为近 ${days} 个施工日常态 ${kwhText(baseline!.excessKwh!)} 的 ${share}${held.zh}：${zh}。`,
        en: `The energy above what this site draws in its hours of rest is ${share} of the ${kwhText(baseline!.excessKwh!)} of ${days} working days${held.en}: ${en}.`,
      };
    case 'rhythm':
      return {
        zh: `用电不多（常态施工日的 ${share}），但起伏与上下班时段一致，如柴油机械为主的阶段：${zh}。`,
        en: `Little electricity (${share} of a normal working day), but it follows the hours of work, as where diesel does most: ${en}.`,
      };
    case 'flat':
      return {
        zh: `全天负荷平直（${energy}），没有施工的起伏：${zh}。`,
        en: `The load was flat all day (${energy}), without the rise and fall of work: ${en}.`,
      };
    case 'floor-risen':
      return {
        zh: `全天负荷平稳，但比平时的值守负荷 ${kwhText(baseline!.floorKwh!)} 高出常态施工用电的 ${share}${held.zh}：${zh}。`,
        en: `The load was even all day, but above the usual standing load of ${kwhText(baseline!.floorKwh!)} by ${share} of a working day's${held.en}: ${en}.`,
      };
    case 'whole-energy':
      return {
        zh: `当日用电 ${energy}，为近 ${days} 个施工日常态 ${kwhText(baseline!.kwh)} 的 ${share}${held.zh}：${zh}。`,
        en: `${energy} is ${share} of the ${kwhText(baseline!.kwh)} of ${days} working days${held.en}: ${en}.`,
      };
    case 'parts':
      return {
        zh: `把当日负荷分解为值守、照明、生活区、办公和施工班次：合上下班时段的用电 ${kwhText(digest.parts!.workKwh)}，连同当日其余迹象，有施工的可能性为 ${percent(likelihood(verdict.logOdds))}：${zh}。`,
        en: `Laid out into standing load, lamps, camp, office and a crew's shift, ${kwhText(digest.parts!.workKwh)} of the day follow the hours of work; with the day's other signs work is ${percent(likelihood(verdict.logOdds))} likely: ${en}.`,
      };
    case 'no-baseline':
      return {
        zh: `尚无足够的施工日作基准，暂按用电量 ${energy} 和一天中的起伏判断：${zh}。`,
        en: `There are too few working days for a baseline yet; by its ${energy} and the shape of the day: ${en}.`,
      };
  }
}

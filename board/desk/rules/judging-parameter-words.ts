import type { ParameterWords } from './parameter-words.ts';

/** Of energy and activity: how a day is judged. */
export const judgingParameterWords: Readonly<Record<string, ParameterWords>> = {
  'activity.aboveFloor.working': {
    unit: 'share',
    zh: ['施工线', '高出值守负荷的电量达到正常施工日的这一比例，判为施工'],
    en: ['Working from', 'Energy above the standing load from this share of a normal working day on is work'],
  },
  'activity.aboveFloor.stopped': {
    unit: 'share',
    zh: ['停工线', '低于这一比例判为未施工；两线之间沿用前一日的判断'],
    en: ['Stopped below', 'Below this share there is no work; in between the day before goes on'],
  },
  'activity.wholeEnergy.working': {
    unit: 'share',
    zh: ['施工线（无分时电量）', '电表看不出一天的起伏时，按全部电量比较'],
    en: [
      'Working from, whole energy',
      'The same for all energy, where meters do not show the shape of a day',
    ],
  },
  'activity.wholeEnergy.stopped': {
    unit: 'share',
    zh: ['停工线（无分时电量）', '低于这一比例判为未施工'],
    en: ['Stopped below, whole energy', 'Below this share of all energy there is no work'],
  },
  'activity.offShare': {
    unit: 'share',
    zh: ['断电线', '低于正常日用电的这一比例，判为断电'],
    en: ['Off at', 'At or below this share of a normal day the supply is off'],
  },
  'activity.baselineDays': {
    unit: 'days',
    zh: ['基准回看', '基准取最近这么多个施工日的中位数'],
    en: ['Baseline looks back', 'The baseline is the median of so many working days'],
  },
  'activity.baselineLeastDays': {
    unit: 'days',
    zh: ['基准至少', '少于这么多个施工日不作基准'],
    en: ['Baseline needs', 'With fewer working days there is no baseline'],
  },
  'activity.leastMeasured': {
    unit: 'share',
    zh: ['当日至少实测', '实测不足这一比例的日子判为未知'],
    en: ['Day measured at least', 'A day measured less is unknown'],
  },
  'activity.leastMeasuredForVerdict': {
    unit: 'share',
    zh: ['作为依据至少实测', '实测不足这一比例的日子不作为问题的依据'],
    en: ['Evidence measured at least', 'A day measured less is no evidence and teaches the baseline nothing'],
  },
  'energy.linearGapHours': {
    unit: 'hours',
    zh: ['直线补缺', '不超过此时长的缺口按直线补，更长的按同类日补'],
    en: [
      'Straight line up to',
      'A hole up to this long is filled by a straight line, a longer one by like days',
    ],
  },
  'energy.gapFactor': {
    unit: 'times',
    zh: ['缺口认定', '两次读数相隔超过平常间隔的这么多倍，算作缺口'],
    en: ['A hole is', 'A step this many times the usual one is a hole'],
  },
  'energy.capacityFactor': {
    unit: 'times',
    zh: ['容量上限', '超过合同容量这么多倍的电量不采用'],
    en: ['Capacity limit', 'Energy above so many times the contracted capacity is refused'],
  },
  'energy.peakFactor': {
    unit: 'times',
    zh: ['峰值上限', '不知容量时，超过近几周最高功率这么多倍的电量不采用'],
    en: ['Peak limit', 'Without a known capacity: so many times the highest power of late is refused'],
  },
};

import type { ParameterWords } from './parameter-words.ts';

/** Of the findings: when something is said. */
export const findingParameterWords: Readonly<Record<string, ParameterWords>> = {
  'findings.stalled.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.stalled.watchDays': {
    unit: 'days',
    zh: ['关注', '连续停工又不免责的工作日达到这么多，提关注'],
    en: ['Watch', 'Watch card after so many unexcused working days in a row'],
  },
  'findings.stalled.yellowDays': {
    unit: 'days',
    zh: ['黄牌', '连续停工又不免责的工作日达到这么多，提黄牌'],
    en: ['Yellow', 'Yellow card after so many unexcused working days in a row'],
  },
  'findings.stalled.redDays': {
    unit: 'days',
    zh: ['红牌', '连续停工又不免责的工作日达到这么多，提红牌'],
    en: ['Red', 'Red card after so many unexcused working days in a row'],
  },
  'findings.stalled.clearLogOdds': {
    unit: 'count',
    zh: ['证据明确线', '停工期平均的施工对数几率须低于此，才提黄牌、红牌；数越小越严'],
    en: ['Clear below', 'Mean log odds of work below which a stop is more than watched; lower is stricter'],
  },
  'findings.stalled.leastKnown': {
    unit: 'share',
    zh: ['停工期至少实测', '停工期间至少这一比例的日子有实测'],
    en: ['Stop measured at least', "At least this share of the stop's days must have been measured"],
  },
  'findings.stalled.deepShare': {
    unit: 'share',
    zh: ['深度停工线', '看不出起伏的电表：平均须降到正常日的这一比例'],
    en: ['Deep stop', 'Meters without a shape: the mean must have fallen to this share'],
  },
  'findings.not-resumed.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.not-resumed.yellowFromDay': {
    unit: 'days',
    zh: ['黄牌起于正月', '正月第几日起仍未复工提黄牌'],
    en: ['Yellow from', 'Day of the Spring Festival from which a standing site gets a yellow card'],
  },
  'findings.not-resumed.redFromDay': {
    unit: 'days',
    zh: ['红牌起于', '自正月初一起第几日仍未复工提红牌'],
    en: ['Red from', 'Day of the Spring Festival from which it gets a red one'],
  },
  'findings.slowing.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.slowing.days': {
    unit: 'days',
    zh: ['回看', '比较最近这么多个工作日'],
    en: ['Looks back', 'So many working days are compared'],
  },
  'findings.slowing.watchBelow': {
    unit: 'share',
    zh: ['关注线', '平均低于正常日的这一比例，提关注'],
    en: ['Watch below', 'Mean share of a normal day'],
  },
  'findings.slowing.yellowBelow': {
    unit: 'share',
    zh: ['黄牌线', '平均低于正常日的这一比例，提黄牌'],
    en: ['Yellow below', 'Mean share of a normal day'],
  },
  'findings.slowing.endsAbove': {
    unit: 'share',
    zh: ['解除线', '回升到这一比例以上才解除'],
    en: ['Ends above', 'It ends only above this share'],
  },
  'findings.meter-silent.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.meter-silent.watchHours': {
    unit: 'hours',
    zh: ['关注', '没有任何读数的小时达到这么多，提关注'],
    en: ['Watch', 'Watch card after so many hours without a reading'],
  },
  'findings.meter-silent.yellowHours': {
    unit: 'hours',
    zh: ['黄牌', '没有任何读数的小时达到这么多，提黄牌'],
    en: ['Yellow', 'Yellow card after so many hours without a reading'],
  },
  'findings.meter-silent.redHours': {
    unit: 'hours',
    zh: ['红牌', '没有任何读数的小时达到这么多，提红牌'],
    en: ['Red', 'Red card after so many hours without a reading'],
  },
  'findings.meter-silent.steps': {
    unit: 'times',
    zh: ['至少间隔', '发送稀疏的电表，须超过自身间隔这么多倍才算离线'],
    en: ['At least steps', 'A meter that sends seldom is silent only after so many of its own steps'],
  },
  'findings.meter-fault.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.meter-fault.withinDays': {
    unit: 'days',
    zh: ['回看', '看最近这么多天'],
    en: ['Looks back', 'So many days are looked at'],
  },
  'findings.meter-fault.watchDays': {
    unit: 'days',
    zh: ['关注', '其中读数有误的日子达到这么多，提关注'],
    en: ['Watch', 'Watch card after so many of them with a faulty reading'],
  },
  'findings.meter-fault.yellowDays': {
    unit: 'days',
    zh: ['黄牌', '其中读数有误的日子达到这么多，提黄牌'],
    en: ['Yellow', 'Yellow card after so many of them with a faulty reading'],
  },
  'findings.meter-fault.redDays': {
    unit: 'days',
    zh: ['红牌', '其中读数有误的日子达到这么多，提红牌'],
    en: ['Red', 'Red card after so many of them with a faulty reading'],
  },
  'findings.paper-progress.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.paper-progress.leastWan': {
    unit: 'wan',
    zh: ['投资至少', '报送低于此数不看'],
    en: ['Investment from', 'Smaller reports are not looked at'],
  },
  'findings.paper-progress.leastDays': {
    unit: 'days',
    zh: ['至少实测', '期内至少有这么多个不免责的工作日有实测'],
    en: ['Measured at least', 'So many unexcused working days of the period must have been measured'],
  },
  'findings.paper-progress.mostWorked': {
    unit: 'share',
    zh: ['施工日至多', '有施工的日子不超过这一比例才提出'],
    en: ['Worked at most', 'Said where work was seen on no more than this share of days'],
  },
  'findings.paper-progress.forgottenAfterDays': {
    unit: 'days',
    zh: ['过期', '结束超过这么多天的期间不再看'],
    en: ['Forgotten after', 'A period that ended longer ago is not looked at'],
  },
  'findings.flat-load.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.flat-load.watchDays': {
    unit: 'days',
    zh: ['关注', '负荷平直的连续日子达到这么多，提关注'],
    en: ['Watch', 'Watch card after so many days in a row with a flat load'],
  },
  'findings.flat-load.yellowDays': {
    unit: 'days',
    zh: ['黄牌', '负荷平直的连续日子达到这么多，提黄牌'],
    en: ['Yellow', 'Yellow card after so many days in a row with a flat load'],
  },
  'findings.flat-load.redDays': {
    unit: 'days',
    zh: ['红牌', '负荷平直的连续日子达到这么多，提红牌'],
    en: ['Red', 'Red card after so many days in a row with a flat load'],
  },
  'findings.flat-load.flatBelow': {
    unit: 'share',
    zh: ['平直线', '高出当日最低水平的电量低于这一比例，算平直'],
    en: ['Flat below', "Energy above the day's own lowest fifth, as a share of all"],
  },
  'findings.flat-load.leastShare': {
    unit: 'share',
    zh: ['用电至少', '用电达到正常日的这一比例才看'],
    en: ['Draws at least', 'A flat day counts from this share of a normal day on'],
  },
  'findings.behind-plan.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.behind-plan.yellowBelow': {
    unit: 'share',
    zh: ['黄牌线', '完成率与序时进度之比低于此，提黄牌'],
    en: ['Yellow below', 'Invested share over time gone'],
  },
  'findings.behind-plan.redBelow': {
    unit: 'share',
    zh: ['红牌线', '完成率与序时进度之比低于此，提红牌'],
    en: ['Red below', 'Invested share over time gone'],
  },
  'findings.behind-plan.leastTimeShare': {
    unit: 'share',
    zh: ['序时至少', '年度时间过去这一比例之后才看'],
    en: ['From', 'Share of the year that must have gone'],
  },
  'findings.late-start.enabled': {
    unit: 'flag',
    zh: ['启用', '关闭后不再提出，已提出的会撤回'],
    en: ['In use', 'When off it is no longer said, and what was said is withdrawn'],
  },
  'findings.late-start.yellowDays': {
    unit: 'days',
    zh: ['黄牌', '超过计划开工日这么多天，提黄牌'],
    en: ['Yellow', 'Card so many days after the planned start'],
  },
  'findings.late-start.redDays': {
    unit: 'days',
    zh: ['红牌', '超过计划开工日这么多天，提红牌'],
    en: ['Red', 'Card so many days after the planned start'],
  },
};

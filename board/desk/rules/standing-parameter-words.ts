import type { ParameterWords } from './parameter-words.ts';

/** Of standings, snails and forecasts. */
export const standingParameterWords: Readonly<Record<string, ParameterWords>> = {
  'standings.weights.investment': {
    unit: 'points',
    zh: ['投资权重', '投资完成占总分的份量'],
    en: ['Weight of investment', 'What investment counts'],
  },
  'standings.weights.milestones': {
    unit: 'points',
    zh: ['节点权重', '开工与节点占总分的份量'],
    en: ['Weight of milestones', 'What starts and milestones count'],
  },
  'standings.weights.electricity': {
    unit: 'points',
    zh: ['用电权重', '用电动态占总分的份量'],
    en: ['Weight of electricity', 'What work by electricity counts'],
  },
  'standings.weights.answers': {
    unit: 'points',
    zh: ['答复权重', '答复与说明占总分的份量'],
    en: ['Weight of answers', 'What answers to queries count'],
  },
  'standings.leastProjects': {
    unit: 'count',
    zh: ['排名至少项目数', '可判定项目少于此数不排名'],
    en: ['Ranked from projects', 'With fewer projects that can be told about there is no rank'],
  },
  'standings.leastKnown': {
    unit: 'share',
    zh: ['依据至少已知', '计分依据的已知比例不足则不排名'],
    en: ['Known at least', 'Share of what a score rests on that must be known'],
  },
  'standings.parksApart': {
    unit: 'flag',
    zh: ['园区单列', '园区与区县分开排名'],
    en: ['Parks apart', 'Counties and parks are ranked in two lists'],
  },
  'standings.onPlanPoints': {
    unit: 'points',
    zh: ['正好按计划', '投资与节点正好按计划时的得分（满分 100）'],
    en: ['Exactly on plan', 'Points, of 100, for investment and milestones as planned'],
  },
  'standings.mostDone': {
    unit: 'times',
    zh: ['单项封顶', '一个项目的完成最多按应完成的这么多倍计'],
    en: ['One project at most', 'What one project invested counts up to so many times what was due'],
  },
  'standings.milestones.fullDaysEarly': {
    unit: 'days',
    zh: ['满分提前', '提前这么多天得满分'],
    en: ['All points when early by', 'Days ahead of plan that bring all points'],
  },
  'standings.milestones.noneDaysLate': {
    unit: 'days',
    zh: ['零分滞后', '滞后这么多天得零分'],
    en: ['No points when late by', 'Days behind plan at which none is left'],
  },
  'standings.effect.days': {
    unit: 'days',
    zh: ['投产期限', '完工后这么多天内应当投产'],
    en: ['Production due after', 'Days after completion by which production is due'],
  },
  'standings.effect.loadShare': {
    unit: 'share',
    zh: ['投产用电', '达到合同容量满负荷的这一比例算生产日'],
    en: ['Production from', 'Share of contracted capacity from which a day produces'],
  },
  'standings.effect.runDays': {
    unit: 'days',
    zh: ['连续投产', '连续这么多天算正式投产'],
    en: ['Production for', 'So many days in a row make it production and no trial'],
  },
  'standings.reportDays': {
    unit: 'days',
    zh: ['报送期限', '期末之后这么多天内报送算及时'],
    en: ['Report within', 'Days after a period within which its report is in time'],
  },
  'standings.lists.enabled': {
    unit: 'flag',
    zh: ['红黑榜', '排名首尾列入红榜与黑榜'],
    en: ['Red and black lists', 'The first and the last of each ranking are listed'],
  },
  'standings.lists.length': {
    unit: 'count',
    zh: ['红黑榜长度', '每榜列入几名'],
    en: ['Length of the lists', 'So many on each list'],
  },
  'snails.enabled': {
    unit: 'flag',
    zh: ['启用', '按规则提名金蜗牛，由人确认'],
    en: ['In use', 'Snails are proposed by rule and confirmed by a person'],
  },
  'snails.bottom': {
    unit: 'count',
    zh: ['末位', '排名最后几名'],
    en: ['The last', 'So many of those that are ranked'],
  },
  'snails.periods': {
    unit: 'count',
    zh: ['连续期数', '连续这么多期末位即提名'],
    en: ['Periods in a row', 'So many periods among the last'],
  },
  'snails.excusedShare': {
    unit: 'share',
    zh: ['整期免责', '免责日达到这一比例的期间整期免责'],
    en: ['Excused from', 'Share of excused days from which a period is excused'],
  },
  'forecast.coverage': {
    unit: 'share',
    zh: ['区间把握', '预测区间应当覆盖实际的比例'],
    en: ['Interval holds in', "Share of the cases in which the forecast's interval is to hold"],
  },
};

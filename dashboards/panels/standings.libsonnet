// Who stands where, by period. `by` and `period` are words of the standings or variables that hold one.
local influxql = import '../lib/influxql.libsonnet';
local standings = import '../queries/standings.libsonnet';

function(kit, by='${by:raw}', period='${period:raw}') {
  local say = kit.say,
  local snail = kit.mappings.yesNo('🐌', ''),

  local places(title, description, back) = kit.draw.table(
    title,
    description,
    [influxql.table(standings.places(by, period, back))],
    [
      { name: 'rank', label: say('排名', 'Rank'), unit: 'none', width: 70 },
      { name: 'name', label: say('名称', 'Name') },
      { name: 'score', label: say('得分', 'Score'), unit: 'none', decimals: 1, width: 80 },
      { name: 'snail', label: say('金蜗牛', 'Golden snail'), mappings: snail, width: 110 },
      { name: 'Time', label: say('期初', 'Period from'), unit: 'time:YYYY-MM-DD', width: 120 },
    ],
    sortBy='rank',
    descending=false,
  ),

  running: places(
    say('本期排名（进行中）', 'The running period'),
    say(
      '所选周期类型的本期，随数据变化；排名为空者项目过少或所知过少，不参与排名。',
      'Of the kind chosen; it changes as it goes. No rank: too few projects, or too little known.',
    ),
    0,
  ),
  before: places(
    say('上期排名', 'The period before'),
    say(
      '周期关闭后即冻结，与通报一致；宽限期内（默认结束后 25 小时）仍为暂定。',
      'Frozen when the period was closed, as in its bulletin; until its grace is over, by default 25 hours after its end, it is provisional.',
    ),
    1,
  ),

  ranks: kit.draw.matrix(
    say('历期排名', 'Ranks by period'),
    say('每列一期（以期初日期标示），每行一个对象。', 'A column a period, named by its first day; a row a subject.'),
    [influxql.table(standings.byPeriod(by, period))],
    'name',
    'rank',
  ),

  scores: kit.draw.curve(
    say('历期得分', 'Scores by period'),
    say('每条曲线一个对象。', 'A curve a subject.'),
    [influxql.table(standings.byPeriod(by, period))],
    'none',
  ) + { fieldConfig+: { defaults+: { displayName: '${__field.labels.name}' } } } + { transformations: [
    { id: 'filterFieldsByName', options: { include: { names: ['Time', 'score', 'name'] } } },
    { id: 'partitionByValues', options: { fields: ['name'], keepFields: false, naming: { asLabels: true } } },
  ] },

  snails: kit.draw.table(
    say('金蜗牛', 'Golden snails'),
    say('时间范围内持有经确认的金蜗牛的期数，自确认之期至摘除之期。', 'In how many periods of the time range a confirmed golden snail was held, until it was wiped.'),
    [influxql.table(standings.snails(by, period))],
    [
      { name: 'name', label: say('名称', 'Name') },
      { name: 'snails', label: say('期数', 'Periods'), unit: 'none', width: 90 },
    ],
    sortBy='snails',
  ),

  // Rank and score of one subject; `subject` is a variable that holds its id.
  course(subject): kit.draw.curve(
    say('排名与得分', 'Rank and score'),
    say('各半月的排名（越低越好）与得分。', 'Rank (low is good) and score of each half month.'),
    [influxql.series(standings.course(by, subject, period), '$col')],
    'none',
    [
      { name: 'rank', label: say('排名', 'Rank'), colour: kit.palette.ink },
      { name: 'score', label: say('得分', 'Score'), colour: kit.palette.state.working },
    ],
  ),
}

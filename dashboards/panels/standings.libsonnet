// Who stands where, by period. `by` and `period` are words of the standings or variables that hold one.
local influxql = import '../lib/influxql.libsonnet';
local standings = import '../queries/standings.libsonnet';

function(kit, by='${by:raw}', period='${period:raw}') {
  local say = kit.say,
  local snail = kit.mappings.yesNo('🐌', ''),

  newest: kit.draw.table(
    say('最新排名', 'Standings'),
    say('所选周期类型的最近一期；排名为空者项目过少或未知过多，不参与排名。', 'The newest period of the kind chosen; no rank: too few projects, or too little known.'),
    [influxql.table(standings.newest(by, period))],
    [
      { name: 'rank', label: say('排名', 'Rank'), unit: 'none', width: 80 },
      { name: 'name', label: say('名称', 'Name') },
      { name: 'score', label: say('得分', 'Score'), unit: 'none', decimals: 1, width: 90 },
      { name: 'snail', label: say('金蜗牛', 'Golden snail'), mappings: snail, width: 100 },
      { name: 'Time', label: say('期初', 'Period from'), unit: 'time:YYYY-MM-DD', width: 120 },
    ],
    sortBy='rank',
    descending=false,
  ),

  ranks: kit.draw.matrix(
    say('历期排名', 'Ranks by period'),
    say('每列一期（以期初日期标示），每行一个对象。', 'A column a period, named by its first day; a row a subject.'),
    [influxql.table(standings.places(by, period))],
    'name',
    'rank',
  ),

  scores: kit.draw.curve(
    say('历期得分', 'Scores by period'),
    say('每条曲线一个对象。', 'A curve a subject.'),
    [influxql.table(standings.places(by, period))],
    'none',
  ) + { fieldConfig+: { defaults+: { displayName: '${__field.labels.name}' } } } + { transformations: [
    { id: 'filterFieldsByName', options: { include: { names: ['Time', 'score', 'name'] } } },
    { id: 'partitionByValues', options: { fields: ['name'], keepFields: false, naming: { asLabels: true } } },
  ] },

  snails: kit.draw.table(
    say('金蜗牛', 'Golden snails'),
    say('时间范围内被确认的金蜗牛次数。', 'How often the golden snail was confirmed within the time range.'),
    [influxql.table(standings.snails(by, period))],
    [
      { name: 'name', label: say('名称', 'Name') },
      { name: 'snails', label: say('次数', 'Times'), unit: 'none', width: 90 },
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

// What is wrong and open. `scope` narrows to a district, a department or a project.
local influxql = import '../lib/influxql.libsonnet';
local findings = import '../queries/findings.libsonnet';

function(kit, scope='') {
  local say = kit.say,
  local levels = ['watch', 'yellow', 'red'],
  local levelColumns = [{ name: name, label: kit.words.level[name], colour: kit.palette.level[name] } for name in levels],
  local column = {
    project: { name: 'project', hidden: true },
    name: { name: 'name', label: say('项目', 'Project'), link: kit.links.toProject() },
    kind: { name: 'kind', label: say('问题', 'Finding'), mappings: kit.mappings.kinds, width: 110 },
    level: { name: 'level', label: say('等级', 'Level'), mappings: kit.mappings.levels, width: 64 },
    days: { name: 'days', label: say('天数', 'Days'), unit: 'none', width: 60 },
    sentence: { name: 'sentence', label: say('依据', 'Evidence'), link: kit.links.toBoardProject },
    district: { name: 'district_name', label: say('区县', 'District'), width: 100 },
    department: { name: 'department_name', label: say('部门', 'Department'), width: 130 },
  },
  local list(title, description, condition) = kit.draw.table(
    title,
    description,
    [influxql.table(findings.open(scope + condition, kit.language))],
    [column.name, column.kind, column.level, column.days, column.sentence, column.district, column.department, column.project],
    sortBy='days',
  ),

  stalled: list(
    say('停工项目', 'Stalled projects'),
    say('停工与节后未复工，天数多者在前；每条附判断依据。', 'Stalled and not resumed after a holiday, the longest first, each with its evidence.'),
    ' AND ("kind" = \'stalled\' OR "kind" = \'not-resumed\')',
  ),

  open: list(
    say('全部问题', 'All open findings'),
    say('尚未关闭的问题，天数多者在前。', 'Everything that is open, the longest first.'),
    '',
  ),

  byKind: kit.draw.barsOf(
    say('问题分类', 'Findings by kind'),
    say('尚未关闭的问题，按类别与等级计数。', 'Open findings by kind and level.'),
    [influxql.table(findings.counts(scope, 'GROUP BY "kind"'))],
    'none',
    'kind',
    levelColumns,
    [{ id: 'organize', options: { excludeByName: { Time: true } } }],
  ) + { fieldConfig+: { overrides+: [
    { matcher: { id: 'byName', options: 'kind' }, properties: [{ id: 'mappings', value: kit.mappings.kinds }] },
  ] } },

  counts: kit.draw.stats(
    say('问题等级', 'Findings by level'),
    say('尚未关闭的问题，按等级计数。', 'Open findings by level.'),
    influxql.table(findings.counts(scope)),
    'none',
    levelColumns,
  ),

  history: kit.draw.table(
    say('问题', 'Findings'),
    say('每类问题的最近一次记录。', 'The newest record of each kind.'),
    [influxql.table(findings.newest(scope, kit.language))],
    [
      column.kind,
      column.level,
      column.days,
      { name: 'open', label: say('状态', 'Open'), mappings: kit.mappings.yesNo(say('未关闭', 'open'), say('已关闭', 'closed')), width: 90 },
      // The row has no project of its own: the way to the board is at the dashboard's head.
      { name: column.sentence.name, label: column.sentence.label },
    ],
    sortBy='days',
  ),

  // A mark when a level was first reached.
  annotations: [
    influxql.annotation(
      kit.words.level[levels[i]],
      kit.palette.level[levels[i]],
      findings.reached(scope, i + 1, kit.language),
      'sentence',
      'kind',
    )
    for i in std.range(0, std.length(levels) - 1)
  ],
}

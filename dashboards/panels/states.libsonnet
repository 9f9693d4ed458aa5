// What projects do, now and over time. `scope` narrows to a district, a department or a project.
local influxql = import '../lib/influxql.libsonnet';
local join = import '../lib/join.libsonnet';
local names = import '../queries/names.libsonnet';
local states = import '../queries/states.libsonnet';

function(kit, scope='') {
  local say = kit.say,
  local state = kit.words.state,
  local colour = kit.palette.state,
  local numbers = { working: 3, idle: 2, off: 1, unknown: 0 },
  local order = ['working', 'idle', 'off', 'unknown'],
  local columns = [{ name: name, label: state[name], colour: colour[name] } for name in order],
  local stateColumn = { name: 'state', label: say('状态', 'State'), mappings: kit.mappings.states, width: 90 },

  counts: kit.draw.stats(
    say('项目状态', 'Projects by state'),
    say(
      '每个项目按今日（已可判断时）或最近完整一日的用电状态计数；“未知”单列，不计入停工。',
      'Each project by its state of today, as soon as it can be told, or of the last whole day; unknown stands apart and is never counted as stalled.',
    ),
    influxql.table(states.counts(scope)),
    'none',
    columns,
  ),

  share: kit.draw.stat(
    say('施工占比', 'Working share'),
    say(
      '施工 ÷（施工＋值守＋断电－已报备停工）。未知的项目不计入。',
      'Working ÷ (working + idle + off − excused stops). Unknown projects do not count.',
    ),
    influxql.table(states.share(scope)),
    'percentunit',
    colour.working,
    decimals=1,
  ),

  map: kit.draw.map(
    say('项目分布', 'Where the projects are'),
    say('每点一个项目，颜色为当前状态；点击打开项目。', 'A point a project, in the colour of its state now; click to open it.'),
    [influxql.table(states.shown(scope)), influxql.table(names.projects(scope))],
    [join.inner('project')],
    'state',
    kit.mappings.stateSteps,
    kit.mappings.states,
    kit.links.toProject(),
  ),

  perDay: kit.draw.bars(
    say('每日项目状态', 'Projects by state, day by day'),
    say('每日按状态计数的项目数。', 'How many projects were in which state on each day.'),
    [influxql.series(states.perDay(scope, numbers[name]), name) for name in order],
    'none',
    columns,
  ),

  projects: kit.draw.table(
    say('项目', 'Projects'),
    say('当前状态与复工指数；100 为本项目正常施工日。', 'State and index now; 100 is the project’s own normal working day.'),
    [influxql.table(states.shown(scope)), influxql.table(names.projects(scope))],
    [
      { name: 'project', label: say('编号', 'Id'), width: 90, link: kit.links.toProject() },
      { name: 'name', label: say('名称', 'Name'), link: kit.links.toProject() },
      stateColumn,
      { name: 'index', label: say('指数', 'Index'), unit: 'none', decimals: 0, width: 80 },
      { name: 'excused', label: say('报备原因', 'Excuse'), width: 120 },
      { name: 'district_name', label: say('区县', 'District'), width: 120 },
      { name: 'department_name', label: say('部门', 'Department'), width: 150 },
    ],
    [join.inner('project')],
    sortBy='index',
    descending=false,
  ),

  // One row a district (or department), with a way into its own dashboard.
  byArea(area, title): kit.draw.table(
    title,
    say('各自的项目状态计数与施工占比。', 'Projects by state and working share of each.'),
    [
      influxql.table(states.counts(scope, 'GROUP BY "%s"' % area)),
      influxql.table(states.share(scope, 'GROUP BY "%s"' % area)),
      influxql.table(names.areas(area)),
    ],
    [
      { name: 'name', label: say('名称', 'Name'), link: kit.links.toArea(area, area) },
      { name: 'share', label: say('施工占比', 'Working share'), unit: 'percentunit', decimals: 0, width: 110 },
    ] + [{ name: name, label: state[name], unit: 'none', width: 80 } for name in order]
    + [{ name: area, label: say('编号', 'Id'), width: 110 }],
    [join.outer(area)],
    sortBy='share',
  ),

  timeline: kit.draw.timeline(
    say('逐小时状态', 'State, hour by hour'),
    say('每小时的用电状态。', 'The state in each hour.'),
    influxql.series(states.hours(scope), say('小时', 'Hour')),
    kit.mappings.states,
  ),
  dayTimeline: kit.draw.timeline(
    say('逐日状态', 'State, day by day'),
    say('每日的用电状态。', 'The state on each day.'),
    influxql.series(states.days(scope), say('日', 'Day')),
    kit.mappings.states,
  ),

  stateNow: kit.draw.stat(
    say('当前状态', 'State now'),
    say('今日（已可判断时）或最近完整一日。', 'Of today, as soon as it can be told, or of the last whole day.'),
    influxql.table('SELECT "state" FROM (%s)' % influxql.line(states.shown(scope))),
    'none',
  ) + { fieldConfig+: { defaults+: { mappings: kit.mappings.states, color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps: kit.mappings.stateSteps } } } },

  indexNow: kit.draw.stat(
    say('复工指数', 'Index'),
    say('100 为本项目正常施工日的用电。', '100 is the electricity of the project’s own normal working day.'),
    influxql.table('SELECT "index" FROM (%s)' % influxql.line(states.shown(scope))),
    'none',
    decimals=0,
  ),

  index: kit.draw.curve(
    say('复工指数', 'Index'),
    say('100 为本项目正常施工日的用电。', '100 is the electricity of the project’s own normal working day.'),
    [influxql.series(states.index(scope), 'index')],
    'none',
    [{ name: 'index', label: say('指数', 'Index'), colour: kit.palette.ink }],
  ),
}

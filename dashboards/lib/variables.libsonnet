// The variables of our dashboards. Names go with ids as `name (id)`, because Grafana fills a list from one column.
local config = import '../config.libsonnet';
local g = import 'grafonnet-v11.4.0/main.libsonnet';
local influxql = import 'influxql.libsonnet';
local variable = g.dashboard.variable;

local nameAndId = '/^(?<text>.+) \\((?<value>[^()]+)\\)$/';

function(say) {
  datasource:
    variable.datasource.new('datasource', 'influxdb')
    + variable.datasource.generalOptions.withLabel(say('数据源', 'Data source'))
    + variable.datasource.generalOptions.showOnDashboard.withNothing(),

  // Where links to the board lead; a constant, so that no address somebody sends can lead elsewhere.
  board:
    variable.constant.new('board', config.board)
    + variable.constant.generalOptions.withLabel(say('看板地址', 'Board'))
    + variable.constant.generalOptions.showOnDashboard.withNothing(),

  local query(name, label, influxqlText) =
    variable.query.new(name, influxql.line(influxqlText))
    + variable.query.withDatasource('influxdb', '${datasource}')
    + variable.query.generalOptions.withLabel(label)
    + variable.query.refresh.onLoad()
    + variable.query.withSort(type='alphabetical'),

  local choice(name, label, field) =
    query(name, label, 'SELECT DISTINCT("%s") FROM "project" WHERE time > now() - 31d' % field)
    + variable.query.withRegex(nameAndId),

  project: choice('project', say('项目', 'Project'), 'choice'),
  district: choice('district', say('区县', 'District'), 'district_choice'),
  department: choice('department', say('部门', 'Department'), 'department_choice'),

  // The projects of the district or the department that is chosen, for measurements that carry neither as a tag.
  projectsOf(area):
    query('projects', say('项目', 'Projects'), |||
      SHOW TAG VALUES FROM "activity" WITH KEY = "project" WHERE "%(area)s" =~ /^${%(area)s:regex}$/
    ||| % { area: area })
    + variable.query.selectionOptions.withMulti()
    + variable.query.selectionOptions.withIncludeAll()
    + variable.query.generalOptions.withCurrent('All', '$__all')
    + variable.query.generalOptions.showOnDashboard.withNothing(),

  local custom(name, label, choices) =
    variable.custom.new(name, choices)
    + variable.custom.generalOptions.withLabel(label)
    + variable.custom.generalOptions.withCurrent(choices[0].key, choices[0].value),

  by: custom('by', say('对象', 'Ranked'), [
    { key: say('区县', 'Districts'), value: 'district' },
    { key: say('部门', 'Departments'), value: 'department' },
    { key: say('项目', 'Projects'), value: 'project' },
  ]),
  period: custom('period', say('周期', 'Period'), [
    { key: say('半月', 'Half month'), value: 'half-month' },
    { key: say('周', 'Week'), value: 'week' },
    { key: say('月', 'Month'), value: 'month' },
    { key: say('季', 'Quarter'), value: 'quarter' },
    { key: say('年', 'Year'), value: 'year' },
  ]),
}

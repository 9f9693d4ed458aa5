// Ways from one dashboard to the next, always in the same language and with the same time range, and ways to the board,
// where a finding is answered.
local config = import '../config.libsonnet';
local g = import 'grafonnet-v11.4.0/main.libsonnet';

function(language, say) {
  local address(name) = '/d/' + config.uid(name, language),

  // On a cell: opens the subject whose id stands in the column of the same row.
  toProject(column='project'): {
    title: say('打开项目', 'Open the project'),
    url: address('project') + '?var-project=${__data.fields["%s"]}&${__url_time_range}' % column,
  },
  toArea(name, column): {
    title: say('打开', 'Open'),
    url: address(name) + '?var-%s=${__data.fields["%s"]}&${__url_time_range}' % [name, column],
  },

  // A page of the board, at the head of a dashboard.
  toBoard(page):
    g.dashboard.link.link.new(say('在看板打开', 'Open the board'), '${board:raw}' + page)
    + g.dashboard.link.link.options.withTargetBlank(true),
  // On a cell: the project's page, where its findings are explained and acknowledged.
  toBoardProject: {
    title: say('在看板处置', 'Act on the board'),
    url: '${board:raw}/projects/${__data.fields["project"]}',
    targetBlank: true,
  },

  // At the head of every dashboard.
  local header(title, name) =
    g.dashboard.link.link.new(title, address(name))
    + g.dashboard.link.link.options.withKeepTime(),
  headers: [
    header(say('一屏掌控', 'City'), 'city'),
    header(say('一屏晾晒', 'Standings'), 'standings'),
    header(say('项目', 'Project'), 'project'),
    header(say('区县', 'District'), 'district'),
    header(say('部门', 'Department'), 'department'),
    header(say('计量', 'Meters'), 'meters'),
    header(say('运维', 'Operations'), 'operations'),
  ],
}

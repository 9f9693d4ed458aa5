// What our dashboards share, in one language.
local config = import '../config.libsonnet';
local g = import 'grafonnet-v11.4.0/main.libsonnet';
local words = import 'words.libsonnet';

function(language)
  assert std.objectHas(words, language) : 'language is one of ' + std.join(', ', std.objectFields(words));
  local say(zh, en) = if language == 'zh' then zh else en;
  {
    language: language,
    say: say,
    words: words[language],
    zone: config.zone,
    palette: import 'palette.libsonnet',
    mappings: (import 'mappings.libsonnet')(words[language]),
    links: (import 'links.libsonnet')(language, say),
    variables: (import 'variables.libsonnet')(say),
    draw: (import 'draw.libsonnet')(say),
    rows: import 'rows.libsonnet',

    // `name` is the file's; `from` is the time range in Grafana's words; `board` is the page of the board that shows the same.
    dashboard(name, title, description, from, board='/'):
      g.dashboard.new(title)
      + g.dashboard.withUid(config.uid(name, language))
      + g.dashboard.withDescription(description)
      + g.dashboard.withTags(['liangshai', language])
      + g.dashboard.withTimezone(config.zone)
      + g.dashboard.withRefresh('1m')
      + g.dashboard.withEditable(false)
      + g.dashboard.time.withFrom(from)
      + g.dashboard.time.withTo('now')
      + g.dashboard.graphTooltip.withSharedCrosshair()
      + g.dashboard.withLinks(self.links.headers + [self.links.toBoard(board)]),
    withPanels: g.dashboard.withPanels,
    withVariables(variables): g.dashboard.withVariables([self.variables.datasource, self.variables.board] + variables),
    withAnnotations: g.dashboard.withAnnotations,
  }

// A district and a department are looked at in the same way: `area` is the word of the time series for either.
local liangshai = import 'lib/liangshai.libsonnet';
local findings = import 'panels/findings.libsonnet';
local load = import 'panels/load.libsonnet';
local progress = import 'panels/progress.libsonnet';
local standings = import 'panels/standings.libsonnet';
local states = import 'panels/states.libsonnet';

local projects = ' AND "project" =~ /^${projects:regex}$/';

function(language, area, title, description)
  local kit = liangshai(language);
  local scope = ' AND "%(area)s" =~ /^${%(area)s:regex}$/' % { area: area };
  local state = states(kit, scope);
  local finding = findings(kit, scope);
  local power = load(kit, projects, scope);
  local plan = progress(kit, projects);
  local standing = standings(kit, area, 'half-month');

  kit.dashboard(area, kit.say(title.zh, title.en), kit.say(description.zh, description.en), 'now-60d', '/projects?%(area)s=${%(area)s:percentencode}' % { area: area })
  + kit.withVariables([kit.variables[area], kit.variables.projectsOf(area)])
  + kit.withPanels(kit.rows([
    [5, [[8, state.counts], [4, state.share], [4, power.now], [4, plan.done], [4, plan.timeShare]]],
    [12, [[12, state.projects], [12, finding.open]]],
    [9, [[12, state.perDay], [12, power.curve()]]],
    [9, [[8, standing.course('${%s:regex}' % area)], [16, plan.byProject]]],
    [12, [[12, state.map], [12, finding.byKind]]],
  ]))

// One project: what its electricity says, what was invested, what is wrong and on what evidence.
local liangshai = import 'lib/liangshai.libsonnet';
local findings = import 'panels/findings.libsonnet';
local load = import 'panels/load.libsonnet';
local meters = import 'panels/meters.libsonnet';
local progress = import 'panels/progress.libsonnet';
local states = import 'panels/states.libsonnet';

local scope = ' AND "project" =~ /^${project:regex}$/';

function(language='zh')
  local kit = liangshai(language);
  local state = states(kit, scope);
  local power = load(kit, scope);
  local finding = findings(kit, scope);
  local meter = meters(kit, scope);
  local plan = progress(kit, scope);

  kit.dashboard(
    'project',
    kit.say('项目实况', 'Project'),
    kit.say('单个项目的负荷、状态、指数、投资与问题。', 'Load, state, index, investment and findings of one project.'),
    'now-30d',
    '/projects/${project:percentencode}',
  )
  + kit.withVariables([kit.variables.project])
  + kit.withAnnotations(finding.annotations)
  + kit.withPanels(kit.rows([
    [4, [[5, state.stateNow], [4, state.indexNow], [5, power.now], [5, power.today], [5, plan.done]]],
    [5, [[24, state.timeline]]],
    [4, [[24, state.dayTimeline]]],
    [9, [[12, power.byMeter], [12, power.perDay]]],
    [9, [[12, state.index], [12, plan.course]]],
    [8, [[24, finding.history]]],
    [8, [[16, meter.newest], [8, meter.voltage]]],
  ]))

// 一屏掌控: the city on one screen. What works, what stands still, what has to be done.
local liangshai = import 'lib/liangshai.libsonnet';
local findings = import 'panels/findings.libsonnet';
local load = import 'panels/load.libsonnet';
local meters = import 'panels/meters.libsonnet';
local progress = import 'panels/progress.libsonnet';
local states = import 'panels/states.libsonnet';

function(language='zh')
  local kit = liangshai(language);
  local state = states(kit);
  local finding = findings(kit);
  local power = load(kit);
  local plan = progress(kit);

  kit.dashboard(
    'city',
    kit.say('一屏掌控', 'City at a glance'),
    kit.say('全市重大项目：谁在施工、谁停工、该谁处置。', 'The city’s major projects: which work, which stand still, who has to act.'),
    'now-60d',
  )
  + kit.withVariables([])
  + kit.withPanels(kit.rows([
    [5, [[8, state.counts], [3, state.share], [3, power.now], [4, power.today], [6, meters(kit).health]]],
    [17, [[11, state.map], [13, finding.stalled]]],
    [9, [[12, power.curve()], [12, state.perDay]]],
    [11, [[13, state.byArea('district', kit.say('各区县', 'Districts'))], [11, finding.byKind]]],
    [5, [[6, plan.done], [6, plan.timeShare], [12, finding.counts]]],
  ]))

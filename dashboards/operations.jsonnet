// How the service itself does: what comes in, what waits, what is refused, what it costs.
local liangshai = import 'lib/liangshai.libsonnet';
local service = import 'panels/service.libsonnet';

function(language='zh')
  local kit = liangshai(language);
  local panel = service(kit);

  kit.dashboard(
    'operations',
    kit.say('运行维护', 'Operations'),
    kit.say('读数流量、滞后、隔离与资源；供运维人员使用。', 'Flow, lag, refusals and resources; for the operator.'),
    'now-6h',
  )
  + kit.withVariables([])
  + kit.withPanels(kit.rows([
    [4, [[8, panel.waiting], [8, panel.clients], [8, panel.memory]]],
    [9, [[12, panel.flow], [12, panel.lag]]],
    [8, [[8, panel.depth], [8, panel.refused], [8, panel.turnedAway]]],
    [8, [[6, panel.evaluation], [6, panel.eventLoop], [6, panel.processor], [6, panel.resident]]],
  ]))

// Whether the electricity can be believed: which meters speak, and how much was measured.
local liangshai = import 'lib/liangshai.libsonnet';
local meters = import 'panels/meters.libsonnet';

function(language='zh')
  local kit = liangshai(language);
  local meter = meters(kit);

  kit.dashboard(
    'meters',
    kit.say('计量健康', 'Meters'),
    kit.say('电表在线、读数与实测占比。', 'Which meters speak, what they say, and how much was measured.'),
    'now-14d',
  )
  + kit.withVariables([])
  + kit.withPanels(kit.rows([
    [5, [[10, meter.health], [14, meter.measured]]],
    [18, [[15, meter.newest], [9, meter.leastMeasured]]],
  ]))

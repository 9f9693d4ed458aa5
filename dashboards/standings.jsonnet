// 一屏晾晒: who stands where, in the running period and in those that are closed, and who holds a golden snail.
local liangshai = import 'lib/liangshai.libsonnet';
local progress = import 'panels/progress.libsonnet';
local standings = import 'panels/standings.libsonnet';

function(language='zh')
  local kit = liangshai(language);
  local standing = standings(kit);
  local plan = progress(kit);

  kit.dashboard(
    'standings',
    kit.say('一屏晾晒', 'Standings'),
    kit.say('各区县、部门、项目的排名、得分、计划完成率与金蜗牛。', 'Ranks, scores, plan completion and golden snails of districts, departments and projects.'),
    // The year that runs begins within it.
    'now-366d',
    '/standings',
  )
  + kit.withVariables([kit.variables.by, kit.variables.period])
  + kit.withPanels(kit.rows([
    [5, [[8, plan.done], [8, plan.timeShare], [8, plan.invested]]],
    [13, [[12, standing.running], [12, standing.before]]],
    [11, [[17, standing.ranks], [7, standing.snails]]],
    [10, [[24, standing.scores]]],
    [11, [[12, plan.byDistrict], [12, plan.courseOfAll]]],
    [12, [[24, plan.byProject]]],
  ]))

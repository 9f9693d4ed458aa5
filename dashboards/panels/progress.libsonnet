// Investment against plan and time. `scope` names projects or a district.
local influxql = import '../lib/influxql.libsonnet';
local join = import '../lib/join.libsonnet';
local findings = import '../queries/findings.libsonnet';
local names = import '../queries/names.libsonnet';
local progress = import '../queries/progress.libsonnet';

function(kit, scope='') {
  local say = kit.say,
  local course = [
    { name: 'done_share', label: say('完成', 'Done'), colour: kit.palette.state.working },
    { name: 'time_share', label: say('时间进度', 'Time passed'), colour: kit.palette.inkFaint, dashed: true },
  ],

  done: kit.draw.stat(
    say('年度计划完成率', 'Plan completion'),
    say('有年度计划的项目：累计投资 ÷ 年度计划。', 'Of the projects with a plan for the year: invested ÷ planned.'),
    influxql.table(progress.done(scope)),
    'percentunit',
    kit.palette.state.working,
    decimals=1,
  ) + { options+: { reduceOptions+: { fields: '/^done$/' } } },

  invested: kit.draw.stat(
    say('累计投资', 'Invested this year'),
    say('有年度计划的项目，自年初起，万元。', 'Projects with a plan, from the beginning of the year, in 10,000 yuan.'),
    influxql.table(progress.done(scope)),
    'suffix: ' + say('万元', '×10k CNY'),
    decimals=0,
  ) + { options+: { reduceOptions+: { fields: '/^invested_wan$/' } } },

  timeShare: kit.draw.stat(
    say('时间进度', 'Time passed'),
    say('本年度已过的比例。', 'Share of the year that has passed.'),
    influxql.table(progress.timeShare(scope)),
    'percentunit',
    kit.palette.inkSoft,
    decimals=1,
  ),

  courseOfAll: kit.draw.curve(
    say('计划完成率与时间进度', 'Plan completion against time'),
    say('实线为累计完成率，虚线为时间进度；是否滞后以项目自身计划曲线为准，见问题“进度滞后”。', 'Solid: share of the plan done; dashed: share of the year passed. Who is behind is said by each project’s own plan curve: see the finding “Behind plan”.'),
    [influxql.series(progress.courseOfAll(scope), '$col')],
    'percentunit',
    course,
  ),

  course: kit.draw.curve(
    say('投资与计划、时间', 'Investment against plan and time'),
    say('实线为累计完成率，虚线为时间进度；是否滞后以项目自身计划曲线为准，见问题“进度滞后”。', 'Solid: share of the plan done; dashed: share of the year passed. Who is behind is said by each project’s own plan curve: see the finding “Behind plan”.'),
    [influxql.series(progress.course(scope), '$col')],
    'percentunit',
    course,
  ),

  byDistrict: kit.draw.barsOf(
    say('各区县年度计划完成率', 'Plan completion by district'),
    say('有年度计划的项目：累计投资 ÷ 年度计划。', 'Of the projects with a plan for the year: invested ÷ planned.'),
    [influxql.table(progress.done(scope, 'GROUP BY "district"')), influxql.table(names.areas('district'))],
    'percentunit',
    'name',
    [{ name: 'done', label: say('完成率', 'Done'), colour: kit.palette.state.working }],
    [
      join.inner('district'),
      { id: 'filterFieldsByName', options: { include: { names: ['name', 'done'] } } },
      { id: 'sortBy', options: { sort: [{ field: 'done', desc: true }] } },
    ],
    stacked=false,
  ),

  byProject: kit.draw.table(
    say('项目投资进度', 'Progress by project'),
    say(
      '累计投资与年度计划；“滞后”为规则按项目自身计划曲线（无曲线者按时间进度）所作的判断，重者在前。',
      'Invested against the year’s plan; “behind” is what the rules say by the project’s own plan curve, or by time where it has none. The worst first.',
    ),
    [
      influxql.table(progress.byProject(scope)),
      influxql.table(findings.ofKind(scope, 'behind-plan', kit.language)),
      influxql.table(names.projects(scope)),
    ],
    [
      { name: 'name', label: say('项目', 'Project'), link: kit.links.toProject() },
      { name: 'done_share', label: say('完成率', 'Done'), unit: 'percentunit', decimals: 1, width: 80 },
      { name: 'level', label: say('滞后', 'Behind'), mappings: kit.mappings.levels, width: 80 },
      { name: 'invested_wan', label: say('投资（万元）', 'Invested (10k CNY)'), unit: 'none', decimals: 2, width: 130 },
      { name: 'plan_wan', label: say('计划（万元）', 'Planned (10k CNY)'), unit: 'none', decimals: 2, width: 130 },
      { name: 'sentence', label: say('依据', 'Evidence'), link: kit.links.toBoardProject },
      { name: 'project', hidden: true },
    ],
    [join.outer('project')],
    sortBy='level',
  ),
}

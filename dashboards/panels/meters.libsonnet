// Whether the meters can be trusted. `scope` names projects.
local influxql = import '../lib/influxql.libsonnet';
local join = import '../lib/join.libsonnet';
local meters = import '../queries/meters.libsonnet';
local names = import '../queries/names.libsonnet';

function(kit, scope='') {
  local say = kit.say,

  health: kit.draw.stats(
    say('电表在线', 'Meters heard'),
    say('35 分钟内、一日内、31 日内有读数的电表数。', 'Meters with a reading within 35 minutes, a day, 31 days.'),
    influxql.table(meters.health(scope)),
    'none',
    [
      { name: 'live', label: say('在线', 'Live'), colour: kit.palette.state.working },
      { name: 'day', label: say('一日内', 'Within a day'), colour: kit.palette.state.idle },
      { name: 'known', label: say('一月内', 'Within a month'), colour: kit.palette.ink },
    ],
  ),

  newest: kit.draw.table(
    say('最新读数', 'Newest readings'),
    say('每块电表的最新读数，最久未响者在前。', 'The newest reading of each meter, the longest silent first.'),
    [influxql.table(meters.newest(scope)), influxql.table(names.projects())],
    [
      { name: 'meter', label: say('电表', 'Meter'), width: 150 },
      { name: 'name', label: say('项目', 'Project'), link: kit.links.toProject() },
      { name: 'heard', label: say('最近读数', 'Last heard'), unit: 'dateTimeFromNow', width: 140 },
      { name: 'power_kw', label: say('功率', 'Power'), unit: 'kwatt', decimals: 2, width: 100 },
      { name: 'energy_kwh', label: say('表底', 'Register'), unit: 'kwatth', decimals: 1, width: 130 },
      { name: 'voltage_a_v', label: say('A 相电压', 'Voltage A'), unit: 'volt', decimals: 0, width: 100 },
      { name: 'voltage_b_v', label: say('B 相电压', 'Voltage B'), unit: 'volt', decimals: 0, width: 100 },
      { name: 'voltage_c_v', label: say('C 相电压', 'Voltage C'), unit: 'volt', decimals: 0, width: 100 },
      { name: 'power_factor', label: say('功率因数', 'Power factor'), unit: 'none', decimals: 2, width: 110 },
      { name: 'project', hidden: true },
    ],
    [join.rename('A', 'Time', 'heard'), join.inner('project')],
    sortBy='heard',
    descending=false,
  ),

  measured: kit.draw.curve(
    say('实测占比', 'Measured share'),
    say('应有区间中实测（非估算）的比例。', 'Share of the expected intervals that was measured, not estimated.'),
    [influxql.series(meters.measured(scope), 'measured')],
    'percentunit',
    [{ name: 'measured', label: say('实测占比', 'Measured'), colour: kit.palette.ink }],
  ),

  leastMeasured: kit.draw.table(
    say('各电表实测占比', 'Measured share by meter'),
    say('时间范围内实测比例，低者在前；低于 0.8 不作停工判断。', 'Within the time range, the least first; below 0.8 no verdict “stalled” is given.'),
    [influxql.table(meters.measuredByMeter(scope)), influxql.table(names.projects())],
    [
      { name: 'meter', label: say('电表', 'Meter'), width: 150 },
      { name: 'name', label: say('项目', 'Project'), link: kit.links.toProject() },
      { name: 'measured', label: say('实测占比', 'Measured'), unit: 'percentunit', decimals: 1, width: 110, thresholds: kit.mappings.measured },
      { name: 'project', label: say('编号', 'Id'), width: 90 },
    ],
    [join.inner('project')],
    sortBy='measured',
    descending=false,
  ),

  voltage: kit.draw.curve(
    say('电压', 'Voltage'),
    say('各相平均电压；某相偏低可能缺相。', 'Mean voltage by phase; a low one may be a lost phase.'),
    [influxql.series(meters.voltage(scope), '$tag_meter $col')],
    'volt',
    interval='15m',
  ),
}

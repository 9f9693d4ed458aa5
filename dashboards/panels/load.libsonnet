// Power and energy. `scope` names projects; `activity` is the same scope in words of the activity.
local influxql = import '../lib/influxql.libsonnet';
local load = import '../queries/load.libsonnet';

function(kit, scope='', activity=scope) {
  local say = kit.say,

  now: kit.draw.stat(
    say('当前功率', 'Power now'),
    say('近 35 分钟内有读数的电表功率之和。', 'Of all meters that were heard within 35 minutes.'),
    influxql.table(load.powerNow(scope)),
    'kwatt',
    decimals=1,
  ),

  today: kit.draw.stat(
    say('今日用电', 'Energy today'),
    say('自零时起的用电量。', 'Since midnight.'),
    influxql.table(load.today(scope)),
    'kwatth',
    decimals=0,
  ),

  curve(last='72h'): kit.draw.curve(
    say('用电负荷', 'Load'),
    say('实线为实际平均功率，虚线为各项目正常施工日同一时段的功率。', 'Solid: mean power; dashed: the same hours of the projects’ own normal working days.'),
    [influxql.series(load.power(scope), 'power'), influxql.series(load.usual(activity), 'usual')],
    'kwatt',
    [
      { name: 'power', label: say('实际', 'Actual'), colour: kit.palette.ink },
      { name: 'usual', label: say('正常', 'Usual'), colour: kit.palette.inkFaint, dashed: true },
    ],
    last=last,
    interval='15m',
  ),

  byMeter: kit.draw.curve(
    say('各电表负荷', 'Load by meter'),
    say('每块电表的平均功率。', 'Mean power of each meter.'),
    [influxql.series(load.powerByMeter(scope), '$tag_meter')],
    'kwatt',
    interval='15m',
  ),

  perDay: kit.draw.curve(
    say('每日用电', 'Energy, day by day'),
    say('实线为当日用电，虚线为正常施工日。', 'Solid: the day’s energy; dashed: a normal working day.'),
    [influxql.series(load.perDay(activity), '$col')],
    'kwatth',
    [
      { name: 'kwh', label: say('用电', 'Energy'), colour: kit.palette.ink },
      { name: 'baseline_kwh', label: say('正常', 'Normal day'), colour: kit.palette.inkFaint, dashed: true },
    ],
  ),
}

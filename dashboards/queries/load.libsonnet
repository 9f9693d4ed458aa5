// Power and energy. These measurements know meter and project only; `scope` names projects.
local config = import '../config.libsonnet';

{
  // What the meters that were heard lately draw together, kW.
  powerNow(scope): |||
    SELECT sum("power_kw") AS "power" FROM (
      SELECT last("power_kw") AS "power_kw" FROM %s WHERE time > now() - %dm%s GROUP BY "meter"
    )
  ||| % [config.reading, config.liveMinutes, scope],

  // kWh since 00:00 in the city's zone.
  today(scope): |||
    SELECT last("kwh") AS "kwh" FROM (
      SELECT sum("kwh") AS "kwh" FROM "energy" WHERE time > now() - 1d%s GROUP BY time(1d) fill(0) tz('%s')
    )
  ||| % [scope, config.zone],

  // Mean power over time, kW: four quarters of an hour make an hour.
  power(scope): |||
    SELECT sum("kw") AS "power" FROM (
      SELECT mean("kwh") * 4 AS "kw" FROM "energy" WHERE $timeFilter%s GROUP BY time($__interval), "meter" fill(none)
    ) WHERE $timeFilter GROUP BY time($__interval) fill(none)
  ||| % scope,
  powerByMeter(scope): |||
    SELECT mean("kwh") * 4 AS "power" FROM "energy" WHERE $timeFilter%s GROUP BY time($__interval), "meter" fill(none)
  ||| % scope,

  // The same hours of the projects' own normal working days, kW.
  usual(scope): |||
    SELECT sum("baseline_kwh") AS "usual" FROM "activity"
    WHERE "step" = 'hour' AND $timeFilter%s GROUP BY time(1h) fill(none)
  ||| % scope,

  perDay(scope): |||
    SELECT sum("kwh") AS "kwh", sum("baseline_kwh") AS "baseline_kwh" FROM "activity"
    WHERE "step" = 'day' AND $timeFilter%s GROUP BY time(1d) fill(none) tz('%s')
  ||| % [scope, config.zone],
}

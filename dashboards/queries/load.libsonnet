// Power and energy. These measurements know meter and project only; `scope` names projects. An interval that was taken
// back has negative `edits`, a day without any has no `intervals`.
local config = import '../config.libsonnet';

{
  // What the meters that were heard lately draw together, kW.
  powerNow(scope): |||
    SELECT sum("power_kw") AS "power" FROM (
      SELECT last("power_kw") AS "power_kw" FROM %s WHERE time > now() - %dm%s GROUP BY "meter"
    )
  ||| % [config.reading, config.liveMinutes, scope],

  // kWh since 00:00 in the city's zone: only today's row is younger than 24 hours.
  today(scope): |||
    SELECT sum("kwh") AS "kwh" FROM "energy_day" WHERE "intervals" > 0 AND time > now() - 1d%s
  ||| % scope,

  // Mean power over time, kW: four quarters of an hour make an hour.
  power(scope): |||
    SELECT sum("kw") AS "power" FROM (
      SELECT mean("kwh") * 4 AS "kw" FROM "energy" WHERE "edits" >= 0 AND $timeFilter%s
      GROUP BY time($__interval), "meter" fill(none)
    ) WHERE $timeFilter GROUP BY time($__interval) fill(none)
  ||| % scope,
  powerByMeter(scope): |||
    SELECT mean("kwh") * 4 AS "power" FROM "energy" WHERE "edits" >= 0 AND $timeFilter%s
    GROUP BY time($__interval), "meter" fill(none)
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

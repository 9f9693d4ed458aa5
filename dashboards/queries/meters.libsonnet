// Whether the meters speak, and what they say.
local config = import '../config.libsonnet';
local influxql = import '../lib/influxql.libsonnet';
local heard(name, since, scope) =
  'SELECT last("energy_kwh") AS "%s" FROM %s WHERE time > now() - %s%s GROUP BY "meter"' % [name, config.reading, since, scope];

{
  // Columns live (heard lately), day (heard within a day), known (heard within a month).
  health(scope): |||
    SELECT count("live") AS "live", count("day") AS "day", count("known") AS "known" FROM %s
  ||| % influxql.union([
    heard('live', '%dm' % config.liveMinutes, scope),
    heard('day', '1d', scope),
    heard('known', '31d', scope),
  ]),

  // The newest reading of each meter; its time is when it was last heard.
  newest(scope): |||
    SELECT last("energy_kwh") AS "energy_kwh", "power_kw" AS "power_kw", "voltage_a_v" AS "voltage_a_v",
      "voltage_b_v" AS "voltage_b_v", "voltage_c_v" AS "voltage_c_v", "power_factor" AS "power_factor"
    FROM %s WHERE time > now() - 31d%s GROUP BY "meter", "project"
  ||| % [config.reading, scope],

  // Share of the intervals that was measured and not estimated, 0 to 1.
  measured(scope): |||
    SELECT sum("measured_sum") / sum("intervals") AS "measured" FROM "energy_day"
    WHERE "intervals" > 0 AND $timeFilter%s GROUP BY time(1d) fill(none) tz('%s')
  ||| % [scope, config.zone],
  measuredByMeter(scope): |||
    SELECT sum("measured_sum") / sum("intervals") AS "measured" FROM "energy_day"
    WHERE "intervals" > 0 AND $timeFilter%s GROUP BY "meter", "project"
  ||| % scope,

  voltage(scope): |||
    SELECT mean("voltage_a_v") AS "voltage_a_v", mean("voltage_b_v") AS "voltage_b_v", mean("voltage_c_v") AS "voltage_c_v"
    FROM %s WHERE $timeFilter%s GROUP BY time($__interval), "meter" fill(none)
  ||| % [config.reading, scope],
}

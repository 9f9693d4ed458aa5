// What projects do. `scope` is a condition that begins with AND, or nothing for the whole city.
local influxql = import '../lib/influxql.libsonnet';

// Of each project today's row as soon as it says anything, else the newest whole day's: as the API and the board have it.
// A day begins at 00:00 in the city's zone, so a row younger than 24 hours is today's.
local shown(scope) = |||
  SELECT last("state") AS "state", "index" AS "index", "excused" AS "excused"
  FROM %s
  GROUP BY "project", "district", "department"
||| % influxql.union([
  'SELECT "state", "index", "excused" FROM "activity" WHERE "step" = \'day\' AND time > now() - 1d AND "state" > 0' + scope,
  'SELECT "state", "index", "excused" FROM "activity" WHERE "step" = \'day\' AND time > now() - 3d AND time <= now() - 1d' + scope,
]);

local excusedStop = '"state" > 0 AND "state" < 3 AND "excused" != \'\'';
local among(scope, columns, condition) = 'SELECT %s FROM (%s) WHERE %s' % [columns, influxql.line(shown(scope)), condition];
local named(scope, name, condition) = among(scope, '"state" AS "%s"' % name, condition);

{
  shown(scope): shown(scope),

  // Columns working, idle, off, unknown; `excused` counts among idle and off.
  counts(scope, by=''): |||
    SELECT count("working") AS "working", count("idle") AS "idle", count("off") AS "off",
      count("unknown") AS "unknown", count("excused") AS "excused"
    FROM %s %s
  ||| % [influxql.union([
    named(scope, 'working', '"state" = 3'),
    named(scope, 'idle', '"state" = 2'),
    named(scope, 'off', '"state" = 1'),
    named(scope, 'unknown', '"state" = 0'),
    named(scope, 'excused', excusedStop),
  ]), by],

  // working / (working + idle + off − excused), 0 to 1. InfluxQL counts nothing as null and not as 0, so ones are summed.
  share(scope, by=''): |||
    SELECT sum("working") / sum("judged") AS "share" FROM %s %s
  ||| % [influxql.union([
    among(scope, '"state" / "state" AS "working", "state" / "state" AS "judged"', '"state" = 3'),
    among(scope, '0 * "state" AS "working", "state" / "state" AS "judged"', '"state" > 0 AND "state" < 3'),
    among(scope, '0 * "state" AS "working", -1 * "state" / "state" AS "judged"', excusedStop),
  ]), by],

  perDay(scope, state): |||
    SELECT count("state") AS "projects" FROM "activity"
    WHERE "step" = 'day' AND "state" = %d AND $timeFilter%s
    GROUP BY time(1d) fill(none) tz('%s')
  ||| % [state, scope, (import '../config.libsonnet').zone],

  hours(scope): |||
    SELECT "state" FROM "activity" WHERE "step" = 'hour' AND $timeFilter%s
  ||| % scope,

  days(scope): |||
    SELECT "state" FROM "activity" WHERE "step" = 'day' AND $timeFilter%s
  ||| % scope,

  index(scope): |||
    SELECT "index" FROM "activity" WHERE "step" = 'day' AND $timeFilter%s
  ||| % scope,
}

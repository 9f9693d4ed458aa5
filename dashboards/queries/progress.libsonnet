// Investment against plan and time. Sums run from the beginning of the year; the newest point counts.
local influxql = import '../lib/influxql.libsonnet';

local newest(scope) = |||
  SELECT last("invested_wan") AS "invested_wan", "plan_wan" AS "plan_wan", "done_share" AS "done_share",
    "time_share" AS "time_share"
  FROM "progress" WHERE time > now() - 62d%s GROUP BY "project", "district"
||| % scope;

{
  // Invested and planned of the projects that have a plan, 万元, and the share that is done.
  done(scope, by=''): |||
    SELECT sum("invested_wan") AS "invested_wan", sum("plan_wan") AS "plan_wan",
      sum("invested_wan") / sum("plan_wan") AS "done"
    FROM (%s) WHERE "plan_wan" > 0 %s
  ||| % [influxql.line(newest(scope)), by],

  // One row a project: invested_wan, plan_wan, done_share.
  byProject(scope): |||
    SELECT "invested_wan", "plan_wan", "done_share" FROM (%s) GROUP BY "project"
  ||| % influxql.line(newest(scope)),

  timeShare(scope): |||
    SELECT last("time_share") AS "time_share" FROM "progress" WHERE time > now() - 62d%s
  ||| % scope,

  course(scope): |||
    SELECT "done_share", "time_share" FROM "progress" WHERE $timeFilter%s
  ||| % scope,

  // The whole city over time.
  courseOfAll(scope): |||
    SELECT sum("invested_wan") / sum("plan_wan") AS "done_share", mean("time_share") AS "time_share"
    FROM "progress" WHERE "plan_wan" > 0 AND $timeFilter%s GROUP BY time(1d) fill(none) tz('%s')
  ||| % [scope, (import '../config.libsonnet').zone],
}

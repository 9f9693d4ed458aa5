// What is open now. Every open finding has a row a day, of today or, before the day's first evaluation, of yesterday; the
// last one says whether it is still open. It carries its names, because a join with nothing would list everything.
local influxql = import '../lib/influxql.libsonnet';

local newest(scope, language) = |||
  SELECT last("level") AS "level", "open" AS "open", "days" AS "days", "sentence_%s" AS "sentence", "name" AS "name",
    "district_name" AS "district_name", "department_name" AS "department_name"
  FROM "finding" WHERE time > now() - 2d%s
  GROUP BY "project", "district", "department", "kind"
||| % [language, scope];

local atLevel(scope, name, number) =
  'SELECT "level" AS "%s" FROM (%s) WHERE "open" = true AND "level" = %d' % [name, influxql.line(newest(scope, 'zh')), number];

{
  // One row a finding: project, name, kind, level, days, sentence, district_name, department_name.
  open(scope, language): |||
    SELECT "level", "days", "sentence", "kind", "project", "name", "district_name", "department_name"
    FROM (%s) WHERE "open" = true
  ||| % influxql.line(newest(scope, language)),

  // The open findings of one kind, one row a project: project, level, sentence.
  ofKind(scope, kind, language): |||
    SELECT "level", "sentence" FROM (%s) WHERE "open" = true GROUP BY "project"
  ||| % influxql.line(newest(scope + ' AND "kind" = \'%s\'' % kind, language)),

  // The newest row of each kind within the time range, open or not.
  newest(scope, language): |||
    SELECT last("level") AS "level", "open" AS "open", "days" AS "days", "sentence_%s" AS "sentence"
    FROM "finding" WHERE $timeFilter%s GROUP BY "kind"
  ||| % [language, scope],

  // Columns watch, yellow, red.
  counts(scope, by=''): |||
    SELECT count("watch") AS "watch", count("yellow") AS "yellow", count("red") AS "red" FROM %s %s
  ||| % [influxql.union([
    atLevel(scope, 'watch', 1),
    atLevel(scope, 'yellow', 2),
    atLevel(scope, 'red', 3),
  ]), by],

  // When a level was first reached within the time range, by kind.
  reached(scope, level, language): |||
    SELECT first("days") AS "days", "sentence_%s" AS "sentence" FROM "finding"
    WHERE "open" = true AND "level" = %d AND $timeFilter%s GROUP BY "kind"
  ||| % [language, level, scope],
}

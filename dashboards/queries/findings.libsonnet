// What is open now. Every finding has a row a day; the last one says whether it is still open.
local influxql = import '../lib/influxql.libsonnet';

local newest(scope, language) = |||
  SELECT last("level") AS "level", "open" AS "open", "days" AS "days", "sentence_%s" AS "sentence"
  FROM "finding" WHERE time > now() - 31d%s
  GROUP BY "project", "district", "department", "kind"
||| % [language, scope];

local atLevel(scope, name, number) =
  'SELECT "level" AS "%s" FROM (%s) WHERE "open" = true AND "level" = %d' % [name, influxql.line(newest(scope, 'zh')), number];

{
  // One row a finding: project, district, department, kind, level, days, sentence.
  open(scope, language): |||
    SELECT "level", "days", "sentence", "kind", "project" FROM (%s) WHERE "open" = true
  ||| % influxql.line(newest(scope, language)),

  // The newest row of each kind, open or not.
  newest(scope, language): newest(scope, language),

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

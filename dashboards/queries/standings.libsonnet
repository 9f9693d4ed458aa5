// Who stands where. `by` is district, department or project; `period` is half-month, month or week.
local of(by, period) = '"by" = \'%s\' AND "period_kind" = \'%s\'' % [by, period];

{
  // The newest place of each subject: subject, rank, score, snail, name.
  newest(by, period): |||
    SELECT last("snail") AS "snail", "rank" AS "rank", "score" AS "score", "name" AS "name"
    FROM "standing" WHERE %s AND $timeFilter GROUP BY "subject"
  ||| % of(by, period),

  // One row a subject and period.
  places(by, period): |||
    SELECT "rank", "score", "name" FROM "standing" WHERE %s AND $timeFilter
  ||| % of(by, period),

  // How often each subject was given the golden snail.
  snails(by, period): |||
    SELECT count("snail") AS "snails", last("name") AS "name"
    FROM "standing" WHERE %s AND "snail" = true AND $timeFilter GROUP BY "subject"
  ||| % of(by, period),

  // One subject over time.
  course(by, subject, period): |||
    SELECT "rank", "score" FROM "standing" WHERE %s AND "subject" =~ /^%s$/ AND $timeFilter
  ||| % [of(by, period), subject],
}

// Who stands where. `by` is district, department or project; `period` is a kind of period. The running period has its
// figures of now; a closed one has those that were frozen, and the snails that hold.
local of(by, period) = '"by" = \'%s\' AND "period_kind" = \'%s\'' % [by, period];

{
  // The place of each subject: subject, rank, score, snail, name. `back` is how many periods before the newest one.
  places(by, period, back): |||
    SELECT "rank", "score", "snail", "name" FROM "standing" WHERE %s AND time > now() - 800d
    GROUP BY "subject" ORDER BY time DESC LIMIT 1 OFFSET %d
  ||| % [of(by, period), back],

  // One row a subject and period.
  byPeriod(by, period): |||
    SELECT "rank", "score", "name" FROM "standing" WHERE %s AND $timeFilter
  ||| % of(by, period),

  // In how many periods each subject held a confirmed golden snail.
  snails(by, period): |||
    SELECT count("snail") AS "snails", last("name") AS "name"
    FROM "standing" WHERE %s AND "snail" = true AND $timeFilter GROUP BY "subject"
  ||| % of(by, period),

  // One subject over time.
  course(by, subject, period): |||
    SELECT "rank", "score" FROM "standing" WHERE %s AND "subject" =~ /^%s$/ AND $timeFilter
  ||| % [of(by, period), subject],
}

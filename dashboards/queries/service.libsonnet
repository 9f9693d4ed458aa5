// The service's own metrics: `/metrics` as Telegraf's prometheus input (metric_version 2) lays it down, one measurement,
// a field a metric, and `url` for the process that was asked.
{
  local within(condition) = 'FROM "prometheus" WHERE $timeFilter%s' % condition,

  // Per second; a counter that starts again from 0 makes no negative rate.
  rate(counter, by='"url"'): |||
    SELECT non_negative_derivative(max("%s"), 1s) AS "rate" %s GROUP BY time($__interval), %s fill(none)
  ||| % [counter, within(''), by],

  gauge(name, by='"url"'): |||
    SELECT max("%s") AS "value" %s GROUP BY time($__interval), %s fill(none)
  ||| % [name, within(''), by],

  // Seconds a round took on average.
  meanOf(histogram): |||
    SELECT non_negative_difference(max("%(name)s_sum")) / non_negative_difference(max("%(name)s_count")) AS "seconds"
    %(within)s GROUP BY time($__interval), "url" fill(none)
  ||| % { name: histogram, within: within('') },

  now(name): |||
    SELECT sum("value") AS "value" FROM (
      SELECT last("%s") AS "value" FROM "prometheus" WHERE time > now() - 5m GROUP BY *
    )
  ||| % name,
}

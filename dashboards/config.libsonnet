// What a dashboard is called in a link, and where its days begin.
{
  zone: 'Asia/Shanghai',
  uid(name, language): 'liangshai-%s-%s' % [name, language],
  // Where people open the board; the stack's own default. docs/deploy.md says how it is changed.
  board: 'http://127.0.0.1:8080',
  // A meter counts as live for two rounds of a quarter of an hour and some slack, as in the API.
  liveMinutes: 35,
  // Raw readings expire earlier than what was derived from them, so they lie in a retention policy of their own.
  reading: '"raw"."reading"',
  // Where a figure asks for attention: the rules' own defaults, held to them by a test.
  thresholds: {
    // Share of the intervals measured, below which no stop is called one.
    measured: 0.8,
  },
}

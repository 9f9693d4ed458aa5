// What a dashboard is called in a link, and where its days begin.
{
  zone: 'Asia/Shanghai',
  uid(name, language): 'liangshai-%s-%s' % [name, language],
  // A meter counts as live for two rounds of a quarter of an hour and some slack, as in the API.
  liveMinutes: 35,
  // Raw readings expire earlier than what was derived from them, so they lie in a retention policy of their own.
  reading: '"raw"."reading"',
}

// InfluxQL as Grafana's InfluxDB data source takes it; the data source itself is always the variable `datasource`.
local datasource = { type: 'influxdb', uid: '${datasource}' };

// One line of a query written over several.
local line(text) = std.join(' ', [
  std.stripChars(part, ' ')
  for part in std.split(text, '\n')
  if std.stripChars(part, ' ') != ''
]);

{
  datasource: datasource,

  // Rows with their tags as columns.
  table(query): { datasource: datasource, query: line(query), rawQuery: true, resultFormat: 'table' },

  // One series a group; the alias may name tags: `$tag_meter`.
  series(query, alias=''): {
    datasource: datasource,
    query: line(query),
    rawQuery: true,
    resultFormat: 'time_series',
    alias: alias,
  },

  // Marks on the time axis; `text` and `tags` name columns of the answer.
  annotation(name, colour, query, text, tags): {
    name: name,
    datasource: datasource,
    enable: true,
    hide: false,
    iconColor: colour,
    target: {
      refId: 'Anno',
      query: line(query),
      rawQuery: true,
      textEditor: true,
      fromAnnotations: true,
      textColumn: text,
      tagsColumn: tags,
    },
  },

  // For a `FROM` that reads several at once: (…), (…).
  union(queries): std.join(', ', ['(%s)' % line(query) for query in queries]),
  line: line,
}

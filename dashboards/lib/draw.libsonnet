// How we draw: one function a kind of picture, each with its unit, and everything else the same everywhere.
local g = import 'grafonnet-v11.4.0/main.libsonnet';
local influxql = import 'influxql.libsonnet';
local palette = import 'palette.libsonnet';

local withRefIds(targets) = std.mapWithIndex(function(i, target) target { refId: std.char(65 + i) }, targets);

local panel(kind, title, description, targets, unit) =
  kind.new(title)
  + kind.panelOptions.withDescription(description)
  + kind.queryOptions.withDatasource(influxql.datasource.type, influxql.datasource.uid)
  + kind.queryOptions.withTargets(withRefIds(targets))
  + kind.standardOptions.withUnit(unit);

local lastValue(kind) = kind.options.reduceOptions.withCalcs(['lastNotNull']) + kind.options.reduceOptions.withValues(false);

local fixed(colour) = { mode: 'fixed', fixedColor: colour };
local named(name, properties) = {
  matcher: { id: 'byName', options: name },
  properties: [{ id: id, value: properties[id] } for id in std.objectFields(properties)],
};

function(say) {
  // A figure that is read from across the room. Nothing to count is a zero, nothing measured is a dash.
  stat(title, description, target, unit, colour=palette.ink, none='–', decimals=null):
    panel(g.panel.stat, title, description, [target], unit)
    + lastValue(g.panel.stat)
    + g.panel.stat.options.withGraphMode('none')
    + g.panel.stat.options.withColorMode('value')
    + g.panel.stat.standardOptions.withNoValue(none)
    + g.panel.stat.standardOptions.color.withMode('fixed')
    + g.panel.stat.standardOptions.color.withFixedColor(colour)
    + (if decimals == null then {} else g.panel.stat.standardOptions.withDecimals(decimals)),

  // Several figures of one row, each under the name of its column.
  stats(title, description, target, unit, columns):
    panel(g.panel.stat, title, description, [target], unit)
    + lastValue(g.panel.stat)
    + g.panel.stat.options.withGraphMode('none')
    + g.panel.stat.options.withColorMode('value')
    + g.panel.stat.options.withTextMode('value_and_name')
    + g.panel.stat.options.reduceOptions.withFields('/^(%s)$/' % std.join('|', std.map(function(column) column.label, columns)))
    + g.panel.stat.standardOptions.withNoValue('0')
    + { fieldConfig+: { overrides+: [
      named(column.name, { displayName: column.label, color: fixed(column.colour) })
      for column in columns
    ] } },

  // Curves. `series` gives names and colours: [{ name, label, colour, dashed }].
  curve(title, description, targets, unit, series=[], last=null, interval=null):
    panel(g.panel.timeSeries, title, description, targets, unit)
    + g.panel.timeSeries.options.legend.withDisplayMode('list')
    + g.panel.timeSeries.options.legend.withPlacement('bottom')
    + g.panel.timeSeries.options.tooltip.withMode('multi')
    + g.panel.timeSeries.fieldConfig.defaults.custom.withLineWidth(2)
    + g.panel.timeSeries.fieldConfig.defaults.custom.withShowPoints('never')
    + g.panel.timeSeries.fieldConfig.defaults.custom.withSpanNulls(false)
    + (if last == null then {} else g.panel.timeSeries.queryOptions.withTimeFrom(last))
    + (if interval == null then {} else g.panel.timeSeries.queryOptions.withInterval(interval))
    + { fieldConfig+: { overrides+: [
      named(one.name, {
        displayName: one.label,
        color: fixed(one.colour),
        [if std.get(one, 'dashed', false) then 'custom.lineStyle']: { fill: 'dash', dash: [6, 6] },
      })
      for one in series
    ] } },

  // One bar a day, stacked.
  bars(title, description, targets, unit, series):
    self.curve(title, description, targets, unit, series)
    + g.panel.timeSeries.fieldConfig.defaults.custom.withDrawStyle('bars')
    + g.panel.timeSeries.fieldConfig.defaults.custom.withFillOpacity(90)
    + g.panel.timeSeries.fieldConfig.defaults.custom.withLineWidth(0)
    + g.panel.timeSeries.fieldConfig.defaults.custom.stacking.withMode('normal')
    + g.panel.timeSeries.fieldConfig.defaults.custom.stacking.withGroup('A'),

  // One bar a row of a table; `along` is the column of the names.
  barsOf(title, description, targets, unit, along, series, transformations=[], stacked=true):
    panel(g.panel.barChart, title, description, targets, unit)
    + g.panel.barChart.options.withXField(along)
    + g.panel.barChart.options.withOrientation('horizontal')
    + g.panel.barChart.options.withStacking(if stacked then 'normal' else 'none')
    + g.panel.barChart.options.withShowValue('auto')
    + g.panel.barChart.options.legend.withDisplayMode('list')
    + g.panel.barChart.options.legend.withPlacement('bottom')
    + g.panel.barChart.queryOptions.withTransformations(transformations)
    + { fieldConfig+: { overrides+: [named(one.name, { displayName: one.label, color: fixed(one.colour) }) for one in series] } },

  // Rows; `columns` gives order, names, units and forms: [{ name, label, unit, mappings, … }]. All others go, save those
  // that are there for a link alone: [{ name, hidden: true }].
  table(title, description, targets, columns, transformations=[], sortBy=null, descending=true):
    panel(g.panel.table, title, description, targets, 'none')
    + g.panel.table.options.withShowHeader(true)
    + g.panel.table.options.withCellHeight('sm')
    + g.panel.table.queryOptions.withTransformations(
      transformations
      + (if sortBy == null then [] else [{ id: 'sortBy', options: { sort: [{ field: sortBy, desc: descending }] } }])
      + [{ id: 'filterFieldsByName', options: { include: { names: [column.name for column in columns] } } }]
      + [{ id: 'organize', options: { indexByName: { [columns[i].name]: i for i in std.range(0, std.length(columns) - 1) } } }]
    )
    + { fieldConfig+: { overrides+: [
      named(column.name, {
        [if std.objectHas(column, 'label') then 'displayName']: column.label,
        [if std.objectHas(column, 'hidden') then 'custom.hidden']: column.hidden,
        [if std.objectHas(column, 'unit') then 'unit']: column.unit,
        [if std.objectHas(column, 'decimals') then 'decimals']: column.decimals,
        [if std.objectHas(column, 'width') then 'custom.width']: column.width,
        [if std.objectHas(column, 'mappings') then 'mappings']: column.mappings,
        [if std.objectHas(column, 'thresholds') then 'thresholds']: column.thresholds,
        [if std.objectHas(column, 'thresholds') || std.objectHas(column, 'mappings') then 'custom.cellOptions']: { type: 'color-text' },
        [if std.objectHas(column, 'link') then 'links']: [column.link],
      })
      for column in columns
    ] } },

  // A row a subject, a column a period, named by its first day. A rank that nobody has is empty.
  matrix(title, description, targets, row, value):
    panel(g.panel.table, title, description, targets, 'none')
    + g.panel.table.options.withShowHeader(true)
    + g.panel.table.options.withCellHeight('sm')
    + g.panel.table.standardOptions.withMappings([{ type: 'value', options: { '0': { text: '–', index: 0 } } }])
    + g.panel.table.queryOptions.withTransformations([
      { id: 'formatTime', options: { timeField: 'Time', outputFormat: 'YYYY-MM-DD', useTimezone: true } },
      // A calculated field does not carry the column's name from the data source, which would head every period.
      { id: 'calculateField', options: {
        mode: 'binary',
        alias: 'cell',
        binary: { left: value, operator: '*', right: '1' },
      } },
      { id: 'groupingToMatrix', options: { rowField: row, columnField: 'Time', valueField: 'cell', emptyValue: 'null' } },
      { id: 'sortBy', options: { sort: [{ field: row + '\\Time', desc: false }] } },
      { id: 'organize', options: { renameByName: { [row + '\\Time']: say('名称', 'Name') } } },
    ]),

  // States along time, in their colours.
  timeline(title, description, target, mappings):
    panel(g.panel.stateTimeline, title, description, [target], 'none')
    + g.panel.stateTimeline.options.withShowValue('never')
    + g.panel.stateTimeline.options.withMergeValues(true)
    + g.panel.stateTimeline.options.withRowHeight(0.8)
    + g.panel.stateTimeline.options.legend.withShowLegend(true)
    + g.panel.stateTimeline.options.legend.withDisplayMode('list')
    + g.panel.stateTimeline.options.legend.withPlacement('bottom')
    + g.panel.stateTimeline.fieldConfig.defaults.custom.withFillOpacity(100)
    + g.panel.stateTimeline.standardOptions.withMappings(mappings),

  // Points at their longitude and latitude, coloured by the number in `colourBy`.
  map(title, description, targets, transformations, colourBy, steps, mappings, link):
    panel(g.panel.geomap, title, description, targets, 'none')
    + g.panel.geomap.queryOptions.withTransformations(transformations)
    + g.panel.geomap.options.withView({ id: 'fit', allLayers: true, padding: 10 })
    + g.panel.geomap.options.withControls({ showZoom: true, mouseWheelZoom: true, showAttribution: true })
    + g.panel.geomap.options.withTooltip({ mode: 'details' })
    // The server's own choice (`[geomap] default_baselayer_config`), so that an intranet can name its tile server once.
    + g.panel.geomap.options.withBasemap({ type: 'default', name: 'Layer 0' })
    + g.panel.geomap.options.withLayers([{
      type: 'markers',
      name: title,
      tooltip: true,
      location: { mode: 'coords', longitude: 'longitude', latitude: 'latitude' },
      config: {
        showLegend: false,
        style: {
          color: { field: colourBy, fixed: palette.ink },
          opacity: 0.9,
          size: { fixed: 6, min: 2, max: 12 },
          symbol: { mode: 'fixed', fixed: 'img/icons/marker/circle.svg' },
        },
      },
    }])
    + { fieldConfig+: { overrides+: [
      named(colourBy, {
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: steps },
        mappings: mappings,
        links: [link],
      }),
    ] } },
}

import type { AnnotationQuery, Dashboard as DashboardType, FieldConfig, Panel } from '@grafana/schema';
import type * as barchart from '@grafana/schema/dist/esm/raw/composable/barchart/panelcfg/x/BarChartPanelCfg_types.gen.d.ts';
import type * as geomap from '@grafana/schema/dist/esm/raw/composable/geomap/panelcfg/x/GeomapPanelCfg_types.gen.d.ts';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
import type * as timeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen.d.ts';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
import type * as timeseries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';

/** A type of Grafana's as JSON has it: what is left out takes its default, and an enum is its string. */
type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Key in keyof T]?: Json<T[Key]> }
      : T;

interface Source {
  type: 'influxdb';
  uid: '${datasource}';
}

/** Grafana publishes no type for InfluxQL; this is what its data source reads. */
interface InfluxQuery {
  refId: string;
  datasource: Source;
  query: string;
  rawQuery: true;
  resultFormat: 'table' | 'time_series';
  alias?: string;
}

interface InfluxAnnotationQuery {
  refId: 'Anno';
  query: string;
  rawQuery: true;
  textEditor: true;
  fromAnnotations: true;
  textColumn: string;
  tagsColumn: string;
}

type PanelOf<Type extends string, Options, Custom> = Omit<
  Json<Panel>,
  'type' | 'options' | 'fieldConfig' | 'targets' | 'datasource'
> & {
  type: Type;
  datasource: Source;
  targets: InfluxQuery[];
  options: Json<Options>;
  fieldConfig: Omit<NonNullable<Json<Panel>['fieldConfig']>, 'defaults'> & {
    defaults?: Omit<Json<FieldConfig>, 'custom'> & { custom?: Json<Custom> };
  };
};

type AnyPanel =
  | PanelOf<'barchart', barchart.Options, barchart.FieldConfig>
  | PanelOf<'geomap', geomap.Options, never>
  | PanelOf<'stat', stat.Options, never>
  | PanelOf<'state-timeline', timeline.Options, timeline.FieldConfig>
  | PanelOf<'table', table.Options, table.FieldConfig>
  | PanelOf<'timeseries', timeseries.Options, timeseries.FieldConfig>;

/** A dashboard of ours, as strictly as Grafana's own types let it be said. */
export type Dashboard = Omit<Json<DashboardType>, 'panels' | 'annotations'> & {
  panels: AnyPanel[];
  annotations?: { list: (Omit<Json<AnnotationQuery>, 'target'> & { target: InfluxAnnotationQuery })[] };
};

import { generatedDirectory, readFiles } from './generate.ts';

/** What the tests need to know of a dashboard's JSON; the whole of it is checked against Grafana's own types. */
export interface Dashboard {
  uid: string;
  title: string;
  description: string;
  editable: boolean;
  timezone: string;
  time: { from: string; to: string };
  links: { title: string; url: string }[];
  panels: Panel[];
  templating: { list: Variable[] };
  annotations?: { list: Annotation[] };
}

export interface Panel {
  id: number;
  type: string;
  title: string;
  description: string;
  datasource: DataSource;
  gridPos: { h: number; w: number; x: number; y: number };
  timeFrom?: string;
  interval?: string;
  targets: Target[];
  transformations?: Transformation[];
  options: Record<string, unknown>;
  fieldConfig: { defaults: FieldConfig; overrides?: Override[] };
}

export interface DataSource {
  type: string;
  uid: string;
}

export interface Target {
  refId: string;
  datasource: DataSource;
  query: string;
  resultFormat: 'table' | 'time_series';
  alias?: string;
}

export interface Transformation {
  id: string;
  filter?: { id: string; options: string };
  options: Record<string, unknown>;
}

export interface FieldConfig {
  unit?: string;
  displayName?: string;
  noValue?: string;
  mappings?: Mapping[];
  links?: { title: string; url: string }[];
}

export interface Mapping {
  type: string;
  options: Record<string, { text: string; color?: string; index: number }>;
}

export interface Override {
  matcher: { id: string; options: string };
  properties: { id: string; value: unknown }[];
}

export interface Variable {
  name: string;
  type: string;
  query: string;
  regex?: string;
  datasource?: DataSource;
}

export interface Annotation {
  name: string;
  datasource: DataSource;
  target: { query: string; textColumn: string; tagsColumn: string };
}

export interface GeneratedDashboard {
  /** Of the file, below `generated/`. */
  name: string;
  language: string;
  text: string;
  dashboard: Dashboard;
}

export function allDashboards(): GeneratedDashboard[] {
  return [...readFiles(generatedDirectory)].map(([name, text]) => ({
    name,
    language: name.slice(0, 2),
    text,
    dashboard: JSON.parse(text) as Dashboard,
  }));
}

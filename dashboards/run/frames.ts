import type { Target, Transformation } from '../generated.ts';
import type { Series } from './influx-answer.ts';

export type Cell = string | number | boolean | null;

/** What Grafana makes of an answer: columns by the name under which a panel finds them. */
export interface Frame {
  refId: string;
  columns: Map<string, Cell[]>;
}

/** A table is one frame with the tags as columns; a time series is one frame a series, named by its alias. */
export function framesOf(target: Target, series: readonly Series[]): Frame[] {
  if (series.length === 0) return [];
  return target.resultFormat === 'table' ? [tableFrame(target.refId, series)] : seriesFrames(target, series);
}

function tableFrame(refId: string, series: readonly Series[]): Frame {
  const { tags = {}, columns } = series[0]!;
  const frame: Frame = { refId, columns: new Map() };
  const repeated = (one: Series, value: Cell): Cell[] => one.values.map(() => value);
  const column = (index: number) => series.flatMap(({ values }) => values.map((row) => row[index] ?? null));
  frame.columns.set('Time', column(0));
  for (const tag of Object.keys(tags)) {
    frame.columns.set(
      tag,
      series.flatMap((one) => repeated(one, one.tags?.[tag] ?? null)),
    );
  }
  for (const [index, name] of columns.entries()) if (index > 0) frame.columns.set(name, column(index));
  return frame;
}

function seriesFrames({ refId, alias }: Target, series: readonly Series[]): Frame[] {
  return series.flatMap(({ name, tags = {}, columns, values }) =>
    columns.slice(1).map((field, at): Frame => {
      const shown = (alias || `${name}.${field}`)
        .replaceAll('$col', field)
        .replaceAll(/\$tag_(\w+)/g, (_, tag: string) => tags[tag] ?? `$tag_${tag}`);
      const column = (index: number) => values.map((row) => row[index] ?? null);
      return {
        refId,
        columns: new Map([
          ['Time', column(0)],
          [shown, column(at + 1)],
        ]),
      };
    }),
  );
}

export function rowsOf(frame: Frame): Record<string, Cell>[] {
  const names = [...frame.columns.keys()];
  const length = frame.columns.get(names[0]!)?.length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, frame.columns.get(name)![row] ?? null])),
  );
}

/**
 * Applies transformations as Grafana does, those that our dashboards use.
 * @throws Error when one names a column that is not there; Grafana would silently show nothing
 */
export function transformed(frames: Frame[], transformations: readonly Transformation[]): Frame[] {
  return transformations.reduce((now, { id, filter, options }) => {
    const apply = transformers[id];
    if (apply === undefined) throw new Error(`no test knows the transformation ${id}`);
    if (filter === undefined) return apply(now, options);
    return now.flatMap((frame) => (frame.refId === filter.options ? apply([frame], options) : [frame]));
  }, frames);
}

type Options = Record<string, unknown>;
type Transformer = (frames: Frame[], options: Options) => Frame[];

function need(frame: Frame, name: string, by: string): Cell[] {
  const column = frame.columns.get(name);
  if (column === undefined)
    throw new Error(`${by}: no column ${name} in ${[...frame.columns.keys()].join(', ')}`);
  return column;
}

const join: Transformer = ([first, ...others], options) => {
  const { byField, mode } = options as { byField: string; mode: 'inner' | 'outer' };
  let rows = rowsOf(first!);
  need(first!, byField, 'joinByField');
  const names = new Set(first!.columns.keys());
  for (const other of others) {
    need(other, byField, 'joinByField');
    const theirs = Map.groupBy(rowsOf(other), (row) => row[byField]);
    const matched = rows.flatMap((row) =>
      (theirs.get(row[byField] ?? null) ?? (mode === 'outer' ? [{}] : [])).map((match) => ({
        ...match,
        ...row,
      })),
    );
    const ours = new Set(rows.map((row) => row[byField]));
    const alone = mode === 'outer' ? rowsOf(other).filter((row) => !ours.has(row[byField]!)) : [];
    rows = [...matched, ...alone];
    for (const name of other.columns.keys()) names.add(name);
  }
  return [frameOf(first!.refId, [...names], rows)];
};

function frameOf(refId: string, names: readonly string[], rows: readonly Record<string, Cell>[]): Frame {
  return { refId, columns: new Map(names.map((name) => [name, rows.map((row) => row[name] ?? null)])) };
}

const organize: Transformer = (frames, options) =>
  frames.map((frame) => {
    const {
      renameByName = {},
      excludeByName = {},
      indexByName = {},
    } = options as Record<string, Record<string, unknown>>;
    for (const name of [renameByName, excludeByName, indexByName].flatMap(Object.keys))
      need(frame, name, 'organize');
    const kept = [...frame.columns].filter(([name]) => excludeByName[name] !== true);
    const place = ([name]: [string, Cell[]]) => Number(indexByName[name] ?? kept.length);
    kept.sort((a, b) => place(a) - place(b));
    return {
      ...frame,
      columns: new Map(kept.map(([name, cells]) => [String(renameByName[name] ?? name), cells])),
    };
  });

const transformers: Record<string, Transformer> = {
  joinByField: join,
  organize,
  filterFieldsByName: (frames, options) => {
    const { names } = options.include as { names: string[] };
    return frames.map((frame) => ({
      ...frame,
      columns: new Map(names.map((name) => [name, need(frame, name, 'filterFieldsByName')])),
    }));
  },
  sortBy: (frames, options) =>
    frames.map((frame) => {
      const [{ field, desc }] = options.sort as [{ field: string; desc: boolean }];
      need(frame, field, 'sortBy');
      const rows = rowsOf(frame).sort((a, b) => compare(a[field]!, b[field]!) * (desc ? -1 : 1));
      return frameOf(frame.refId, [...frame.columns.keys()], rows);
    }),
  formatTime: (frames, options) =>
    frames.map((frame) => {
      const name = options.timeField as string;
      const days = need(frame, name, 'formatTime').map((timeMs) =>
        Temporal.Instant.fromEpochMilliseconds(Number(timeMs))
          .toZonedDateTimeISO('Asia/Shanghai')
          .toPlainDate()
          .toString(),
      );
      return { ...frame, columns: new Map([...frame.columns, [name, days]]) };
    }),
  calculateField: (frames, options) =>
    frames.map((frame) => {
      const { left, right } = options.binary as { left: string; right: string };
      const cells = need(frame, left, 'calculateField').map((cell) => Number(cell) * Number(right));
      return { ...frame, columns: new Map([...frame.columns, [String(options.alias), cells]]) };
    }),
  groupingToMatrix: (frames, options) =>
    frames.map((frame) => {
      const { rowField, columnField, valueField } = options as Record<string, string>;
      for (const name of [rowField, columnField, valueField]) need(frame, name!, 'groupingToMatrix');
      const byRow = Map.groupBy(rowsOf(frame), (row) => row[rowField!]!);
      const corner = `${rowField}\\${columnField}`;
      const rows = [...byRow].map(([row, cells]) => ({
        [corner]: row,
        ...Object.fromEntries(cells.map((cell) => [String(cell[columnField!]), cell[valueField!]!])),
      }));
      const columns = new Set(need(frame, columnField!, 'groupingToMatrix').map(String));
      return frameOf(frame.refId, [corner, ...columns], rows);
    }),
  partitionByValues: (frames, options) =>
    frames.flatMap((frame) => {
      const [field] = options.fields as [string];
      const rest = [...frame.columns.keys()].filter((name) => name !== field);
      need(frame, field, 'partitionByValues');
      return [...Map.groupBy(rowsOf(frame), (row) => row[field]!).values()].map((rows) =>
        frameOf(frame.refId, rest, rows),
      );
    }),
};

function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

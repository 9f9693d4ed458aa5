import type { EChartsOption } from 'echarts';
import type { EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../language/language.tsx';
import { useAppearance } from '../look/appearance.tsx';
import { CsvLink } from '../look/csv-link.tsx';
import { useRootPx } from '../look/root-size.ts';
import css from './chart.module.css';
import { chartStyle } from './chart-style.ts';

export interface ChartTable {
  columns: string[];
  rows: (string | number)[][];
}

const dictionary = {
  zh: { table: '以表格显示', chart: '以图形显示' },
  en: { table: 'Show as a table', chart: 'Show as a chart' },
};

/**
 * A chart with a name, and the same figures as a table for whoever cannot see it. `option` says what is drawn;
 * fonts, inks and axes come from the appearance.
 */
export function Chart({
  label,
  option,
  table,
  className,
  'data-testid': testId,
}: {
  label: string;
  option: EChartsOption;
  table?: ChartTable;
  className?: string | undefined;
  'data-testid'?: string;
}) {
  const words = useWords(dictionary);
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={`${css.figure} ${className ?? ''}`} data-testid={testId}>
      {asTable && table ? (
        <ChartAsTable label={label} table={table} />
      ) : (
        <Drawing label={label} option={option} />
      )}
      {table && (
        <div className={css.ways}>
          <button type="button" className={`${css.toggle} not-printed`} onClick={() => setAsTable(!asTable)}>
            {asTable ? words.chart : words.table}
          </button>
          {asTable && <CsvLink name={label} table={() => table} />}
        </div>
      )}
    </figure>
  );
}

function Drawing({ label, option }: { label: string; option: EChartsOption }) {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const { palette } = useAppearance();
  const rootPx = useRootPx();

  useEffect(() => {
    let drawn: EChartsType | null = null;
    let left = false;
    const watch = new ResizeObserver(() => drawn?.resize());
    // Loaded here, not with the page: figures stand before the drawing library has come.
    void import('./echarts.ts').then(({ init }) => {
      if (left) return;
      drawn = init(box.current);
      setChart(drawn);
      watch.observe(box.current!);
    });
    return () => {
      left = true;
      watch.disconnect();
      drawn?.dispose();
    };
  }, []);

  useEffect(() => {
    chart?.setOption({ ...chartStyle(palette, rootPx), ...option }, { notMerge: true, lazyUpdate: true });
  }, [chart, option, palette, rootPx]);

  return <div ref={box} className={css.drawing} role="img" aria-label={label} aria-busy={chart === null} />;
}

function ChartAsTable({ label, table }: { label: string; table: ChartTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
    <section className={css.scroll} aria-label={label} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, column) => (
                <td key={table.columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

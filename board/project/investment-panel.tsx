import type { EChartsOption } from 'echarts';
import { useMemo } from 'react';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import { Chart } from '../charts/chart.tsx';
import { tooltip, valueAxis } from '../charts/chart-style.ts';
import type { Drawing } from '../charts/drawing.ts';
import { dayOf } from '../figures/days.ts';
import { figureText, money, round } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useAppearance } from '../look/appearance.tsx';
import { Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useRootPx } from '../look/root-size.ts';
import { useRecord, useZone } from '../server/answers.ts';
import { type InvestedPoint, investedCurve } from './investment-curve.ts';
import css from './investment-panel.module.css';

const dictionary = {
  zh: {
    title: '投资与计划',
    invested: '累计完成',
    plan: '年度计划（均匀）',
    day: '日期',
    none: '今年还没有报送投资',
    chart: (year: string) => `${year} 年累计完成投资与年度计划`,
  },
  en: {
    title: 'Investment against plan',
    invested: 'Invested so far',
    plan: 'Annual plan, evenly',
    day: 'Day',
    none: 'Nothing was reported this year',
    chart: (year: string) => `Investment of ${year} against the annual plan`,
  },
};

/** What was reported this year, added up, against the annual plan spread evenly over it. */
export function InvestmentPanel({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const { palette } = useAppearance();
  const rootPx = useRootPx();
  const zone = useZone();
  const record = useRecord(project.id);
  const year = dayOf(project.asOfMs, zone).slice(0, 4);
  const curve = useMemo(() => investedCurve(record.data?.entries ?? [], year), [record.data, year]);
  const plan = project.annualPlanWan;
  const option = useMemo(
    () => investmentOption(curve, plan, year, { palette, rootPx, zone, language }, words),
    [curve, plan, year, palette, rootPx, zone, language, words],
  );
  const wan = (value: number | null) => figureText(money(value, language));
  return (
    <Panel
      title={words.title}
      aside={`${wan(curve.at(-1)!.totalWan)} / ${wan(plan)}`}
      data-testid="investment"
    >
      {record.isPending && <Loading />}
      {record.isSuccess && curve.length === 1 && <Notice title={words.none} />}
      {curve.length > 1 && (
        <Chart
          className={css.chart}
          label={words.chart(year)}
          option={option}
          table={{
            columns: [words.day, words.invested],
            rows: curve.map(({ day, totalWan }) => [day, wan(totalWan)]),
          }}
        />
      )}
    </Panel>
  );
}

function investmentOption(
  curve: readonly InvestedPoint[],
  planWan: number | null,
  year: string,
  drawing: Drawing,
  words: { invested: string; plan: string },
): EChartsOption {
  const { palette, rootPx, language } = drawing;
  const line = { type: 'line' as const, showSymbol: false };
  return {
    grid: { left: 0, right: rootPx, top: rootPx * 0.75, bottom: 0, outerBoundsMode: 'same' },
    tooltip: {
      ...tooltip(palette),
      valueFormatter: (value) => figureText(money(typeof value === 'number' ? value : null, language)),
    },
    xAxis: {
      type: 'time',
      min: `${year}-01-01`,
      max: `${year}-12-31`,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { color: palette.inkFaint, hideOverlap: true, formatter: '{MM}' },
    },
    yAxis: valueAxis(drawing, (wan) => round(money(wan, language))),
    series: [
      {
        ...line,
        name: words.plan,
        data:
          planWan === null
            ? []
            : [
                [`${year}-01-01`, 0],
                [`${year}-12-31`, planWan],
              ],
        lineStyle: { color: palette.inkFaint, width: 1.5, type: 'dashed' },
        itemStyle: { color: palette.inkFaint },
      },
      {
        ...line,
        name: words.invested,
        step: 'end',
        data: curve.map(({ day, totalWan }) => [day, totalWan]),
        lineStyle: { color: palette.ink, width: 2 },
        itemStyle: { color: palette.ink },
        areaStyle: { color: palette.ink, opacity: 0.08 },
      },
    ],
  };
}

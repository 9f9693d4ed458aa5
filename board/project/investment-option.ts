import type { EChartsOption } from 'echarts';
import type { ForecastList, PlanCurve } from '../../api/schemas/plan-progress.ts';
import { fontPx, tooltip, valueAxis } from '../charts/chart-style.ts';
import type { Drawing } from '../charts/drawing.ts';
import { figureText, money, round } from '../figures/numbers.ts';
import type { InvestedPoint } from './investment-curve.ts';

interface Investment {
  curve: readonly InvestedPoint[];
  planCurve: PlanCurve | null;
  /** Of the whole year. */
  forecast: ForecastList['forecasts'][number] | null;
  year: string;
}

interface Words {
  invested: string;
  even: string;
  own: string;
  expected: string;
  between: string;
}

/** Invested as steps in ink, the plan dashed, and from the last report a fan to what the year will probably come to. */
export function investmentOption(
  { curve, planCurve, forecast, year }: Investment,
  drawing: Drawing,
  words: Words,
): EChartsOption {
  const { palette, rootPx, language } = drawing;
  const line = { type: 'line' as const, showSymbol: false };
  const last = curve.at(-1)!;
  const fan = (endWan: number, fromWan = last.totalWan) =>
    forecast === null || last.day >= `${year}-12-31`
      ? []
      : [
          [last.day, fromWan],
          [`${year}-12-31`, endWan],
        ];
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
      axisLabel: { color: palette.inkFaint, fontSize: fontPx(rootPx), hideOverlap: true, formatter: '{MM}' },
    },
    yAxis: valueAxis(drawing, (wan) => round(money(wan, language))),
    series: [
      {
        ...line,
        name: planCurve?.own ? words.own : words.even,
        data: planCurve?.points.map(({ day, totalWan }) => [day, totalWan]) ?? [],
        lineStyle: { color: palette.inkFaint, width: rootPx * 0.09, type: 'dashed' },
        itemStyle: { color: palette.inkFaint },
      },
      // The interval is two stacked lines with ground between them; neither is pointed at.
      { ...line, ...silent, stack: 'interval', data: fan(forecast?.lowWan ?? 0) },
      {
        ...line,
        ...silent,
        name: words.between,
        stack: 'interval',
        data: fan((forecast?.highWan ?? 0) - (forecast?.lowWan ?? 0), 0),
        areaStyle: { color: palette.inkSoft, opacity: 0.25 },
      },
      {
        ...line,
        name: words.expected,
        data: fan(forecast?.amountWan ?? 0),
        lineStyle: { color: palette.inkSoft, width: rootPx * 0.09, type: 'dotted' },
        itemStyle: { color: palette.inkSoft },
      },
      {
        ...line,
        name: words.invested,
        step: 'end',
        data: curve.map(({ day, totalWan }) => [day, totalWan]),
        lineStyle: { color: palette.ink, width: rootPx * 0.125 },
        itemStyle: { color: palette.ink },
        areaStyle: { color: palette.ink, opacity: 0.08 },
      },
    ],
  };
}

const silent = { silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };

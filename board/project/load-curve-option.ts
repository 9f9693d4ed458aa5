import type { EChartsOption } from 'echarts';
import type { ActivityPoint } from '../../api/schemas/activity.ts';
import type { EnergyPoint } from '../../api/schemas/energy.ts';
import { timeAxis, tooltip, valueAxis } from '../charts/chart-style.ts';
import type { Drawing } from '../charts/drawing.ts';
import { figureText, power, round } from '../figures/numbers.ts';
import { loadCurve, workingStretches } from './load-curve.ts';

interface Words {
  power: string;
  estimated: string;
}

/** The load as a line, the hours of work as shaded ground behind it. */
export function loadCurveOption(
  points: readonly EnergyPoint[],
  step: 'interval' | 'hour',
  hours: readonly ActivityPoint[],
  drawing: Drawing,
  words: Words,
): EChartsOption {
  const { palette, rootPx, language } = drawing;
  const curve = loadCurve(points, step);
  const line = { type: 'line' as const, showSymbol: false, step: 'end' as const, connectNulls: false };
  return {
    grid: { left: 0, right: rootPx * 0.5, top: rootPx * 0.75, bottom: 0, outerBoundsMode: 'same' },
    tooltip: {
      ...tooltip(palette),
      valueFormatter: (value) => (typeof value === 'number' ? figureText(power(value, language)) : '–'),
    },
    xAxis: timeAxis(drawing),
    yAxis: valueAxis(drawing, (kw) => round(power(kw, language))),
    series: [
      {
        ...line,
        name: words.power,
        data: curve.measured,
        lineStyle: { color: palette.ink, width: rootPx * 0.09 },
        itemStyle: { color: palette.ink },
        areaStyle: { color: palette.ink, opacity: 0.07 },
        markArea: {
          silent: true,
          itemStyle: { color: palette.state.working, opacity: 0.16 },
          data: workingStretches(hours).map(({ fromMs, toMs }) => [{ xAxis: fromMs }, { xAxis: toMs }]),
        },
      },
      {
        ...line,
        name: words.estimated,
        data: curve.estimated,
        lineStyle: { color: palette.inkFaint, width: rootPx * 0.09, type: 'dashed' },
        itemStyle: { color: palette.inkFaint },
      },
    ],
  };
}

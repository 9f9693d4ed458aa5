import type { EChartsOption } from 'echarts';
import { timeAxis, tooltip, valueAxis } from '../charts/chart-style.ts';
import type { Drawing } from '../charts/drawing.ts';
import { figureText, power, round } from '../figures/numbers.ts';
import type { PowerPoint } from './power-curve.ts';

interface Words {
  power: string;
  usualPower: string;
}

export function powerCurveOption(
  curve: readonly PowerPoint[],
  drawing: Drawing,
  words: Words,
): EChartsOption {
  const { palette, rootPx, language } = drawing;
  const line = { type: 'line' as const, showSymbol: false, smooth: 0.2 };
  return {
    grid: { left: 0, right: rootPx * 0.5, top: rootPx * 0.75, bottom: 0, outerBoundsMode: 'same' },
    tooltip: {
      ...tooltip(palette),
      valueFormatter: (value) => figureText(power(typeof value === 'number' ? value : null, language)),
    },
    xAxis: timeAxis(drawing),
    yAxis: valueAxis(drawing, (kw) => round(power(kw, language))),
    series: [
      {
        ...line,
        name: words.usualPower,
        data: curve.map(({ timeMs, usualKw }) => [timeMs, usualKw]),
        lineStyle: { color: palette.inkFaint, width: rootPx * 0.09, type: 'dashed' },
        itemStyle: { color: palette.inkFaint },
      },
      {
        ...line,
        name: words.power,
        data: curve.map(({ timeMs, kw }) => [timeMs, kw]),
        lineStyle: { color: palette.ink, width: rootPx * 0.125 },
        itemStyle: { color: palette.ink },
        areaStyle: { color: palette.ink, opacity: 0.08 },
      },
    ],
  };
}

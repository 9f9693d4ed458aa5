import type { EChartsOption } from 'echarts';
import type { ActivityPoint } from '../../api/schemas/activity.ts';
import type { EnergyPoint } from '../../api/schemas/energy.ts';
import { timeAxis, tooltip, valueAxis } from '../charts/chart-style.ts';
import type { Drawing } from '../charts/drawing.ts';
import { energy, figureText, round } from '../figures/numbers.ts';

interface Words {
  energy: string;
  baseline: string;
}

/** The energy of each day as a bar in the colour of its state, against a normal working day. */
export function dayBarsOption(
  points: readonly EnergyPoint[],
  days: readonly ActivityPoint[],
  drawing: Drawing,
  words: Words,
): EChartsOption {
  const { palette, rootPx, language } = drawing;
  const byTime = new Map(days.map((day) => [day.timeMs, day]));
  return {
    grid: { left: 0, right: rootPx * 0.5, top: rootPx * 0.75, bottom: 0, outerBoundsMode: 'same' },
    tooltip: {
      ...tooltip(palette),
      valueFormatter: (value) => (typeof value === 'number' ? figureText(energy(value, language)) : '–'),
    },
    xAxis: timeAxis(drawing),
    yAxis: valueAxis(drawing, (kwh) => round(energy(kwh, language))),
    series: [
      {
        type: 'bar',
        name: words.energy,
        barMaxWidth: rootPx,
        barMinHeight: 2,
        data: points.map(({ timeMs, energyKwh }) => ({
          value: [timeMs, energyKwh],
          itemStyle: { color: palette.state[byTime.get(timeMs)?.state ?? 'unknown'] },
        })),
      },
      {
        type: 'line',
        name: words.baseline,
        showSymbol: false,
        step: 'middle',
        data: days.map(({ timeMs, baselineKwh }) => [timeMs, baselineKwh]),
        lineStyle: { color: palette.inkFaint, width: 1.5, type: 'dashed' },
        itemStyle: { color: palette.inkFaint },
      },
    ],
  };
}

import type { EChartsOption } from 'echarts';
import { clock, dayOf } from '../figures/days.ts';
import type { Palette } from '../look/palette.ts';
import type { Drawing } from './drawing.ts';

const family = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';

/** What all charts of the board share. Sizes follow the root, so that a chart grows with the wall it hangs on. */
export function chartStyle(palette: Palette, rootPx: number): EChartsOption {
  return {
    textStyle: { fontFamily: family, fontSize: fontPx(rootPx), color: palette.inkFaint },
    // Live figures that glide to their place cannot be read on the way.
    animation: false,
  };
}

export function fontPx(rootPx: number): number {
  return Math.max(11, rootPx * 0.75);
}

export function tooltip(palette: Palette) {
  return {
    trigger: 'axis' as const,
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.raised,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontFamily: family },
    axisPointer: { type: 'line' as const, lineStyle: { color: palette.inkFaint, type: 'dashed' as const } },
  };
}

/** Quiet labels in the city's zone: hours as `14:00`, midnights as `11-24`. */
export function timeAxis({ palette, rootPx, zone, language }: Drawing) {
  return {
    type: 'time' as const,
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: palette.inkFaint,
      fontSize: fontPx(rootPx),
      hideOverlap: true,
      formatter: (timeMs: number) => {
        const time = clock(timeMs, zone, language);
        return time === '00:00' ? dayOf(timeMs, zone).slice(5) : time;
      },
    },
  };
}

/** Hairlines across, no axis: the eye reads the line, the scale only helps. */
export function valueAxis({ palette, rootPx }: Drawing, written: (value: number) => string) {
  return {
    type: 'value' as const,
    splitNumber: 3,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.line, width: 1 } },
    axisLabel: {
      color: palette.inkFaint,
      fontSize: fontPx(rootPx),
      formatter: (value: number) => (value === 0 ? '0' : written(value)),
    },
  };
}

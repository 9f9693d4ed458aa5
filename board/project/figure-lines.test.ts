import { expect, test } from 'vitest';
import { figureLines } from './figure-lines.ts';

test('a known figure has its name in the reader’s language, and its unit', () => {
  const figures = { baselineKwhPerDay: 1834.23, stoppedWorkingDays: 7, measuredShare: 0.98 };
  expect(figureLines(figures, 'zh')).toEqual([
    { name: '正常施工日', value: '1,834', unit: 'kWh/天' },
    { name: '连续停工工作日', value: '7', unit: '天' },
    { name: '实测比例', value: '98', unit: '%' },
  ]);
  expect(figureLines(figures, 'en')[0]).toEqual({
    name: 'Normal working day',
    value: '1,834',
    unit: 'kWh/d',
  });
});

test('a figure of a new rule shows by the words of its own name', () => {
  expect(figureLines({ nightFloorKw: 12.34, missedWan: 500 }, 'en')).toEqual([
    { name: 'night floor kw', value: '12.3', unit: 'kW' },
    { name: 'missed wan', value: '500', unit: '10k CNY' },
  ]);
});

test('words stay words, and what is not known is left out', () => {
  expect(figureLines({ lastHeard: '2026-11-24', meanKw: null }, 'zh')).toEqual([
    { name: '最后收到', value: '2026-11-24', unit: '' },
  ]);
});

import { expect, test } from 'vitest';
import { figureLines } from './figure-lines.ts';

test('the end of a name is its unit', () => {
  expect(figureLines({ baselineKwh: 1834.23, stoppedDays: 7, measuredShare: 0.98 })).toEqual([
    { name: 'baseline', value: '1,834', unit: 'kWh' },
    { name: 'stopped days', value: '7', unit: 'd' },
    { name: 'measured share', value: '98', unit: '%' },
  ]);
});

test('words stay words, and what is not known is left out', () => {
  expect(figureLines({ lastReading: '2026-11-24', meanKw: null })).toEqual([
    { name: 'last reading', value: '2026-11-24', unit: '' },
  ]);
});

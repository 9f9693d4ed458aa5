import { expect, test } from 'vitest';
import { count, energy, figureText, money, percent, power, round } from './numbers.ts';

test.each([
  [null, '– kW'],
  [0, '0 kW'],
  [0.01, '0.01 kW'],
  [12.34, '12.3 kW'],
  [9_999, '9,999 kW'],
  [10_000, '10.0 MW'],
  [142_345, '142.3 MW'],
  [12_000_000, '12.0 GW'],
  [-25.5, '-25.5 kW'],
])('a power of %s kW is written %s', (kw, text) => {
  expect(figureText(power(kw, 'zh'))).toBe(text);
});

test('energy is written in the same steps', () => {
  expect(figureText(energy(15_300, 'en'))).toBe('15.3 MWh');
});

test.each([
  [0.784, '78.4%'],
  [1, '100.0%'],
  [null, '–'],
])('a share of %s is written %s', (share, text) => {
  expect(figureText(percent(share, 'zh'))).toBe(text);
});

test.each([
  [5_300, 'zh', '5,300 万元'],
  [123_450, 'zh', '12.35 亿元'],
  [5_300, 'en', '53.0 M CNY'],
  [123_450, 'en', '1.23 bn CNY'],
  [null, 'zh', '– 万元'],
] as const)('%s 万元 in %s is written %s', (wan, language, text) => {
  expect(figureText(money(wan, language))).toBe(text);
});

test('a count groups its thousands, and an unknown one is a dash', () => {
  expect(count(1260, 'zh')).toBe('1,260');
  expect(count(null, 'zh')).toBe('–');
});

test.each([
  [200_000, '200 MW'],
  [12_500, '12.5 MW'],
  [50, '50 kW'],
])('on a scale %s kW is written %s', (kw, text) => {
  expect(round(power(kw, 'zh'))).toBe(text);
});

import { expect, test } from 'vitest';
import { millionYuan } from './money-words.ts';

test.each([
  [15_000, '150 million yuan'],
  [250.25, '2.5025 million yuan'],
  [0.01, '0.0001 million yuan'],
  // 29.31 / 100 is 0.29309999999999997 in binary.
  [29.31, '0.2931 million yuan'],
])('%s 万元 is %s', (wan, text) => {
  expect(millionYuan(wan)).toBe(text);
});

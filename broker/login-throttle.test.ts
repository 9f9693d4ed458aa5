import { expect, test } from 'vitest';
import { LoginThrottle } from './login-throttle.ts';

function after(failures: number, id = 'M1', address = '10.0.0.1') {
  const clock = { nowMs: 0 };
  const throttle = new LoginThrottle(() => clock.nowMs);
  for (let i = 0; i < failures; i++) throttle.failed(id, address);
  return { throttle, clock };
}

test('the tenth failure of an id blocks it from everywhere, and other ids not', () => {
  expect(after(9).throttle.blocks('M1', '10.0.0.2')).toBe(false);
  const { throttle } = after(10);
  expect(throttle.blocks('M1', '10.0.0.2')).toBe(true);
  expect(throttle.blocks('M2', '10.0.0.1')).toBe(false);
});

test('one failure a tenth of a minute is forgiven', () => {
  const { throttle, clock } = after(10);
  clock.nowMs = 6_001;
  expect(throttle.blocks('M1', '10.0.0.1')).toBe(false);
});

test('an address that tries a hundred ids is blocked for every id', () => {
  const throttle = new LoginThrottle(() => 0);
  for (let i = 0; i < 100; i++) throttle.failed(`M${i}`, '10.0.0.1');
  expect(throttle.blocks('M500', '10.0.0.1')).toBe(true);
  expect(throttle.blocks('M500', '10.0.0.2')).toBe(false);
});

import { expect, test } from 'vitest';
import { LoginGuard } from './login-guard.ts';

function guardAt(): { guard: LoginGuard; clock: { nowMs: number } } {
  const clock = { nowMs: 0 };
  return { guard: new LoginGuard(() => clock.nowMs), clock };
}

test('from one address the waits double from half a minute to an hour', () => {
  const { guard, clock } = guardAt();
  const waits: number[] = [];
  for (let i = 0; i < 13; i++) {
    guard.attempted('admin', '10.0.0.1');
    const wait = guard.waitMs('admin', '10.0.0.1');
    waits.push(wait / 1000);
    clock.nowMs += wait;
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
});

test('from many addresses a name is locked in the end, and from one address many names are', () => {
  const { guard } = guardAt();
  for (let i = 0; i < 30; i++) guard.attempted('admin', `10.0.0.${i}`);
  expect(guard.waitMs('admin', '10.0.1.1')).toBe(60_000);
  for (let i = 0; i < 60; i++) guard.attempted(`name${i}`, '10.0.2.2');
  expect(guard.waitMs('another', '10.0.2.2')).toBe(60_000);
  expect(guard.waitMs('another', '10.0.3.3')).toBe(0);
});

test('whoever gets in has a clean sheet, and does not count against the address', () => {
  const { guard } = guardAt();
  for (let round = 0; round < 100; round++) {
    guard.attempted('admin', '10.0.0.1');
    guard.succeeded('admin', '10.0.0.1');
  }
  guard.attempted('admin', '10.0.0.1');
  expect(guard.waitMs('admin', '10.0.0.1')).toBe(0);
});

test('an hour without an attempt is forgotten', () => {
  const { guard, clock } = guardAt();
  for (let i = 0; i < 4; i++) guard.attempted('admin', '10.0.0.1');
  clock.nowMs += 3_600_001;
  guard.attempted('admin', '10.0.0.1');
  expect(guard.waitMs('admin', '10.0.0.1')).toBe(0);
});

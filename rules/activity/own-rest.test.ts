import { expect, test } from 'vitest';
import { ActivityConfiguration } from './configuration.ts';
import { newActivityMemory, type WorkedDay } from './memory.ts';
import { ownRestKwh } from './own-rest.ts';

const parameters = ActivityConfiguration.parse({});

function restOf(worked: readonly number[], idleKwh: number[] = []): number | null {
  const days = worked.map((kwh, day): WorkedDay => ({ day, kwh, aboveKwh: null, workKwh: null }));
  return ownRestKwh({ ...newActivityMemory(), worked: days, idleKwh }, 500, parameters);
}

const week = [480, 520, 500, 490, 510, 505];

test.each([
  ['weeks with a day of rest', Array.from({ length: 7 }, (_, i) => [...week, 70 + i]).flat(), [], 73],
  ['rest that is known already', week, [70, 72, 74, 71, 73, 75, 76], 73],
  ['too few days of rest', [...week, ...week, 70, 71, 72, 73], [], null],
  ['days of rest that differ', week, [40, 72, 150, 71, 30, 75, 110], null],
  ['lesser work between', [...week, 200, 250, 180], [70, 72, 74, 71, 73, 75, 76], null],
  ['no supply, which is told otherwise', week, [0, 0, 0, 0, 0, 0, 0, 0], null],
])('%s', (_, worked, idle, restKwh) => {
  expect(restOf(worked, idle)).toBe(restKwh);
});

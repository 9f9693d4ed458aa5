import { expect, test } from 'vitest';
import { Parts } from './parts.ts';
import { emptyReading, type ShownReading } from './profile.ts';

function part(timeMs: number, values: Partial<ShownReading>): ShownReading {
  return { ...emptyReading('M1', timeMs), ...values };
}

test('voltages wait for the register that follows within a minute, phase by phase', () => {
  const parts = new Parts();
  expect(parts.join(part(0, { voltageV: [230, null, null] }))).toBeNull();
  expect(parts.join(part(1_000, { voltageV: [null, 231, null] }))).toBeNull();
  expect(parts.join(part(2_000, { energyKwh: 5 }))).toEqual(
    part(2_000, { energyKwh: 5, voltageV: [230, 231, null] }),
  );
});

test('after a minute they are too old', () => {
  const parts = new Parts();
  parts.join(part(0, { voltageV: [230, null, null] }));
  expect(parts.join(part(60_001, { energyKwh: 5 }))).toEqual(part(60_001, { energyKwh: 5 }));
});

test('register and power of the same instant are one reading, of different instants two', () => {
  const parts = new Parts();
  parts.join(part(0, { energyKwh: 5 }));
  expect(parts.join(part(0, { powerKw: 2 }))).toEqual(part(0, { energyKwh: 5, powerKw: 2 }));
  expect(parts.join(part(1, { powerKw: 3 }))).toEqual(part(1, { powerKw: 3 }));
});

test('meters do not mix', () => {
  const parts = new Parts();
  parts.join(part(0, { voltageV: [230, null, null] }));
  expect(parts.join({ ...emptyReading('M2', 0), energyKwh: 1 })?.voltageV).toBeNull();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Phases, Reading } from '../model/reading.ts';
import { ReadingGroup, unsealReadings } from './spool-group.ts';

const value = fc.double({ noNaN: true, noDefaultInfinity: true });
const optional = fc.option(value);
const phases = fc.tuple(optional, optional, optional) as fc.Arbitrary<Phases>;
const reading: fc.Arbitrary<Reading> = fc.record({
  meter: fc.constantFrom('M1', 'M2', '电表-3'),
  project: fc.constantFrom('P1', 'P2'),
  timeMs: fc.integer({ min: 0, max: 4e12 }),
  receivedMs: fc.integer({ min: 0, max: 4e12 }),
  energyKwh: optional,
  powerKw: optional,
  voltageV: fc.option(phases),
  currentA: fc.option(phases),
  powerFactor: optional,
});

test('readings come out of a sealed group as they went in, and in the same order', () => {
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 60 }), (readings) => {
      const group = new ReadingGroup();
      for (const item of readings) group.add(item);
      const unsealed: Reading[] = [];
      unsealReadings(group.seal(), unsealed);
      expect(unsealed).toEqual(readings);
      expect(group.count).toBe(readings.length);
    }),
  );
});

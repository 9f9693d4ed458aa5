import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NonnegativeFit } from './nonnegative.ts';

const shapes = [
  [1, 1, 0, 0, 0, 0, 0],
  [0, 0.5, 1, 1, 0.5, 0, 0],
  [1, 1, 1, 1, 1, 1, 1],
  [0.2, 0.1, 0.2, 0.4, 0.9, 1, 0.6],
  [0, 0, 0, 0.1, 0.3, 1, 1],
];
const inner = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const gram = shapes.map((a) => shapes.map((b) => inner(a, b)));
const fit = new NonnegativeFit(gram);
const all = 2 ** shapes.length - 1;

const curves = fc.array(fc.double({ min: -5, max: 50, noNaN: true }), { minLength: 7, maxLength: 7 });
const sets = fc.integer({ min: 0, max: all });

function fitted(curve: readonly number[], allowed: number, guess: number): Float64Array {
  const heights = new Float64Array(shapes.length);
  fit.fit(
    Float64Array.from(shapes, (shape) => inner(shape, curve)),
    heights,
    allowed,
    guess,
  );
  return heights;
}

/** What is left of a curve when the shapes are taken off it. */
function rest(curve: readonly number[], heights: Float64Array): number[] {
  return curve.map((value, i) => value - shapes.reduce((sum, shape, s) => sum + heights[s]! * shape[i]!, 0));
}

test('no height is negative, and neither a smaller nor a larger one fits better', () => {
  fc.assert(
    fc.property(curves, sets, sets, (curve, allowed, guess) => {
      const heights = fitted(curve, allowed, guess);
      const left = rest(curve, heights);
      for (const [s, shape] of shapes.entries()) {
        expect(heights[s]).toBeGreaterThanOrEqual(-1e-9);
        // The conditions of Karush, Kuhn and Tucker, which hold at the best fit alone.
        const slope = inner(shape, left);
        if (((allowed >> s) & 1) === 0) expect(heights[s]).toBe(0);
        else if (heights[s]! > 1e-9) expect(slope).toBeCloseTo(0, 6);
        else expect(slope).toBeLessThanOrEqual(1e-6);
      }
    }),
  );
});

test('the first guess changes nothing', () => {
  fc.assert(
    fc.property(curves, sets, (curve, guess) => {
      const here = fitted(curve, all, guess);
      for (const [s, height] of fitted(curve, all, all).entries()) expect(here[s]).toBeCloseTo(height, 6);
    }),
  );
});

test('shapes that were put together are found again', () => {
  const heights = [3, 0, 7, 0, 2];
  const curve = shapes[0]!.map((_, i) => shapes.reduce((sum, shape, s) => sum + heights[s]! * shape[i]!, 0));
  for (const [s, height] of fitted(curve, all, 0).entries()) expect(height).toBeCloseTo(heights[s]!, 6);
});

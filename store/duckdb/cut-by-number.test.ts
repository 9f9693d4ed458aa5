import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutByNumber } from './cut-by-number.ts';

/** The rows in chunks of so many, in columns that are used again, as the database hands them over. */
async function* chunksOf(rows: readonly [number, number, number][], atOnce: number) {
  const columns = [0, 1, 2].map(() => new Float64Array(atOnce));
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce);
    for (const [index, column] of columns.entries()) column.set(some.map((row) => row[index]!));
    yield columns.map((column) => column.subarray(0, some.length));
  }
}

const numbered = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.double(), fc.double()), {
  maxLength: 60,
});

test('wherever the chunks end, each number has its own rows, all of them and in their order', async () => {
  await fc.assert(
    fc.asyncProperty(numbered, fc.integer({ min: 1, max: 20 }), async (given, atOnce) => {
      const rows = given.toSorted(([a], [b]) => a - b);
      const cut = await cutByNumber(chunksOf(rows, atOnce));
      expect([...cut.keys()]).toEqual([...new Set(rows.map(([number]) => number))]);
      for (const [number, columns] of cut) {
        const own = rows.filter(([other]) => other === number);
        expect(columns.map((column) => [...column])).toEqual(
          [1, 2].map((index) => own.map((row) => row[index])),
        );
      }
    }),
  );
});

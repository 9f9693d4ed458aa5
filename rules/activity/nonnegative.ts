/**
 * Least squares over a handful of fixed shapes, none of them negative: exact, by block principal pivoting (J. Kim, H. Park,
 * "Fast nonnegative matrix factorization", SIAM J. Sci. Comput. 33, 2011). The shapes are fixed and few, so the inverse for each set
 * of them is computed once, when it is first asked for.
 */

/** Shapes by their inner products with each other. */
export class NonnegativeFit {
  readonly #count: number;
  readonly #rows: readonly (readonly number[])[];
  readonly #gram: Float64Array;
  /** By set of shapes (bit i: shape i takes part): the inverse of their inner products, zeros elsewhere. */
  readonly #inverses: (Float64Array | null)[];

  /** `gram`: inner products of at most 8 linearly independent shapes. */
  constructor(gram: readonly (readonly number[])[]) {
    this.#count = gram.length;
    this.#rows = gram;
    this.#gram = Float64Array.from(gram.flat());
    this.#inverses = new Array<Float64Array | null>(1 << gram.length).fill(null);
  }

  /**
   * The heights of the shapes for a curve with these inner products with them; only the shapes in `allowed` take part.
   * `guess`: the set that is tried first. Answers the set of shapes that take part; their heights are written to `heights`.
   */
  fit(products: Float64Array, heights: Float64Array, allowed: number, guess: number): number {
    let set = guess & allowed & (this.#inverses.length - 1);
    let fewest = this.#count + 1;
    let patience = patienceOfBlocks;
    for (;;) {
      const wrong = this.#solve(products, heights, set, allowed);
      if (wrong === 0) return set;
      const size = bitsOf(wrong);
      if (size < fewest) {
        fewest = size;
        patience = patienceOfBlocks;
        set ^= wrong;
      } else if (patience > 0) {
        patience -= 1;
        set ^= wrong;
      } else {
        // One at a time cannot go round in a circle.
        set ^= 1 << (31 - Math.clz32(wrong));
      }
    }
  }

  /** Solves for one set; answers the shapes that are on its wrong side: negative in it, or missing from it. */
  #solve(products: Float64Array, heights: Float64Array, set: number, allowed: number): number {
    const count = this.#count;
    const gram = this.#gram;
    this.#inverses[set] ??= inverseOf(this.#rows, set);
    const inverse = this.#inverses[set];
    let wrong = 0;
    for (let i = 0; i < count; i += 1) {
      heights[i] = 0;
      if (((set >> i) & 1) === 0) continue;
      let height = 0;
      for (let j = 0; j < count; j += 1) height += inverse[i * count + j]! * products[j]!;
      heights[i] = height;
      if (height < -tolerance) wrong |= 1 << i;
    }
    for (let i = 0; i < count; i += 1) {
      if (((set >> i) & 1) === 1 || ((allowed >> i) & 1) === 0) continue;
      let rest = products[i]!;
      for (let j = 0; j < count; j += 1) rest -= gram[i * count + j]! * heights[j]!;
      if (rest > tolerance * gram[i * count + i]!) wrong |= 1 << i;
    }
    return wrong;
  }
}

/** Heights nearer to nothing than this are rounding, in the unit of the curve. */
const tolerance = 1e-9;
const patienceOfBlocks = 3;

function bitsOf(set: number): number {
  let bits = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/** By Gauss and Jordan; inner products of independent shapes have positive pivots. */
function inverseOf(gram: readonly (readonly number[])[], set: number): Float64Array {
  const count = gram.length;
  const members = gram.flatMap((_, i) => (((set >> i) & 1) === 1 ? [i] : []));
  const rows = members.map((i) => [
    ...members.map((j) => gram[i]![j]!),
    ...members.map((j) => (i === j ? 1 : 0)),
  ]);
  for (const [at, row] of rows.entries()) {
    const pivot = row[at]!;
    for (const [column, value] of row.entries()) row[column] = value / pivot;
    for (const other of rows) {
      const factor = other[at]!;
      if (other === row || factor === 0) continue;
      for (const [column, value] of row.entries()) other[column]! -= factor * value;
    }
  }
  const inverse = new Float64Array(count * count);
  for (const [a, i] of members.entries()) {
    for (const [b, j] of members.entries()) inverse[i * count + j] = rows[a]![members.length + b]!;
  }
  return inverse;
}

/** Order statistics of a few values, found without sorting them: Hoare's quickselect (Communications of the ACM 4, 1961). */

/** Values are partly ordered in here: a typed array of its own for each call would cost more than the search. */
let space = new Float64Array(128);

/** NaN: there are no values, or more of them are NaN than lie above the middle. */
export function medianOf(values: readonly number[]): number {
  const count = fill(values);
  const middle = values.length >> 1;
  const upper = select(middle, count);
  if (values.length % 2 === 1 || middle >= count) return upper;
  let lower = space[0]!;
  for (let i = 1; i < middle; i += 1) if (space[i]! > lower) lower = space[i]!;
  return (lower + upper) / 2;
}

/** The value that so large a share (0 to below 1) of the values lie below. */
export function quantileOf(values: readonly number[], share: number): number {
  return select(Math.floor(share * values.length), fill(values));
}

/** Copies all but NaN, which count as the highest; answers how many. */
function fill(values: readonly number[]): number {
  if (space.length < values.length) space = new Float64Array(2 * values.length);
  let count = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    space[count] = value;
    count += 1;
  }
  return count;
}

/** The value at place `k` in ascending order; none before it is higher then. */
function select(k: number, count: number): number {
  if (k >= count) return Number.NaN;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = space[k]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (space[i]! < pivot) i += 1;
      while (space[j]! > pivot) j -= 1;
      if (i > j) break;
      const value = space[i]!;
      space[i] = space[j]!;
      space[j] = value;
      i += 1;
      j -= 1;
    }
    if (j < k) low = i;
    if (i > k) high = j;
  }
  return space[k]!;
}

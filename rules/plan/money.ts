/** Money is added up in whole 0.01 万元, so that the parts of a sum are the sum, in whatever order they come. */
export function hundredthsOf(wan: number): number {
  return Math.round(wan * 100);
}

/** The sum of what is known, 万元; null: nothing is. */
export function sumWan(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : known.reduce((sum, wan) => sum + hundredthsOf(wan), 0) / 100;
}

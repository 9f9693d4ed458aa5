/** The published figures of 2022 for 420 projects, in 万元: 11,123.39 亿元 in all, 1,641.17 亿元 for the year. */
export const published = { projects: 420, totalWan: 111_233_900, annualPlanWan: 16_411_700 } as const;

/**
 * Splits an amount in 万元 by weight into parts of at least 0.01 that add up to it exactly in hundredths: the odd
 * ones go to the largest remainders, and what the smallest get too much is taken from the largest.
 */
export function apportion(totalWan: number, weights: readonly number[]): number[] {
  const hundredths = Math.round(totalWan * 100);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (hundredths * weight) / sum);
  const parts = exact.map((part) => Math.max(1, Math.floor(part)));
  const left = hundredths - parts.reduce((all, part) => all + part, 0);
  const order = (rank: (i: number) => number) =>
    weights.map((_, i) => i).sort((a, b) => rank(b) - rank(a) || a - b);
  const gaining = order((i) => exact[i]! - Math.floor(exact[i]!));
  const largest = order((i) => parts[i]!)[0]!;
  for (let turn = 0; turn < left; turn++) parts[gaining[turn % parts.length]!]! += 1;
  if (left < 0) parts[largest]! += left;
  return parts.map((part) => part / 100);
}

/** The published totals, scaled to a city of another size. */
export function totalsFor(projects: number): { totalWan: number; annualPlanWan: number } {
  const share = projects / published.projects;
  return {
    totalWan: Math.round(published.totalWan * share * 100) / 100,
    annualPlanWan: Math.round(published.annualPlanWan * share * 100) / 100,
  };
}

/** 万元 as English says it: 250.25 is `2.5025 million yuan`. */
export function millionYuan(wan: number): string {
  // An amount has two decimals at most, so its hundredth has four.
  return `${Number((wan / 100).toFixed(4))} million yuan`;
}

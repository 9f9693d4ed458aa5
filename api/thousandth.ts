/** To the watt and the watt-hour: what lies behind is dust of adding. */
export function toThousandth(figure: number): number {
  return Math.round(figure * 1000) / 1000;
}

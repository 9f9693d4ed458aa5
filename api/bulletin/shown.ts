/** What a column of a bulletin holds: how a figure is written, and in which unit. */
export type FigureKind = 'text' | 'count' | 'wan' | 'share' | 'score';
export type Figure = string | number | null;

/** Digits behind the point that are printed. */
const digits: Readonly<Record<Exclude<FigureKind, 'text'>, number>> = {
  count: 0,
  wan: 2,
  share: 2,
  score: 1,
};

/** A figure as it is printed; `—` where it is not known, so that nobody reads nothing for 0. */
export function shown(figure: Figure, kind: FigureKind): string {
  if (figure === null || figure === '') return '—';
  if (typeof figure === 'string' || kind === 'text') return String(figure);
  if (kind === 'share') return `${rounded(figure, digits.share, 2)}%`;
  return rounded(figure, digits[kind]);
}

/** 亿元 of 万元, as a bulletin's sentences say it. */
export function shownYi(wan: number | null): string {
  return wan === null ? '—' : `${rounded(wan, 2, -4)}亿元`;
}

/** Points of per cent between two shares, without the sign. */
export function shownPoints(share: number, other: number): string {
  return `${rounded(Math.abs(share - other), 2, 2)}个百分点`;
}

/** Rounds half up on the decimal figure, as spreadsheets do: 1.005 is 1.01, whatever binary makes of it. */
function rounded(value: number, places: number, power = 0): string {
  const decimal = Number(value.toPrecision(15));
  const whole = Math.round(shift(decimal, power + places));
  return shift(whole, -places).toFixed(places);
}

function shift(value: number, power: number): number {
  const [mantissa, exponent] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent ?? 0) + power}`);
}

/** Text as XML 1.0 can hold it: without control characters and halves of pairs. */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, '');
}

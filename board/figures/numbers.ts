import type { Language } from '../language/language.tsx';

/** A figure apart from its unit, so that the two can be set in different sizes. */
export interface Figure {
  value: string;
  unit: string;
}

const absent = '–';

const formats = new Map<string, Intl.NumberFormat>();

function decimals(value: number, digits: number, language: Language): string {
  const key = `${language}${digits}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/** `12,345`; a dash where nothing is known: an unknown figure is never a zero. */
export function count(value: number | null, language: Language): string {
  return value === null ? absent : decimals(value, 0, language);
}

/** A share of 0 to 1 as per cent with one decimal. */
export function percent(share: number | null, language: Language): Figure {
  return share === null
    ? { value: absent, unit: '' }
    : { value: decimals(share * 100, 1, language), unit: '%' };
}

/** Power in kW up to 9,999, above in MW. */
export function power(kw: number | null, language: Language): Figure {
  return scaled(kw, ['kW', 'MW', 'GW'], language);
}

/** Energy in kWh up to 9,999, above in MWh. */
export function energy(kwh: number | null, language: Language): Figure {
  return scaled(kwh, ['kWh', 'MWh', 'GWh'], language);
}

function scaled(value: number | null, units: readonly [string, string, string], language: Language): Figure {
  if (value === null) return { value: absent, unit: units[0] };
  const size = Math.abs(value);
  const step = size >= 9_999_500 ? 2 : size >= 9_999.5 ? 1 : 0;
  const shown = value / 1000 ** step;
  const digits = Math.abs(shown) >= 1000 ? 0 : Math.abs(shown) >= 0.05 || step > 0 ? 1 : shown === 0 ? 0 : 2;
  return { value: decimals(shown, digits, language), unit: units[step]! };
}

/** Money kept in 万元: in 万元 up to 9,999, above in 亿元; in English million and billion yuan. */
export function money(wan: number | null, language: Language): Figure {
  const units = language === 'zh' ? (['万元', '亿元'] as const) : (['M CNY', 'bn CNY'] as const);
  if (wan === null) return { value: absent, unit: units[0] };
  if (language === 'zh') {
    return Math.abs(wan) >= 10_000
      ? { value: decimals(wan / 10_000, 2, language), unit: units[1] }
      : { value: decimals(wan, 0, language), unit: units[0] };
  }
  return Math.abs(wan) >= 100_000
    ? { value: decimals(wan / 100_000, 2, language), unit: units[1] }
    : { value: decimals(wan / 100, 1, language), unit: units[0] };
}

/** The index of activity: a whole number, 100 = a normal working day. */
export function index(value: number | null, language: Language): string {
  return count(value, language);
}

/** For a scale: `200 MW`, not `200.0 MW`. */
export function round(figure: Figure): string {
  return figureText({ ...figure, value: figure.value.replace(/\.0+$/, '') });
}

export function figureText(figure: Figure): string {
  if (figure.unit === '') return figure.value;
  return figure.unit === '%' ? `${figure.value}%` : `${figure.value} ${figure.unit}`;
}

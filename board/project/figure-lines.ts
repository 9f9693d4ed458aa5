/** Figures of an evidence by their name; the unit is the end of the name. */
export type Figures = Record<string, number | string | null>;

export interface FigureLine {
  name: string;
  value: string;
  unit: string;
}

const units: readonly (readonly [ending: string, unit: string])[] = [
  ['Kwh', 'kWh'],
  ['Kw', 'kW'],
  ['Kva', 'kVA'],
  ['Wan', '万元'],
  ['Hours', 'h'],
  ['Days', 'd'],
  ['Share', '%'],
];

/** `baselineKwh: 812.345` as `baseline`, `812.3`, `kWh`; a share of 0 to 1 as per cent; what is not known is left out. */
export function figureLines(figures: Figures): FigureLine[] {
  return Object.entries(figures).flatMap(([key, value]) => {
    if (value === null) return [];
    const [ending, unit] = units.find(([end]) => key.endsWith(end)) ?? ['', ''];
    const name = words(
      ending === 'Share' || ending === 'Days' ? key : key.slice(0, key.length - ending.length),
    );
    if (typeof value === 'string') return [{ name, value, unit: '' }];
    return [{ name, value: written(unit === '%' ? value * 100 : value), unit }];
  });
}

function words(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function written(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 1 }).format(value);
}

import type { Language } from '../language/language.tsx';
import { figureNames } from './figure-names.ts';

/** Figures of an evidence by their name; the unit is the end of the name. */
export type Figures = Record<string, number | string | null>;

export interface FigureLine {
  name: string;
  value: string;
  unit: string;
}

const units: readonly (readonly [ending: string, unit: Record<Language, string>])[] = [
  ['KwhPerDay', { zh: 'kWh/天', en: 'kWh/d' }],
  ['Kwh', { zh: 'kWh', en: 'kWh' }],
  ['Kw', { zh: 'kW', en: 'kW' }],
  ['Kva', { zh: 'kVA', en: 'kVA' }],
  ['Wan', { zh: '万元', en: '10k CNY' }],
  ['Hours', { zh: '小时', en: 'h' }],
  ['Days', { zh: '天', en: 'd' }],
  ['Day', { zh: '天', en: 'd' }],
  ['Percent', { zh: '%', en: '%' }],
];

/** `baselineKwhPerDay: 1834.2` as `正常施工日`, `1,834`, `kWh/天`; a share of 0 to 1 as per cent; what is not known is left out. */
export function figureLines(figures: Figures, language: Language): FigureLine[] {
  return Object.entries(figures).flatMap(([key, value]) => {
    if (value === null) return [];
    const name = figureNames[language][key] ?? words(key);
    if (typeof value === 'string') return [{ name, value, unit: '' }];
    if (key.endsWith('Share')) return [{ name, value: written(value * 100), unit: '%' }];
    const unit = units.find(([ending]) => key.endsWith(ending))?.[1][language] ?? '';
    return [{ name, value: written(value), unit }];
  });
}

function words(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function written(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 1 }).format(value);
}

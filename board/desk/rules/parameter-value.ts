import type { ParameterValue } from '../../../api/schemas/rules.ts';
import { useWords } from '../../language/language.tsx';
import { type ParameterUnit, parameterWords } from './parameter-words.ts';

const dictionary = {
  zh: {
    units: {
      share: '%',
      days: '天',
      hours: '小时',
      times: '倍',
      wan: '万元',
      points: '分',
      count: '',
      flag: '',
    } as Record<ParameterUnit, string>,
    flags: { true: '开', false: '关' },
  },
  en: {
    units: {
      share: '%',
      days: 'd',
      hours: 'h',
      times: '×',
      wan: '10k CNY',
      points: 'pts',
      count: '',
      flag: '',
    },
    flags: { true: 'on', false: 'off' },
  },
};

export function parameterUnit(path: string): ParameterUnit {
  return parameterWords[path]?.unit ?? 'count';
}

/** 0.285 as 28.5: people think of shares in per cent. */
export function toWritten(value: number, unit: ParameterUnit): number {
  return unit === 'share' ? rounded(value * 100) : value;
}

export function fromWritten(written: number, unit: ParameterUnit): number {
  return unit === 'share' ? rounded(written / 100) : written;
}

/** Without what binary fractions add: 0.07 × 100 is 7. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** How values and their units are written in the reader's language. */
export function useWrittenValue() {
  const { units, flags } = useWords(dictionary);
  return {
    unit: (unit: ParameterUnit) => units[unit],
    text: (value: ParameterValue, unit: ParameterUnit) =>
      typeof value === 'boolean'
        ? flags[`${value}`]
        : [toWritten(value, unit), units[unit]].join(unit === 'share' ? '' : ' ').trim(),
  };
}

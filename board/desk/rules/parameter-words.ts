import { findingParameterWords } from './finding-parameter-words.ts';
import { judgingParameterWords } from './judging-parameter-words.ts';
import { standingParameterWords } from './standing-parameter-words.ts';

/** `share` is kept as 0 to 1 and written in per cent. */
export type ParameterUnit = 'share' | 'days' | 'hours' | 'times' | 'wan' | 'points' | 'count' | 'flag';

/** What a parameter is called and what it does, in both languages. */
export interface ParameterWords {
  unit: ParameterUnit;
  zh: readonly [name: string, meaning: string];
  en: readonly [name: string, meaning: string];
}

/** By the parameter's path; a test holds that every one has its words. */
export const parameterWords: Readonly<Record<string, ParameterWords>> = {
  ...judgingParameterWords,
  ...findingParameterWords,
  ...standingParameterWords,
};

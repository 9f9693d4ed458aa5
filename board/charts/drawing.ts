import type { Language } from '../language/language.tsx';
import type { Palette } from '../look/palette.ts';

/** What every drawing needs to know about where it is looked at. */
export interface Drawing {
  palette: Palette;
  rootPx: number;
  zone: string;
  language: Language;
}

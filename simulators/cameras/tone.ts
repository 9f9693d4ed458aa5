import type { Scene } from './scene.ts';
import { blend, type Colour, colour } from './shape.ts';

/** Where the ground begins on the canvas. */
export const ground = 286;

export type Tone = (hex: string) => Colour;

/** Colours as they look at the scene's hour: by night a fifth of the light is left, and it is blue. */
export function toneOf({ dark }: Pick<Scene, 'dark'>): Tone {
  return (hex) => {
    const day = colour(hex);
    const night = (i: 0 | 1 | 2) => Math.round(day[i] * 0.2 + [5, 7, 15][i]!);
    return blend(day, [night(0), night(1), night(2)], dark);
  };
}

/** What stands in the floodlights of those who work at night keeps half of its colour. */
export function litTone({ dark, atWork, powered }: Scene): Tone {
  return toneOf({ dark: atWork > 0 && powered ? dark * 0.45 : dark });
}

import type { ActivityState, FindingLevel } from '../language/field.ts';

/**
 * The colour system of the board. Cool colours state facts (what a site does), warm ones ask for an act (a
 * finding's card), everything measured is drawn in ink. A state is told by its form as well: full, half, empty,
 * dashed; so nothing rests on hue alone.
 */
export interface Palette {
  ground: string;
  surface: string;
  raised: string;
  line: string;
  ink: string;
  inkSoft: string;
  inkFaint: string;
  /** Text on a filled ink button. */
  onInk: string;
  state: Record<ActivityState, string>;
  level: Record<FindingLevel, string>;
  /** Text on a filled card of that level. */
  onLevel: Record<FindingLevel, string>;
  land: string;
  landEdge: string;
}

export const appearances = ['dark', 'light'] as const;
export type Appearance = (typeof appearances)[number];

export const palettes: Record<Appearance, Palette> = {
  dark: {
    ground: '#0a0f14',
    surface: '#111820',
    raised: '#1b2530',
    line: '#2a3643',
    ink: '#eaf0f6',
    inkSoft: '#aebac8',
    inkFaint: '#8a99aa',
    onInk: '#0a0f14',
    state: { working: '#2fcf9b', idle: '#6f9cff', off: '#eaf0f6', unknown: '#8a99aa' },
    level: { watch: '#c8b48a', yellow: '#ffce3d', red: '#ff6a58' },
    onLevel: { watch: '#14100a', yellow: '#14100a', red: '#1a0503' },
    land: '#18222d',
    landEdge: '#3a4a5a',
  },
  light: {
    ground: '#f3f5f8',
    surface: '#ffffff',
    raised: '#e9edf2',
    line: '#d5dce4',
    ink: '#13202c',
    inkSoft: '#455463',
    inkFaint: '#5a6877',
    onInk: '#ffffff',
    state: { working: '#0a7a57', idle: '#2b5bd0', off: '#13202c', unknown: '#5f6d7c' },
    level: { watch: '#7b6838', yellow: '#f4bd16', red: '#c5301c' },
    onLevel: { watch: '#ffffff', yellow: '#14100a', red: '#ffffff' },
    land: '#e9edf2',
    landEdge: '#b4c0cc',
  },
};

/** The palette as CSS custom properties: `--ink-soft`, `--state-working`, `--on-level-red`. */
export function cssVariables(palette: Palette): Record<string, string> {
  const variables: Record<string, string> = {};
  const put = (path: string, value: string | object) => {
    if (typeof value === 'string') variables[`--${path}`] = value;
    else for (const [name, inner] of Object.entries(value)) put(`${path}-${name}`, inner);
  };
  for (const [name, value] of Object.entries(palette)) {
    put(
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    );
  }
  return variables;
}

/** WCAG 2.2 contrast of two colours `#rrggbb`: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

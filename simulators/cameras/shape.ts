export type Colour = readonly [red: number, green: number, blue: number];

/** What a picture is made of, on a canvas of 640 × 360: a still is written as SVG, a stream is painted as pixels. */
export type Shape =
  | { kind: 'sky'; top: Colour; low: Colour }
  | { kind: 'box'; x: number; y: number; wide: number; high: number; fill: Colour }
  | { kind: 'line'; points: readonly (readonly [x: number, y: number])[]; fill: Colour; thick: number }
  | { kind: 'area'; points: readonly (readonly [x: number, y: number])[]; fill: Colour }
  | { kind: 'disc'; x: number; y: number; radius: number; fill: Colour; opacity: number }
  /** Light that fades out from its middle. */
  | { kind: 'glow'; x: number; y: number; wide: number; high: number }
  | { kind: 'text'; x: number; y: number; anchor: 'start' | 'end'; text: string };

export const canvas = { width: 640, height: 360 } as const;

export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function blend(day: Colour, night: Colour, dark: number): Colour {
  const between = (i: 0 | 1 | 2) => Math.round(day[i] + (night[i] - day[i]) * dark);
  return [between(0), between(1), between(2)];
}

export function box(x: number, y: number, wide: number, high: number, fill: Colour): Shape {
  return { kind: 'box', x, y, wide, high, fill };
}

export function line(fill: Colour, thick: number, ...points: (readonly [number, number])[]): Shape {
  return { kind: 'line', points, fill, thick };
}

export function disc(x: number, y: number, radius: number, fill: Colour, opacity = 1): Shape {
  return { kind: 'disc', x, y, radius, fill, opacity };
}

export function area(fill: Colour, ...points: (readonly [number, number])[]): Shape {
  return { kind: 'area', points, fill };
}

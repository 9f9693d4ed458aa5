import { glyphColumns, glyphOf } from './glyphs.ts';
import { type Colour, canvas, type Shape } from './shape.ts';

/** Half the canvas, filled up to whole macroblocks of 16 × 16; the surplus rows are cropped by the decoder. */
export const picture = { width: 320, height: 180, codedHeight: 192 } as const;
const scale = picture.width / canvas.width;

/** A picture in YCbCr 4:2:0 after BT.601, limited range. */
export interface Planes {
  luma: Uint8Array;
  blue: Uint8Array;
  red: Uint8Array;
}

/** Paints shapes one over the other into red, green and blue. */
class Painter {
  readonly rgb = new Uint8Array(picture.width * picture.codedHeight * 3);

  pixel(x: number, y: number, fill: Colour, opacity: number): void {
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
    const at = (y * picture.width + x) * 3;
    for (let i = 0; i < 3; i++) this.rgb[at + i]! += (fill[i]! - this.rgb[at + i]!) * opacity;
  }

  box(x: number, y: number, wide: number, high: number, fill: Colour): void {
    const right = Math.max(Math.floor(x) + 1, Math.round(x + wide));
    const bottom = Math.max(Math.floor(y) + 1, Math.round(y + high));
    for (let row = Math.round(y); row < bottom; row++) {
      for (let column = Math.round(x); column < right; column++) this.pixel(column, row, fill, 1);
    }
  }

  /** Everything within a distance of the middle, measured in the ellipse's own radii. */
  ellipse(
    x: number,
    y: number,
    wide: number,
    high: number,
    fill: Colour,
    opacity: (out: number) => number,
  ): void {
    for (let row = Math.floor(y - high); row <= y + high; row++) {
      for (let column = Math.floor(x - wide); column <= x + wide; column++) {
        const out = Math.sqrt(((column - x) / wide) ** 2 + ((row - y) / high) ** 2);
        if (out <= 1) this.pixel(column, row, fill, opacity(out));
      }
    }
  }

  /** Even-odd, row by row. */
  area(points: readonly (readonly [number, number])[], fill: Colour): void {
    const ys = points.map(([, y]) => y);
    for (let row = Math.floor(Math.min(...ys)); row <= Math.max(...ys); row++) {
      const crossings: number[] = [];
      points.forEach(([x, y], i) => {
        const [nextX, nextY] = points[(i + 1) % points.length]!;
        const middle = row + 0.5;
        if (y > middle !== nextY > middle) crossings.push(x + ((nextX - x) * (middle - y)) / (nextY - y));
      });
      crossings.sort((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        for (let column = Math.round(crossings[i]!); column < crossings[i + 1]!; column++) {
          this.pixel(column, row, fill, 1);
        }
      }
    }
  }

  line(from: readonly [number, number], to: readonly [number, number], thick: number, fill: Colour): void {
    const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])) * 2 + 1;
    for (let step = 0; step <= steps; step++) {
      const x = from[0] + ((to[0] - from[0]) * step) / steps;
      const y = from[1] + ((to[1] - from[1]) * step) / steps;
      this.box(x - thick / 2, y - thick / 2, thick, thick, fill);
    }
  }

  text(x: number, y: number, text: string): void {
    [...text].forEach((letter, i) => {
      glyphOf(letter).forEach((bits, row) => {
        for (let column = 0; column < glyphColumns; column++) {
          if ((bits >> (glyphColumns - 1 - column)) & 1) {
            this.pixel(
              Math.round(x) + i * (glyphColumns + 1) + column,
              Math.round(y) - 7 + row,
              [255, 255, 255],
              1,
            );
          }
        }
      });
    });
  }
}

function paint(painter: Painter, shape: Shape): void {
  switch (shape.kind) {
    case 'sky':
      for (let y = 0; y < picture.height; y++) {
        const share = y / picture.height;
        const mixed = (i: 0 | 1 | 2) => shape.top[i] + (shape.low[i] - shape.top[i]) * share;
        painter.box(0, y, picture.width, 1, [mixed(0), mixed(1), mixed(2)]);
      }
      break;
    case 'box':
      painter.box(shape.x * scale, shape.y * scale, shape.wide * scale, shape.high * scale, shape.fill);
      break;
    case 'area':
      painter.area(
        shape.points.map(([x, y]) => [x * scale, y * scale]),
        shape.fill,
      );
      break;
    case 'line':
      for (let i = 1; i < shape.points.length; i++) {
        const [from, to] = [shape.points[i - 1]!, shape.points[i]!];
        const half = ([x, y]: readonly [number, number]) => [x * scale, y * scale] as const;
        painter.line(half(from), half(to), shape.thick * scale, shape.fill);
      }
      break;
    case 'disc': {
      const radius = shape.radius * scale;
      painter.ellipse(shape.x * scale, shape.y * scale, radius, radius, shape.fill, () => shape.opacity);
      break;
    }
    case 'glow':
      painter.ellipse(
        shape.x * scale,
        shape.y * scale,
        shape.wide * scale,
        shape.high * scale,
        [255, 240, 194],
        (out) => 0.55 * (1 - out),
      );
      break;
    case 'text': {
      const legible = shape.text.replace(/[^0-9A-Z:° -]/g, '').trim();
      // There are no Chinese letters this small: a name is left out rather than mutilated.
      if (legible.length * 2 < shape.text.length) break;
      const wide = legible.length * (glyphColumns + 1);
      painter.text(shape.x * scale - (shape.anchor === 'end' ? wide : 0), shape.y * scale, legible);
    }
  }
}

/** Limited range keeps every sample between 16 and 240, so no start code can appear among them. */
function toPlanes(rgb: Uint8Array): Planes {
  const { width, codedHeight } = picture;
  const luma = new Uint8Array(width * codedHeight);
  const blue = new Uint8Array((width * codedHeight) / 4);
  const red = new Uint8Array((width * codedHeight) / 4);
  for (let y = 0; y < codedHeight; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const [r, g, b] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
      luma[y * width + x] = 16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256;
      if (x % 2 === 1 || y % 2 === 1) continue;
      const half = (y / 2) * (width / 2) + x / 2;
      blue[half] = 128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256;
      red[half] = 128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256;
    }
  }
  return { luma, blue, red };
}

export function paintPicture(shapes: readonly Shape[]): Planes {
  const painter = new Painter();
  for (const shape of shapes) paint(painter, shape);
  return toPlanes(painter.rgb);
}

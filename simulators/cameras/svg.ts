import { type Colour, canvas, type Shape } from './shape.ts';

function css([red, green, blue]: Colour): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
}

const short = (value: number) => String(Math.round(value * 10) / 10);

function pointsOf(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'sky':
      return `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${css(shape.top)}"/><stop offset="1" stop-color="${css(shape.low)}"/></linearGradient><rect width="${canvas.width}" height="${canvas.height}" fill="url(#sky)"/>`;
    case 'box':
      return `<rect x="${short(shape.x)}" y="${short(shape.y)}" width="${short(shape.wide)}" height="${short(shape.high)}" fill="${css(shape.fill)}"/>`;
    case 'area':
      return `<polygon points="${pointsOf(shape.points)}" fill="${css(shape.fill)}"/>`;
    case 'line':
      return `<polyline points="${pointsOf(shape.points)}" fill="none" stroke="${css(shape.fill)}" stroke-width="${shape.thick}"/>`;
    case 'disc':
      return `<circle cx="${short(shape.x)}" cy="${short(shape.y)}" r="${shape.radius}" fill="${css(shape.fill)}" fill-opacity="${shape.opacity}"/>`;
    case 'glow':
      return `<ellipse cx="${short(shape.x)}" cy="${short(shape.y)}" rx="${shape.wide}" ry="${shape.high}" fill="url(#glow)"/>`;
    case 'text':
      return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}">${shape.text}</text>`;
  }
}

const glow = `<radialGradient id="glow"><stop offset="0" stop-color="#fff0c2" stop-opacity=".55"/><stop offset="1" stop-color="#fff0c2" stop-opacity="0"/></radialGradient>`;

/** A picture as an SVG document. */
export function svgOf(title: string, shapes: readonly Shape[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${canvas.width} ${canvas.height}" width="${canvas.width}" height="${canvas.height}"><title>${title}</title><defs>${glow}</defs>
<g font-family="sans-serif" font-size="15"><style>text{fill:#fff;stroke:#000;stroke-width:2.4;paint-order:stroke}</style>
${shapes.map(element).join('\n')}
</g></svg>
`;
}

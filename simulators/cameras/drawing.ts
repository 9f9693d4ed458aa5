import { Random } from '../random.ts';
import type { Scene } from './scene.ts';

const width = 640;
const height = 360;
const ground = 286;

function rect(x: number, y: number, w: number, h: number, fill: string, more = ''): string {
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${w.toFixed(1)}" height="${h.toFixed(1)}" fill="${fill}"${more}/>`;
}

function line(points: readonly (readonly [number, number])[], stroke: string, thickness: number): string {
  const path = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return `<polyline points="${path}" fill="none" stroke="${stroke}" stroke-width="${thickness}"/>`;
}

/** Between two colours given as red, green, blue. */
function blend(day: readonly number[], night: readonly number[], dark: number): string {
  return `rgb(${day.map((value, i) => Math.round(value + (night[i]! - value) * dark)).join(',')})`;
}

function sky({ dark, raining, beat }: Scene): string {
  const top = raining ? [128, 140, 152] : [122, 178, 226];
  const low = raining ? [168, 175, 182] : [214, 232, 244];
  const rain = Array.from({ length: raining ? 70 : 0 }, (_, i) => {
    const x = (i * 97 + beat * 53) % width;
    const y = (i * 61 + beat * 410) % height;
    return `M${x.toFixed(0)} ${y.toFixed(0)}l-3 12`;
  });
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${blend(top, [12, 18, 34], dark)}"/><stop offset="1" stop-color="${blend(low, [36, 42, 62], dark)}"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<path d="${rain.join('')}" stroke="#c8d4e0" stroke-opacity=".55"/>`;
}

function earth({ dark, raining }: Scene): string {
  const soil = raining ? [112, 92, 70] : [158, 132, 98];
  return rect(0, ground, width, height - ground, blend(soil, [40, 36, 34], dark));
}

/** The camp at the left: two storeys of cabins whose windows are lit where people are in. */
function camp({ camp: beds, dark, powered, seed, beat }: Scene): string {
  const random = new Random(seed ^ Math.floor(beat / 900));
  const windows: string[] = [];
  for (let floor = 0; floor < 2; floor++) {
    for (let room = 0; room < 7; room++) {
      const lit = powered && dark > 0.4 && random.chance(beds * 0.75);
      windows.push(rect(22 + room * 17, ground - 38 + floor * 18, 9, 8, lit ? '#ffd98a' : '#5c6b7c'));
    }
  }
  return rect(16, ground - 44, 126, 44, blend([226, 232, 238], [58, 64, 76], dark)) + windows.join('');
}

/** What is being built, as high as it has come. */
function building({ category, built, dark, seed }: Scene): string {
  const concrete = blend([178, 180, 182], [52, 54, 60], dark);
  const x = 250 + (seed % 40);
  if (category === 'road') {
    const reach = 60 + built * 300;
    const piers = Array.from({ length: 6 }, (_, i) => rect(x - 40 + i * 62, ground - 78, 12, 78, concrete));
    return piers.join('') + rect(x - 56, ground - 90, reach, 13, concrete);
  }
  if (category === 'port' || category === 'water') {
    return (
      rect(x - 30, ground - 22 - built * 26, 250, 22 + built * 26, concrete) +
      rect(0, ground + 44, width, 40, '#44698a')
    );
  }
  const storeys = Math.max(0, Math.round((category === 'factory' ? 4 : 13) * Math.min(1, built * 1.6)));
  const wide = category === 'factory' ? 240 : 128;
  const each = category === 'factory' ? 20 : 14;
  return Array.from({ length: storeys }, (_, i) => {
    const y = ground - (i + 1) * each;
    return rect(x, y, wide, each - 2, concrete) + rect(x, y + each - 2, wide, 2, '#6d7278');
  }).join('');
}

/** A tower crane: it turns and lifts while people work, and points down the wind when they do not. */
function crane({ atWork, beat, seed, phase, powered, dark }: Scene): string {
  if (phase !== 'structure' && phase !== 'foundation') return '';
  const mast = 214 + (seed % 30);
  const top = 84;
  const angle = atWork > 0 ? Math.sin(beat / 19 + seed) : 0.85;
  const tip = mast + 170 * angle;
  const trolley = mast + (tip - mast) * (atWork > 0 ? 0.55 + 0.35 * Math.sin(beat / 11) : 0.2);
  const hook = top + 20 + (atWork > 0 ? 75 * (1 + Math.sin(beat / 7)) : 14);
  const lamp = powered && dark > 0.5 ? `<circle cx="${mast}" cy="${top - 10}" r="3" fill="#ff5a4d"/>` : '';
  return [
    rect(mast - 4, top, 8, ground - top, '#e0a53a'),
    line(
      [
        [mast - 50 * angle, top],
        [tip, top],
      ],
      '#e0a53a',
      6,
    ),
    line(
      [
        [mast, top - 14],
        [tip, top],
      ],
      '#b98325',
      2,
    ),
    line(
      [
        [trolley, top],
        [trolley, hook],
      ],
      '#333',
      1.5,
    ),
    rect(trolley - 7, hook, 14, 7, '#6b4a2a'),
    lamp,
  ].join('');
}

/** The tunnel in section: the shield moves on while it drives. */
function tunnel({ phase, driving, built, beat }: Scene): string {
  if (phase !== 'tunnelling') return '';
  const face = 180 + built * 300 + (driving ? 4 * Math.sin(beat / 3) : 0);
  const wheel = driving ? (beat * 40) % 360 : 0;
  return [
    rect(60, ground + 18, face - 60, 36, '#2e3238'),
    rect(face - 46, ground + 16, 46, 40, '#7d8c99'),
    `<g transform="translate(${face.toFixed(1)} ${ground + 36}) rotate(${wheel.toFixed(0)})"><path d="M-18 0H18M0-18V18" stroke="#d9dee3" stroke-width="5"/></g>`,
  ].join('');
}

/** Some on the ground, some on the floors of what is being built. */
function people({ atWork, beat, seed, built, category, phase }: Scene): string {
  const random = new Random(seed ^ 0x51f0);
  const storeys = category === 'factory' ? 0 : Math.floor(13 * Math.min(1, built * 1.6));
  const isTower = !['road', 'port', 'water', 'rail'].includes(category) && phase !== 'piling';
  return Array.from({ length: Math.round(atWork * 16) }, (_, i) => {
    const floor = isTower && random.chance(0.4) ? random.whole(0, storeys) : 0;
    const home = floor > 0 ? random.between(300, 350) : random.between(170, 560);
    const x = home + 12 * Math.sin(beat / random.between(3, 9) + i);
    const y = floor > 0 ? ground - 11 - floor * 14 : ground - 9 + random.between(0, 16);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3.2" fill="#f4c430"/>${rect(x - 2.4, y + 2, 4.8, 9, '#e2572b')}`;
  }).join('');
}

/** Diesel machines of earthworks and paving: they move and smoke only at work. */
function digger({ phase, atWork, beat }: Scene): string {
  if (phase !== 'earthworks' && phase !== 'paving' && phase !== 'piling') return '';
  const x = 410 + (atWork > 0 ? 70 * Math.sin(beat / 23) : 0);
  const arm = atWork > 0 ? 22 * Math.sin(beat / 4) : 16;
  return [
    rect(x, ground - 26, 46, 16, '#e8b021'),
    rect(x - 4, ground - 10, 54, 10, '#3c3c3c'),
    line(
      [
        [x, ground - 22],
        [x - 26, ground - 44 + arm / 2],
        [x - 46, ground - 12 + arm],
      ],
      '#c9951a',
      5,
    ),
    atWork > 0
      ? `<circle cx="${x + 38}" cy="${ground - 38 - ((beat * 9) % 18)}" r="5" fill="#777" fill-opacity=".4"/>`
      : '',
  ].join('');
}

/** Floodlights over those who work in the dark, and a lamp at the gate as long as there is electricity. */
function lights({ atWork, dark, powered }: Scene): string {
  if (!powered || dark < 0.4) return '';
  const glow = `<radialGradient id="glow"><stop offset="0" stop-color="#fff0c2" stop-opacity=".55"/><stop offset="1" stop-color="#fff0c2" stop-opacity="0"/></radialGradient>`;
  const gate = `<circle cx="158" cy="${ground - 40}" r="46" fill="url(#glow)"/>`;
  const flood =
    atWork > 0 ? `<ellipse cx="360" cy="${ground - 30}" rx="300" ry="150" fill="url(#glow)"/>` : '';
  return `<defs>${glow}</defs>${gate}${flood}`;
}

function caption({ title, district, clock, celsius }: Scene): string {
  return `<g font-family="sans-serif" fill="#fff" stroke="#000" stroke-width="2.4" paint-order="stroke" font-size="15">
<text x="14" y="24">${district} ${title}</text><text x="14" y="${height - 14}">${clock}</text>
<text x="${width - 14}" y="24" text-anchor="end">模拟画面 SIMULATED</text><text x="${width - 14}" y="${height - 14}" text-anchor="end">${celsius} °C</text></g>`;
}

/** One frame of a site's camera, 640 × 360. */
export function drawScene(scene: Scene): string {
  const layers = [sky, earth, camp, building, crane, tunnel, digger, people, lights, caption];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title>${scene.title}</title>
${layers.map((layer) => layer(scene)).join('\n')}
</svg>
`;
}

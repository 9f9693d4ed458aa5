import { Random } from '../random.ts';
import { machines, people } from './machines.ts';
import type { Scene } from './scene.ts';
import { area, blend, box, canvas, colour, disc, line, type Shape } from './shape.ts';
import { ground, toneOf } from './tone.ts';
import { worksOf } from './works.ts';

const lamp = colour('#ffd98a');
const glare = colour('#fff6dc');

function sky({ dark, raining, seed, beat }: Scene): Shape[] {
  const top = raining ? colour('#7f8b97') : colour('#6fa9dc');
  const low = raining ? colour('#b3b9be') : colour('#dfeaf0');
  const night = { top: colour('#0a1020'), low: colour('#2a3146') };
  const cloud = blend(raining ? colour('#a2abb3') : colour('#cfe0ec'), colour('#1d2436'), dark);
  const clouds = [0, 1, 2].flatMap((i) => {
    const x = ((seed * 37 + i * 260 + beat * 0.4) % 760) - 60;
    const y = 58 + i * 20;
    return [disc(x, y, 15, cloud), disc(x + 20, y - 5, 20, cloud), disc(x + 42, y + 1, 15, cloud)];
  });
  return [{ kind: 'sky', top: blend(top, night.top, dark), low: blend(low, night.low, dark) }, ...clouds];
}

/** Hills and the town behind the site, paler the farther. */
function distance({ dark, raining, seed }: Scene): Shape[] {
  const haze = (hex: string, night: string) => blend(colour(raining ? '#9aa3a9' : hex), colour(night), dark);
  const random = new Random(seed ^ 0x7a31);
  const ridge = Array.from({ length: 9 }, (_, i) => [i * 80, 214 + random.between(-26, 18)] as const);
  const town = Array.from({ length: 16 }, (_, i) => {
    const high = random.whole(14, 58);
    return box(
      i * 42 + random.between(0, 12),
      ground - 10 - high,
      random.whole(16, 30),
      high,
      haze('#a9b9c6', '#1b2233'),
    );
  });
  return [area(haze('#b4c7d0', '#182032'), [0, ground], ...ridge, [640, ground]), ...town];
}

/** The ground with its wheel tracks, and the hoarding around the site. */
function earth({ dark, raining, phase }: Scene): Shape[] {
  const tone = toneOf({ dark });
  const soil = raining
    ? '#75614b'
    : phase === 'external' || phase === 'commissioning'
      ? '#8f9189'
      : '#a58c68';
  const panels = Array.from({ length: 21 }, (_, i) => [
    box(i * 32, ground - 22, 31, 22, tone('#3f7fae')),
    box(i * 32, ground - 22, 31, 4, tone('#e8edf0')),
  ]);
  const tracks = [314, 322].map((y) => line(tone('#8d7556'), 3, [0, y + 6], [220, y], [640, y + 8]));
  const puddles = raining
    ? [box(180, 318, 60, 4, tone('#9fb0bd')), box(470, 326, 84, 4, tone('#9fb0bd'))]
    : [];
  return [
    ...panels.flat(),
    box(0, ground, canvas.width, canvas.height - ground, tone(soil)),
    ...tracks,
    ...puddles,
  ];
}

/** The camp at the left: two storeys of cabins under a blue roof, whose windows are lit where people are in. */
function camp({ camp: beds, dark, powered, seed, beat }: Scene): Shape[] {
  const tone = toneOf({ dark });
  const random = new Random(seed ^ Math.floor(beat / 900));
  const shapes = [
    box(14, ground - 50, 130, 50, tone('#eef1f2')),
    area(tone('#3c74a6'), [8, ground - 50], [150, ground - 50], [144, ground - 58], [14, ground - 58]),
    box(14, ground - 27, 130, 3, tone('#3c74a6')),
    line(tone('#9aa3aa'), 2, [144, ground - 26], [160, ground]),
  ];
  for (let floor = 0; floor < 2; floor++) {
    for (let room = 0; room < 7; room++) {
      const lit = powered && dark > 0.4 && random.chance(beds * 0.75);
      const [x, y] = [20 + room * 18, ground - 46 + floor * 24];
      shapes.push(box(x, y, 9, 9, lit ? lamp : tone('#6d8799')), box(x + 10, y + 1, 5, 15, tone('#c4ccd1')));
    }
  }
  return shapes;
}

/** Rain in front of everything. */
function rain({ raining, beat }: Scene): Shape[] {
  return Array.from({ length: raining ? 90 : 0 }, (_, i) => {
    const x = (i * 97 + beat * 53) % canvas.width;
    const y = (i * 61 + beat * 410) % canvas.height;
    return line(colour('#ccd6de'), 0.8, [x, y], [x - 3, y + 13]);
  });
}

/** Lamp posts over those who work in the dark, and a lamp at the gate as long as there is electricity. */
function lights({ atWork, dark, powered }: Scene): Shape[] {
  const post = toneOf({ dark })('#6c7278');
  const posts = [204, 520].map((x) => ({ x, y: ground - 118 }));
  const masts = posts.flatMap(({ x, y }) => [
    line(post, 2, [x, ground], [x, y]),
    box(x - 9, y - 4, 18, 6, post),
  ]);
  if (!powered || dark < 0.4) return masts;
  const gate: Shape = { kind: 'glow', x: 158, y: ground - 30, wide: 44, high: 44 };
  if (atWork === 0) return [...masts, gate, disc(158, ground - 30, 2.4, glare)];
  const cones = posts.flatMap(({ x, y }): Shape[] => [
    { kind: 'glow', x, y: y + 4, wide: 70, high: 60 },
    { kind: 'glow', x, y: ground - 10, wide: 190, high: 90 },
    ...[-6, 0, 6].map((dx) => disc(x + dx, y - 1, 2.4, glare)),
  ]);
  return [...masts, gate, ...cones];
}

function caption({ title, district, clock, celsius }: Scene): Shape[] {
  const right = canvas.width - 14;
  const low = canvas.height - 12;
  return [
    { kind: 'text', x: 14, y: 24, anchor: 'start', text: `${district} ${title}` },
    { kind: 'text', x: 14, y: low, anchor: 'start', text: clock },
    { kind: 'text', x: right, y: 24, anchor: 'end', text: '模拟画面 SIMULATED' },
    { kind: 'text', x: right, y: low, anchor: 'end', text: `${celsius} °C` },
  ];
}

/** A site as a camera sees it, from back to front. */
export function drawScene(scene: Scene): Shape[] {
  const layers = [sky, distance, earth, camp, worksOf, machines, people, lights, rain, caption];
  return layers.flatMap((layer) => layer(scene));
}

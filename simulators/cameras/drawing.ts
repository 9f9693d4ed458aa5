import { Random } from '../random.ts';
import type { Scene } from './scene.ts';
import { blend, box, canvas, colour, disc, line, type Shape } from './shape.ts';

const ground = 286;
const yellow = colour('#e0a53a');
const helmet = colour('#f4c430');
const lamp = colour('#ffd98a');

function sky({ dark, raining, beat }: Scene): Shape[] {
  const top = raining ? colour('#808c98') : colour('#7ab2e2');
  const low = raining ? colour('#a8afb6') : colour('#d6e8f4');
  const drops = Array.from({ length: raining ? 70 : 0 }, (_, i) => {
    const x = (i * 97 + beat * 53) % canvas.width;
    const y = (i * 61 + beat * 410) % canvas.height;
    return line(colour('#c8d4e0'), 1, [x, y], [x - 3, y + 12]);
  });
  const night = { top: colour('#0c1222'), low: colour('#242a3e') };
  return [{ kind: 'sky', top: blend(top, night.top, dark), low: blend(low, night.low, dark) }, ...drops];
}

function earth({ dark, raining }: Scene): Shape[] {
  const soil = raining ? colour('#705c46') : colour('#9e8462');
  return [box(0, ground, canvas.width, canvas.height - ground, blend(soil, colour('#282422'), dark))];
}

/** The camp at the left: two storeys of cabins whose windows are lit where people are in. */
function camp({ camp: beds, dark, powered, seed, beat }: Scene): Shape[] {
  const random = new Random(seed ^ Math.floor(beat / 900));
  const shapes = [box(16, ground - 44, 126, 44, blend(colour('#e2e8ee'), colour('#3a404c'), dark))];
  for (let floor = 0; floor < 2; floor++) {
    for (let room = 0; room < 7; room++) {
      const lit = powered && dark > 0.4 && random.chance(beds * 0.75);
      shapes.push(box(22 + room * 17, ground - 38 + floor * 18, 9, 8, lit ? lamp : colour('#5c6b7c')));
    }
  }
  return shapes;
}

/** What is being built, as high as it has come. */
function building({ category, built, dark, seed }: Scene): Shape[] {
  const concrete = blend(colour('#b2b4b6'), colour('#34363c'), dark);
  const x = 250 + (seed % 40);
  if (category === 'road') {
    const piers = Array.from({ length: 6 }, (_, i) => box(x - 40 + i * 62, ground - 78, 12, 78, concrete));
    return [...piers, box(x - 56, ground - 90, 60 + built * 300, 13, concrete)];
  }
  if (category === 'port' || category === 'water') {
    const wall = box(x - 30, ground - 22 - built * 26, 250, 22 + built * 26, concrete);
    return [wall, box(0, ground + 44, canvas.width, 30, colour('#44698a'))];
  }
  const { wide, each, storeys } = tower(category, built);
  return Array.from({ length: storeys }, (_, i) => {
    const y = ground - (i + 1) * each;
    return [box(x, y, wide, each - 2, concrete), box(x, y + each - 2, wide, 2, colour('#6d7278'))];
  }).flat();
}

/** Width and height of a storey, and how many there are. */
function tower(category: Scene['category'], built: number): { wide: number; each: number; storeys: number } {
  const isHall = category === 'factory';
  const storeys = Math.round((isHall ? 4 : 13) * Math.min(1, built * 1.6));
  return { wide: isHall ? 240 : 128, each: isHall ? 20 : 14, storeys };
}

/** A tower crane: it turns and lifts while people work, and stands when they do not. */
function crane({ atWork, beat, seed, phase, powered, dark }: Scene): Shape[] {
  if (phase !== 'structure' && phase !== 'foundation') return [];
  const mast = 214 + (seed % 30);
  const top = 84;
  const angle = atWork > 0 ? Math.sin(beat / 19 + seed) : 0.85;
  const tip = mast + 170 * angle;
  const trolley = mast + (tip - mast) * (atWork > 0 ? 0.55 + 0.35 * Math.sin(beat / 11) : 0.2);
  const hook = top + 20 + (atWork > 0 ? 75 * (1 + Math.sin(beat / 7)) : 14);
  return [
    box(mast - 4, top, 8, ground - top, yellow),
    line(yellow, 6, [mast - 50 * angle, top], [tip, top]),
    line(colour('#b98325'), 2, [mast, top - 14], [tip, top]),
    line(colour('#333333'), 1.5, [trolley, top], [trolley, hook]),
    box(trolley - 7, hook, 14, 7, colour('#6b4a2a')),
    ...(powered && dark > 0.5 ? [disc(mast, top - 10, 3, colour('#ff5a4d'))] : []),
  ];
}

/** The tunnel in section: the shield's wheel turns while it drives. */
function tunnel({ phase, driving, built, beat }: Scene): Shape[] {
  if (phase !== 'tunnelling') return [];
  const face = 180 + built * 300 + (driving ? 4 * Math.sin(beat / 3) : 0);
  const turn = driving ? beat / 1.4 : 0;
  const spoke = (angle: number) => {
    const [dx, dy] = [18 * Math.cos(angle), 18 * Math.sin(angle)];
    return line(colour('#d9dee3'), 5, [face - dx, ground + 36 - dy], [face + dx, ground + 36 + dy]);
  };
  return [
    box(60, ground + 18, face - 60, 36, colour('#2e3238')),
    box(face - 46, ground + 16, 46, 40, colour('#7d8c99')),
    spoke(turn),
    spoke(turn + Math.PI / 2),
  ];
}

/** Some on the ground, some on the floors of what is being built. */
function people({ atWork, beat, seed, built, category, phase }: Scene): Shape[] {
  const random = new Random(seed ^ 0x51f0);
  const hasFloors = !['road', 'port', 'water', 'rail', 'factory'].includes(category) && phase !== 'piling';
  const { storeys } = tower(category, built);
  return Array.from({ length: Math.round(atWork * 16) }, (_, i) => {
    const floor = hasFloors && random.chance(0.4) ? random.whole(0, storeys) : 0;
    const home = floor > 0 ? random.between(300, 350) : random.between(170, 560);
    const x = home + 12 * Math.sin(beat / random.between(3, 9) + i);
    const y = floor > 0 ? ground - 11 - floor * 14 : ground - 9 + random.between(0, 16);
    return [disc(x, y, 3.2, helmet), box(x - 2.4, y + 2, 4.8, 9, colour('#e2572b'))];
  }).flat();
}

/** Diesel machines of earthworks and paving: they move and smoke only at work. */
function digger({ phase, atWork, beat }: Scene): Shape[] {
  if (phase !== 'earthworks' && phase !== 'paving' && phase !== 'piling') return [];
  const x = 410 + (atWork > 0 ? 70 * Math.sin(beat / 23) : 0);
  const arm = atWork > 0 ? 22 * Math.sin(beat / 4) : 16;
  const smoke = disc(x + 38, ground - 38 - ((beat * 9) % 18), 5, colour('#777777'), 0.4);
  return [
    box(x, ground - 26, 46, 16, colour('#e8b021')),
    box(x - 4, ground - 10, 54, 10, colour('#3c3c3c')),
    line(
      colour('#c9951a'),
      5,
      [x, ground - 22],
      [x - 26, ground - 44 + arm / 2],
      [x - 46, ground - 12 + arm],
    ),
    ...(atWork > 0 ? [smoke] : []),
  ];
}

/** Floodlights over those who work in the dark, and a lamp at the gate as long as there is electricity. */
function lights({ atWork, dark, powered }: Scene): Shape[] {
  if (!powered || dark < 0.4) return [];
  const gate: Shape = { kind: 'glow', x: 158, y: ground - 40, wide: 46, high: 46 };
  const flood: Shape = { kind: 'glow', x: 360, y: ground - 30, wide: 300, high: 150 };
  return atWork > 0 ? [gate, flood] : [gate];
}

function caption({ title, district, clock, celsius }: Scene): Shape[] {
  const right = canvas.width - 14;
  const low = canvas.height - 14;
  return [
    { kind: 'text', x: 14, y: 24, anchor: 'start', text: `${district} ${title}` },
    { kind: 'text', x: 14, y: low, anchor: 'start', text: clock },
    { kind: 'text', x: right, y: 24, anchor: 'end', text: '模拟画面 SIMULATED' },
    { kind: 'text', x: right, y: low, anchor: 'end', text: `${celsius} °C` },
  ];
}

/** A site as a camera sees it, from back to front. */
export function drawScene(scene: Scene): Shape[] {
  const layers = [sky, earth, camp, building, crane, tunnel, digger, people, lights, caption];
  return layers.flatMap((layer) => layer(scene));
}

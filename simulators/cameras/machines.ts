import { Random } from '../random.ts';
import type { Scene } from './scene.ts';
import { area, box, colour, disc, line, type Shape } from './shape.ts';
import { ground, litTone } from './tone.ts';
import { towerOf } from './works.ts';

const helmet = colour('#f4c430');
const yellow = '#e0a53a';

/** Lattice between two lines, as a zigzag. */
function lattice(
  from: readonly [number, number],
  to: readonly [number, number],
  wide: number,
): [number, number][] {
  const isUpright = Math.abs(to[1] - from[1]) > Math.abs(to[0] - from[0]);
  const turns = Math.max(2, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / 9));
  return Array.from({ length: turns + 1 }, (_, i) => {
    const [x, y] = [from[0] + ((to[0] - from[0]) * i) / turns, from[1] + ((to[1] - from[1]) * i) / turns];
    const side = i % 2 === 0 ? 0 : wide;
    return isUpright ? [x + side, y] : [x, y - side];
  });
}

/** A tower crane: it turns and lifts while people work, and stands when they do not. */
function towerCrane({ atWork, beat, seed, powered, dark }: Scene, tone: ReturnType<typeof litTone>): Shape[] {
  const [mast, top] = [222 + (seed % 30), 74];
  const angle = atWork > 0 ? Math.sin(beat / 19 + seed) : 0.85;
  const tip = mast + 184 * angle;
  const tail = mast - 52 * angle;
  const trolley = mast + (tip - mast) * (atWork > 0 ? 0.55 + 0.35 * Math.sin(beat / 11) : 0.2);
  const hook = top + 24 + (atWork > 0 ? 70 * (1 + Math.sin(beat / 7)) : 14);
  const steel = tone(yellow);
  return [
    line(steel, 2, [tail, top], [tip, top]),
    line(steel, 1.2, ...lattice([mast, top], [tip, top], 8)),
    line(steel, 1.5, [mast, top - 8], [tip, top - 8]),
    line(tone('#8a6a2c'), 1.5, [tail, top], [mast, top - 24], [mast + (tip - mast) * 0.7, top - 8]),
    line(steel, 3, [mast, top - 24], [mast, top]),
    box(Math.min(tail, tail + 16 * Math.sign(angle)), top, 16, 12, tone('#8f9397')),
    line(steel, 2, [mast - 4, top], [mast - 4, ground]),
    line(steel, 2, [mast + 4, top], [mast + 4, ground]),
    line(steel, 1.2, ...lattice([mast - 4, top], [mast - 4, ground], 8)),
    box(mast - 5, top + 2, 10, 10, tone('#dfe6ea')),
    box(mast - 14, ground - 6, 28, 8, tone('#a6a8a8')),
    line(tone('#2b2f33'), 1, [trolley, top], [trolley, hook]),
    box(trolley - 4, top, 8, 3, tone('#555b60')),
    ...(atWork > 0
      ? [box(trolley - 12, hook, 24, 5, tone('#7a5a3a'))]
      : [box(trolley - 2, hook, 4, 5, tone('#444444'))]),
    ...(powered && dark > 0.5
      ? [disc(mast, top - 26, 2.6, colour('#ff5a4d')), disc(tip, top - 6, 2, colour('#ff5a4d'))]
      : []),
  ];
}

/** A crane on a truck lifts steel: its boom goes up and down while people work. */
function truckCrane({ atWork, beat }: Scene, tone: ReturnType<typeof litTone>): Shape[] {
  const lift = atWork > 0 ? Math.sin(beat / 13) : -0.6;
  const [x, tip] = [186, [286 + 18 * lift, 118 - 22 * lift] as const];
  const hook = tip[1] + 40 + (atWork > 0 ? 26 * Math.sin(beat / 8) : 0);
  return [
    line(tone(yellow), 5, [x, ground - 24], tip),
    line(tone('#2b2f33'), 1, tip, [tip[0], hook]),
    box(tip[0] - 14, hook, 28, 4, tone('#9a4b38')),
    box(x - 34, ground - 22, 60, 12, tone('#d9952e')),
    box(x + 14, ground - 32, 16, 14, tone('#c3d2da')),
    ...[-26, -6, 16].map((dx) => disc(x + dx, ground - 6, 6, tone('#2a2c2e'))),
  ];
}

/** A hoist at the side of a tower goes up and down with people. */
function hoist(scene: Scene, tone: ReturnType<typeof litTone>): Shape[] {
  const { x, wide, floors } = towerOf(scene);
  if (floors < 3) return [];
  const mast = x + wide + 10;
  const top = ground - floors * 14;
  const lift = scene.atWork > 0 ? 0.5 + 0.5 * Math.sin(scene.beat / 15) : 0;
  return [
    line(tone('#b3b8bc'), 1.5, [mast, ground], [mast, top]),
    line(tone('#b3b8bc'), 1, ...lattice([mast, ground], [mast, top], 4)),
    box(mast - 5, ground - 16 - (ground - top - 20) * lift, 13, 16, tone('#c9503a')),
  ];
}

/** An excavator and a tipper on tracks and wheels: they move and smoke only at work. */
function digger({ atWork, beat }: Scene, tone: ReturnType<typeof litTone>): Shape[] {
  const x = 420 + (atWork > 0 ? 40 * Math.sin(beat / 23) : 0);
  const arm = atWork > 0 ? 18 * Math.sin(beat / 4) : 12;
  const body = tone('#e8b021');
  const smoke = disc(x + 46, ground - 46 - ((beat * 9) % 18), 5, tone('#777777'), 0.4);
  return [
    area(tone('#8a6f4e'), [300, ground + 2], [338, ground - 22], [366, ground - 10], [392, ground + 2]),
    line(
      tone('#c9951a'),
      6,
      [x + 8, ground - 30],
      [x - 26, ground - 66 + arm / 2],
      [x - 56, ground - 26 + arm],
    ),
    area(
      tone('#555a5e'),
      [x - 64, ground - 30 + arm],
      [x - 48, ground - 30 + arm],
      [x - 52, ground - 12 + arm],
      [x - 66, ground - 14 + arm],
    ),
    box(x, ground - 32, 52, 18, body),
    box(x + 4, ground - 48, 20, 18, tone('#2f4858')),
    box(x - 6, ground - 12, 62, 12, tone('#33363a')),
    ...[0, 12, 24, 36, 48].map((dx) => disc(x + dx, ground - 6, 4, tone('#6b7075'))),
    box(510, ground - 30, 56, 20, tone('#3f7d58')),
    box(568, ground - 28, 18, 18, tone('#d4d9dc')),
    ...[520, 536, 576].map((wheel) => disc(wheel, ground - 5, 6, tone('#2a2c2e'))),
    ...(atWork > 0 ? [smoke] : []),
  ];
}

/** A piling rig: the hammer falls while people work. */
function rig({ atWork, beat, category }: Scene, tone: ReturnType<typeof litTone>): Shape[] {
  const base = category === 'port' ? ground + 30 : ground;
  const x = category === 'port' ? 470 : 400;
  const fall = atWork > 0 ? Math.abs(Math.sin(beat * 1.3)) : 0;
  const hammer = base - 126 + 50 * fall;
  const below =
    category === 'port'
      ? [
          area(
            tone('#5b4a42'),
            [x - 70, base - 6],
            [x + 80, base - 6],
            [x + 64, base + 12],
            [x - 56, base + 12],
          ),
        ]
      : [box(x - 14, base - 10, 66, 10, tone('#33363a'))];
  return [
    line(tone(yellow), 4, [x, base - 6], [x, base - 150]),
    line(tone(yellow), 2, [x, base - 140], [x + 40, base - 14]),
    box(x - 12, hammer, 10, 24, tone('#4b5258')),
    box(x - 10, hammer + 24, 6, Math.max(0, base - hammer - 24), tone('#a5a8a9')),
    ...below,
    box(x + 10, base - 32, 40, 24, tone('#d9952e')),
  ];
}

/** The tunnel in section: rings behind a shield whose wheel turns while it drives. */
function tunnel({ driving, built, beat }: Scene, tone: ReturnType<typeof litTone>): Shape[] {
  const face = 300 + built * 300 + (driving ? 3 * Math.sin(beat / 3) : 0);
  const turn = driving ? beat / 1.4 : 0;
  const [top, high] = [ground + 12, 36];
  const spoke = (angle: number) => {
    const [dx, dy] = [6 * Math.cos(angle), 17 * Math.sin(angle)];
    return line(tone('#e3e7ea'), 4, [face - dx, top + 18 - dy], [face + dx, top + 18 + dy]);
  };
  const rings = Array.from({ length: Math.floor((face - 300) / 12) }, (_, i) =>
    line(tone('#5b6167'), 1, [254 + i * 12, top], [254 + i * 12, top + high]),
  );
  return [
    box(232, top, face - 232, high, tone('#23272c')),
    box(232, top, face - 232, 4, tone('#9a9d9e')),
    box(232, top + high - 4, face - 232, 4, tone('#9a9d9e')),
    ...rings,
    box(face - 60, top - 1, 60, high + 2, tone('#6f8494')),
    box(face - 6, top - 3, 8, high + 6, tone('#4d5a66')),
    spoke(turn),
    spoke(turn + Math.PI / 2),
  ];
}

/** Some on the ground, some on the floors of what is being built. */
export function people(scene: Scene): Shape[] {
  const { atWork, beat, seed, category, phase } = scene;
  const random = new Random(seed ^ 0x51f0);
  const { x: left, wide, floors } = towerOf(scene);
  const hasFloors = (category === 'housing' || category === 'public') && phase !== 'piling' && floors > 1;
  const tone = litTone(scene);
  return Array.from({ length: Math.round(atWork * 16) }, (_, i) => {
    const floor = hasFloors && random.chance(0.45) ? random.whole(1, floors) : 0;
    const home = floor > 0 ? random.between(left + 8, left + wide - 8) : random.between(175, 600);
    const x = home + 10 * Math.sin(beat / random.between(3, 9) + i);
    const y = floor > 0 ? ground - 10 - floor * 14 : ground - 8 + random.between(0, 16);
    return [
      box(x - 2, y + 6, 4, 5, tone('#31415a')),
      box(x - 2.6, y + 1, 5.2, 6, tone('#e2572b')),
      disc(x, y - 1, 2.6, helmet),
    ];
  }).flat();
}

/** The machines of the phase and the category. */
export function machines(scene: Scene): Shape[] {
  const tone = litTone(scene);
  const { phase, category } = scene;
  const isTower = category === 'housing' || category === 'public';
  if (phase === 'tunnelling') return tunnel(scene, tone);
  if (phase === 'piling') return rig(scene, tone);
  if (phase === 'earthworks' || phase === 'paving') return digger(scene, tone);
  if (category === 'factory' && phase === 'structure') return truckCrane(scene, tone);
  if (phase === 'structure' || phase === 'foundation') {
    if (category === 'rail' || category === 'road') return [];
    return [...towerCrane(scene, tone), ...(isTower ? hoist(scene, tone) : [])];
  }
  return isTower && phase === 'fit-out' ? hoist(scene, tone) : [];
}

import type { Category } from '../city/categories.ts';
import type { Scene } from './scene.ts';
import { area, box, line, type Shape } from './shape.ts';
import { ground, litTone, type Tone } from './tone.ts';

/** How far something is that goes from one share of the whole life to another, 0 to 1. */
function stage(built: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (built - from) / (to - from)));
}

const storeyHigh = 14;
const storeys = 13;
const towerWide = 132;

/** Where the tower of a housing or public site stands, and how many floors it has. */
export function towerOf({ built, seed }: Scene): { x: number; wide: number; floors: number } {
  return { x: 262 + (seed % 40), wide: towerWide, floors: Math.round(storeys * stage(built, 0.22, 0.62)) };
}

/** Slabs and columns, a green climbing net around the newest floors, later walls and windows from below. */
function tower(scene: Scene, tone: Tone): Shape[] {
  const { x, wide, floors } = towerOf(scene);
  const pit = floors === 0 ? [box(x - 12, ground - 5, wide + 24, 9, tone('#8d8f90'))] : [];
  const clad = Math.ceil(floors * stage(scene.built, 0.56, 0.9));
  const isRising = floors < storeys;
  const all = Array.from({ length: floors }, (_, floor) => {
    const y = ground - (floor + 1) * storeyHigh;
    if (floor < clad) return wall(x, y, wide, tone);
    if (isRising && floor >= floors - 5 && floor < floors - 1) return net(x, y, wide, tone);
    return bare(x, y, wide, tone);
  });
  return [...pit, ...all.flat()];
}

function bare(x: number, y: number, wide: number, tone: Tone): Shape[] {
  const columns = Array.from({ length: 6 }, (_, i) => {
    return box(x + (i * (wide - 5)) / 5, y + 3, 5, storeyHigh - 3, tone('#a9abac'));
  });
  return [
    box(x, y, wide, storeyHigh, tone('#565c63')),
    ...columns,
    box(x - 3, y, wide + 6, 3, tone('#c4c5c4')),
  ];
}

function net(x: number, y: number, wide: number, tone: Tone): Shape[] {
  return [
    box(x - 5, y, wide + 10, storeyHigh, tone('#4e9370')),
    line(tone('#3c7459'), 1, [x - 5, y + 7], [x + wide + 5, y + 7]),
    line(tone('#d0d4d2'), 1, [x - 5, y], [x + wide + 5, y]),
  ];
}

function wall(x: number, y: number, wide: number, tone: Tone): Shape[] {
  const windows = Array.from({ length: 8 }, (_, i) => box(x + 5 + i * 16, y + 3, 9, 8, tone('#6f97b0')));
  return [box(x, y, wide, storeyHigh, tone('#d3cab8')), ...windows];
}

/** A hall: red primed steel bay by bay, then sheets and a roof over it. */
function hall({ built }: Scene, tone: Tone): Shape[] {
  const [x, bayWide, bays, high] = [228, 38, 8, 92];
  const erected = Math.round(bays * stage(built, 0.3, 0.6));
  const clad = Math.round(bays * stage(built, 0.56, 0.78));
  const top = ground - high;
  const steel = tone('#9a4b38');
  const frame = Array.from({ length: erected }, (_, i) => {
    const left = x + i * bayWide;
    return [
      box(left, top, 4, high, steel),
      box(left + bayWide, top, 4, high, steel),
      line(steel, 3, [left, top], [left + bayWide, top]),
      line(steel, 1.5, [left, top + 12], [left + bayWide / 2, top], [left + bayWide, top + 12]),
      ...(i % 3 === 0 ? [line(steel, 1.5, [left, ground], [left + bayWide, top + 14])] : []),
    ];
  });
  const sheets = Array.from({ length: clad }, (_, i) => {
    const left = x + i * bayWide;
    return [
      box(left, top, bayWide, high, tone('#c7d2d9')),
      box(left, top + 20, bayWide, 10, tone('#3f79a8')),
      box(left + 10, top + 44, 18, 12, tone('#7fa2b8')),
    ];
  });
  const footings = Array.from({ length: bays + 1 }, (_, i) =>
    box(x - 3 + i * bayWide, ground - 6, 10, 8, tone('#9b9d9e')),
  );
  const roof = clad > 0 ? [box(x - 6, top - 7, clad * bayWide + 12, 8, tone('#52748f'))] : [];
  return [...(built > 0.18 ? footings : []), ...frame.flat(), ...sheets.flat(), ...roof];
}

/** A station pit in section between diaphragm walls, struts across; a gantry above; at last an entrance of glass. */
function station({ phase, built }: Scene, tone: Tone): Shape[] {
  if (phase === 'earthworks') return [];
  if (phase === 'systems' || phase === 'commissioning' || phase === 'structure') {
    const glass = Array.from({ length: 6 }, (_, i) =>
      box(330 + i * 22, ground - 40, 19, 40, tone('#8fb4c6')),
    );
    return [
      ...glass,
      area(tone('#5b6a78'), [318, ground - 40], [470, ground - 40], [452, ground - 54], [336, ground - 54]),
    ];
  }
  const deep = 10 + 26 * (phase === 'foundation' ? stage(built, 0.12, 0.26) : 1);
  const struts = Array.from({ length: 7 }, (_, i) => box(250 + i * 40, ground + 4, 22, 4, tone('#a85c3c')));
  const pit = [
    box(232, ground, 300, deep, tone('#4b4138')),
    ...struts,
    box(226, ground - 4, 8, deep + 10, tone('#b7b9b9')),
    box(530, ground - 4, 8, deep + 10, tone('#b7b9b9')),
  ];
  const beam = ground - 74;
  const gantry = tone('#d8a23c');
  return [
    ...(phase === 'foundation' ? pit : [box(232, ground, 46, 16, tone('#2e3238'))]),
    line(gantry, 5, [212, ground], [224, beam], [236, ground]),
    line(gantry, 5, [536, ground], [548, beam], [560, ground]),
    box(204, beam - 8, 364, 9, gantry),
  ];
}

/** Piers first, the deck over them from the left; before that an embankment, at last asphalt. */
function viaduct({ phase, built }: Scene, tone: Tone): Shape[] {
  const bank = stage(built, 0, 0.22);
  if (phase === 'earthworks') {
    const right = 230 + 300 * bank;
    return [
      area(tone('#8a6f4e'), [196, ground], [220, ground - 24], [right, ground - 24], [right + 34, ground]),
    ];
  }
  const [x, span, deckTop] = [190, 66, ground - 92];
  const deckEnd = x + 400 * stage(built, 0.4, 0.72);
  const concrete = tone('#b4b6b6');
  const piers = Array.from({ length: Math.round(6 * stage(built, 0.24, 0.46)) }, (_, i) => [
    box(x + 14 + i * span, deckTop + 12, 12, ground - deckTop - 12, concrete),
    area(
      concrete,
      [x + 2 + i * span, deckTop + 12],
      [x + 38 + i * span, deckTop + 12],
      [x + 26 + i * span, deckTop + 24],
      [x + 14 + i * span, deckTop + 24],
    ),
  ]);
  const deck =
    deckEnd > x
      ? [
          box(x - 10, deckTop, deckEnd - x + 10, 13, concrete),
          box(x - 10, deckTop - 5, deckEnd - x + 10, 4, tone('#d6d7d6')),
        ]
      : [];
  const launcher =
    phase === 'structure'
      ? [
          box(deckEnd - 70, deckTop - 22, 150, 6, tone('#d8a23c')),
          line(
            tone('#d8a23c'),
            2,
            [deckEnd - 60, deckTop - 16],
            [deckEnd - 40, deckTop - 4],
            [deckEnd - 20, deckTop - 16],
            [deckEnd, deckTop - 4],
          ),
          line(tone('#d8a23c'), 3, [deckEnd + 60, deckTop - 16], [deckEnd + 60, deckTop + 12]),
        ]
      : [];
  const asphalt =
    phase === 'paving' || phase === 'external'
      ? [box(150, ground + 8, 490 * stage(built, 0.72, 0.94), 22, tone('#3b3e43'))]
      : [];
  return [...piers.flat(), ...deck, ...launcher, ...asphalt];
}

function river(tone: Tone): Shape[] {
  const waves = Array.from({ length: 9 }, (_, i) =>
    line(
      tone('#7fa0b8'),
      1,
      [20 + i * 72, ground + 38 + (i % 3) * 6],
      [52 + i * 72, ground + 38 + (i % 3) * 6],
    ),
  );
  return [box(0, ground + 30, 640, 44, tone('#45708f')), ...waves];
}

/** A quay on piles that stand in the water; at the end a container crane on its rails. */
function quay({ phase, built }: Scene, tone: Tone): Shape[] {
  const piles = Array.from({ length: Math.round(14 * stage(built, 0, 0.3)) }, (_, i) =>
    box(214 + i * 27, ground - 14, 6, 54, tone('#8f9395')),
  );
  const deck = box(200, ground - 20, 400 * stage(built, 0.3, 0.7), 12, tone('#b9bbba'));
  const isEquipped = phase === 'systems' || phase === 'commissioning';
  const steel = tone('#c8543d');
  const crane = isEquipped
    ? [
        line(steel, 6, [380, ground - 20], [386, ground - 120]),
        line(steel, 6, [446, ground - 20], [440, ground - 120]),
        box(300, ground - 126, 220, 8, steel),
        line(steel, 2, [300, ground - 124], [413, ground - 168], [520, ground - 124]),
        line(steel, 4, [413, ground - 126], [413, ground - 168]),
      ]
    : [];
  return [...river(tone), ...piles, ...(built > 0.3 ? [deck] : []), ...crane];
}

/** A sluice: piers with gates between them behind a cofferdam, a gate house on top. */
function sluice({ built }: Scene, tone: Tone): Shape[] {
  const high = 20 + 62 * stage(built, 0.2, 0.75);
  const concrete = tone('#b3b5b4');
  const piers = Array.from({ length: 5 }, (_, i) => [
    box(250 + i * 62, ground - high, 16, high, concrete),
    ...(i < 4 && built > 0.72 ? [box(266 + i * 62, ground - 34, 46, 34, tone('#54728a'))] : []),
  ]);
  const sheetPiles = Array.from({ length: 40 }, (_, i) =>
    box(150 + i * 12, ground + 18, 10, 16, tone(i % 2 ? '#6f5a4a' : '#7d6754')),
  );
  const house =
    built > 0.7
      ? [
          box(244, ground - high - 30, 280, 24, tone('#d9d2c2')),
          area(
            tone('#5a6f80'),
            [236, ground - high - 30],
            [532, ground - high - 30],
            [518, ground - high - 44],
            [250, ground - high - 44],
          ),
        ]
      : [];
  return [...river(tone), ...sheetPiles, box(240, ground - 8, 290, 10, concrete), ...piers.flat(), ...house];
}

/** Tanks that come one after the other, pylons behind them. */
function plant({ built }: Scene, tone: Tone): Shape[] {
  const steel = tone('#8b949c');
  const pylons =
    built > 0.5
      ? [540, 600].flatMap((x) => [
          line(steel, 2, [x - 12, ground], [x, ground - 130], [x + 12, ground]),
          line(steel, 2, [x - 22, ground - 104], [x + 22, ground - 104]),
          line(steel, 2, [x - 16, ground - 84], [x + 16, ground - 84]),
        ])
      : [];
  const tanks = [0, 1, 2].flatMap((i) => {
    const done = stage(built, 0.2 + i * 0.12, 0.42 + i * 0.12);
    if (done === 0) return [];
    const [x, high] = [228 + i * 98, 70 * done];
    const rings = Array.from({ length: Math.floor(high / 14) }, (_, ring) =>
      line(tone('#9fa6ab'), 1, [x, ground - ring * 14], [x + 82, ground - ring * 14]),
    );
    const roof =
      done === 1
        ? [
            area(
              tone('#c2c8cb'),
              [x, ground - 70],
              [x + 82, ground - 70],
              [x + 60, ground - 82],
              [x + 22, ground - 82],
            ),
          ]
        : [];
    return [box(x, ground - high, 82, high, tone('#d5dadd')), ...rings, ...roof];
  });
  return [...pylons, box(216, ground - 4, 310, 6, tone('#a2a4a4')), ...tanks];
}

const works: Record<Category, (scene: Scene, tone: Tone) => Shape[]> = {
  housing: tower,
  public: tower,
  factory: hall,
  rail: station,
  road: viaduct,
  port: quay,
  water: sluice,
  energy: plant,
};

/** What is being built, as far as it has come. */
export function worksOf(scene: Scene): Shape[] {
  return works[scene.category](scene, litTone(scene));
}

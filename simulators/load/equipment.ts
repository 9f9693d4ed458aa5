import type { Category } from '../city/categories.ts';
import type { PhaseKind } from '../life/phases.ts';
import { canteen, climate, office, rooms } from './camp.ts';
import {
  batching,
  cranes,
  hoists,
  pours,
  rigs,
  tools,
  trials,
  welding,
  workLights,
  workshop,
} from './machines.ts';
import type { Piece } from './piece.ts';
import { fenceLights, pumps, watching } from './standing.ts';
import { mucking, shield, ventilation } from './tunnelling.ts';

/** One kind of equipment on a site of size 1. */
export interface Equipment {
  piece: Piece;
  kw: number;
  /** It runs only while people build; the rest is standing load. */
  work: boolean;
  /** Where it hangs: on the site's meters, on the camp's, or on the tunnelling machine's own. */
  on: 'site' | 'camp' | 'machine';
  /** A diesel machine does it on sites that have them. */
  dieselInstead?: boolean;
}

function work(piece: Piece, kw: number, dieselInstead = false): Equipment {
  return { piece, kw, work: true, on: 'site', dieselInstead };
}

function standing(piece: Piece, kw: number): Equipment {
  return { piece, kw, work: false, on: 'site' };
}

/** Loads that every site has from the first to the last day. */
const always: readonly Equipment[] = [
  standing(fenceLights, 5),
  standing(watching, 2.2),
  { piece: rooms, kw: 30, work: false, on: 'camp' },
  { piece: climate, kw: 34, work: false, on: 'camp' },
  { piece: canteen, kw: 16, work: false, on: 'camp' },
  { piece: office, kw: 13, work: false, on: 'camp' },
];

const usual: Record<PhaseKind, readonly Equipment[]> = {
  earthworks: [standing(pumps, 9), work(tools, 22), work(workshop, 12), work(workLights, 8)],
  piling: [
    standing(pumps, 7),
    work(rigs, 190, true),
    work(workshop, 34),
    work(welding, 22),
    work(tools, 8),
    work(workLights, 10),
  ],
  foundation: [
    standing(pumps, 32),
    work(cranes, 60),
    work(workshop, 60),
    work(welding, 45),
    work(pours, 75),
    work(tools, 18),
    work(workLights, 12),
  ],
  structure: [
    standing(pumps, 8),
    work(cranes, 170),
    work(hoists, 70),
    work(workshop, 52),
    work(welding, 55),
    work(pours, 80),
    work(tools, 26),
    work(workLights, 14),
  ],
  tunnelling: [
    standing(pumps, 30),
    { piece: ventilation, kw: 75, work: false, on: 'machine' },
    { piece: shield, kw: 2300, work: true, on: 'machine' },
    work(mucking, 120),
    work(batching, 55),
    work(workshop, 35),
    work(tools, 20),
  ],
  systems: [work(cranes, 45), work(welding, 62), work(tools, 72), work(trials, 60), work(workLights, 10)],
  'fit-out': [work(hoists, 75), work(tools, 85), work(welding, 24), work(workLights, 8)],
  paving: [work(batching, 60, true), work(tools, 20), work(workshop, 9), work(workLights, 9)],
  external: [work(tools, 34), work(workshop, 12), work(workLights, 6)],
  commissioning: [work(trials, 230), work(tools, 34), work(welding, 10)],
};

/** Where a category builds in its own way. */
const own: Partial<Record<Category, Partial<Record<PhaseKind, readonly Equipment[]>>>> = {
  rail: {
    // Diaphragm walls: trench cutters and slurry plant.
    foundation: [
      standing(pumps, 55),
      work(rigs, 330),
      work(cranes, 110),
      work(welding, 80),
      work(workshop, 60),
      work(pours, 90),
      work(workLights, 25),
    ],
  },
  road: {
    structure: [
      work(cranes, 80),
      work(batching, 110),
      work(welding, 60),
      work(workshop, 65),
      work(pours, 60),
      work(tools, 24),
      work(workLights, 16),
    ],
  },
  water: {
    foundation: [
      standing(pumps, 85),
      work(cranes, 55),
      work(workshop, 45),
      work(welding, 30),
      work(pours, 65),
      work(tools, 15),
    ],
    structure: [
      standing(pumps, 50),
      work(cranes, 85),
      work(workshop, 40),
      work(welding, 36),
      work(pours, 60),
      work(tools, 18),
    ],
  },
  factory: {
    // Steel frames: cranes on trucks, much welding, compressors among the tools.
    structure: [
      work(welding, 150),
      work(tools, 55),
      work(workshop, 26),
      work(pours, 30),
      work(workLights, 9),
    ],
  },
};

export function equipmentOf(category: Category, phase: PhaseKind): readonly Equipment[] {
  return own[category]?.[phase] ?? usual[phase];
}

export { always as equipmentAlways };

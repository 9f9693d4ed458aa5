/** The categories that the rules have priors for; see `model/project.ts`. */
export const categories = [
  'rail',
  'housing',
  'public',
  'road',
  'water',
  'factory',
  'energy',
  'port',
] as const;
export type Category = (typeof categories)[number];

/** What the projects of a category are like as a group. */
export interface CategoryTraits {
  /** Relative number of projects. */
  weight: number;
  /** Typical total investment before the city's total is met, 亿元, and how far it spreads (σ of its logarithm). */
  investmentYi: number;
  spread: number;
  /** Days from start to handover. */
  days: readonly [shortest: number, longest: number];
  /** Relative numbers of 1, 2, … 6 meters. */
  meters: readonly number[];
  /** Share of the projects with two-day weekends, Sundays off, every other Sunday off; the rest work every day. */
  rest: { weekend: number; sunday: number; alternate: number };
  /** Share of the projects that usually work into the night. */
  nightWork: number;
}

export const traits: Record<Category, CategoryTraits> = {
  rail: {
    weight: 34,
    investmentYi: 75,
    spread: 0.5,
    days: [1150, 1750],
    meters: [0, 0, 2, 4, 4, 3],
    rest: { weekend: 0, sunday: 0, alternate: 0.05 },
    nightWork: 0.95,
  },
  housing: {
    weight: 96,
    investmentYi: 17,
    spread: 0.6,
    days: [720, 1050],
    meters: [1, 6, 6, 4, 1, 0],
    rest: { weekend: 0.02, sunday: 0.15, alternate: 0.15 },
    nightWork: 0.35,
  },
  public: {
    weight: 62,
    investmentYi: 9,
    spread: 0.6,
    days: [600, 1000],
    meters: [3, 6, 5, 2, 0, 0],
    rest: { weekend: 0.06, sunday: 0.25, alternate: 0.2 },
    nightWork: 0.2,
  },
  road: {
    weight: 58,
    investmentYi: 26,
    spread: 0.8,
    days: [620, 1200],
    meters: [2, 4, 5, 4, 3, 2],
    rest: { weekend: 0.02, sunday: 0.1, alternate: 0.15 },
    nightWork: 0.25,
  },
  water: {
    weight: 40,
    investmentYi: 11,
    spread: 0.7,
    days: [520, 950],
    meters: [3, 5, 4, 2, 1, 0],
    rest: { weekend: 0.04, sunday: 0.15, alternate: 0.2 },
    nightWork: 0.15,
  },
  factory: {
    weight: 82,
    investmentYi: 22,
    spread: 0.9,
    days: [420, 720],
    meters: [2, 5, 6, 3, 1, 0],
    rest: { weekend: 0.05, sunday: 0.3, alternate: 0.2 },
    nightWork: 0.2,
  },
  energy: {
    weight: 28,
    investmentYi: 28,
    spread: 0.8,
    days: [380, 760],
    meters: [2, 4, 4, 2, 1, 0],
    rest: { weekend: 0.08, sunday: 0.3, alternate: 0.2 },
    nightWork: 0.15,
  },
  port: {
    weight: 20,
    investmentYi: 36,
    spread: 0.6,
    days: [620, 1050],
    meters: [0, 3, 4, 3, 2, 1],
    rest: { weekend: 0, sunday: 0.1, alternate: 0.15 },
    nightWork: 0.4,
  },
};

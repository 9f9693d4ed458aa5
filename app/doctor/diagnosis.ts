import type { Configuration } from '../config.ts';

export type Health = 'good' | 'warning' | 'bad';

/** What one look at the installation said. */
export interface Diagnosis {
  /** What was looked at, as `port mqtt`. */
  of: string;
  health: Health;
  said: string;
  /** What to do; null: nothing. */
  todo: string | null;
}

/** What is looked at. */
export interface Installation {
  configuration: Configuration;
  /** A service holds the data directory at present. */
  running: boolean;
  nowMs: () => number;
}

/** Looks at one subject; a fault is an answer and never thrown. */
export type Check = (installation: Installation) => Promise<Diagnosis[]>;

export const good = (of: string, said: string): Diagnosis => ({ of, health: 'good', said, todo: null });

export const warning = (of: string, said: string, todo: string): Diagnosis => ({
  of,
  health: 'warning',
  said,
  todo,
});

export const bad = (of: string, said: string, todo: string): Diagnosis => ({ of, health: 'bad', said, todo });

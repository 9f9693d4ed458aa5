/** Mixes two 32-bit words into one (the finaliser of MurmurHash3 over their sum); order matters. */
export function mix(a: number, b: number): number {
  let h = (Math.imul(a, 0x9e3779b1) + b) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** FNV-1a of a name, so that a name can be part of a seed. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** One word out of a path such as (seed, 'P0012', day, 'crane'): the same path, the same word, on any machine. */
export function seedOf(...path: readonly (number | string)[]): number {
  let h = 0x2545f491;
  for (const part of path) h = mix(h, typeof part === 'number' ? part : hashText(part));
  return h;
}

/** 0 ≤ x < 1 for a path, without a generator: for single draws. */
export function chanceOf(...path: readonly (number | string)[]): number {
  return seedOf(...path) / 4294967296;
}

/**
 * A small fast generator (mulberry32), reseeded for each project, day and piece: whatever is drawn depends on
 * where it stands and not on what was drawn before it, so history, live and truth agree after any restart.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  reseed(seed: number): this {
    this.#state = seed | 0;
    return this;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Whole number, both ends inclusive. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Mean 0, standard deviation 1, within ±3 (sum of three uniforms): loads have no far tails. */
  bell(): number {
    return (this.next() + this.next() + this.next() - 1.5) * 2;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** By weight; weights need not add up to anything. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T {
    let left = this.next() * list.reduce((sum, item) => sum + weight(item), 0);
    for (const item of list) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return list.at(-1)!;
  }
}

/**
 * Smooth noise over a line, −1 to 1, with features about 1 long: neighbouring days resemble each other, and any
 * day can be asked for alone.
 */
export function drift(seed: number, x: number): number {
  const left = Math.floor(x);
  const share = x - left;
  const ease = share * share * (3 - 2 * share);
  const a = mix(seed, left) / 2147483648 - 1;
  const b = mix(seed, left + 1) / 2147483648 - 1;
  return a + (b - a) * ease;
}

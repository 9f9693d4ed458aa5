interface Stretch {
  fromMs: number;
  toMs: number;
}

/** More would make each look-up dearer than a needless replacement now and then. */
const stretchesAtMost = 16;

/**
 * Between which times a meter may have readings already. What lies outside is surely new, so that it can be appended
 * without looking; a backlog that comes in several runs at once makes a stretch for each.
 */
export class Coverage {
  /** In the order of time, and apart from each other. */
  readonly #stretches: Stretch[] = [];

  /** True where nothing can be there yet; from now on something may be. */
  claim(timeMs: number): boolean {
    const after = this.#stretches.findLastIndex(({ fromMs }) => fromMs <= timeMs);
    const stretch = this.#stretches[after];
    if (stretch === undefined) {
      this.#stretches.unshift({ fromMs: timeMs, toMs: timeMs });
      if (this.#stretches.length > stretchesAtMost) this.#joinClosest();
      return true;
    }
    if (timeMs <= stretch.toMs) return false;
    stretch.toMs = timeMs;
    return true;
  }

  /** Something may be anywhere in the range, both ends included. */
  cover(fromMs: number, toMs: number): void {
    this.#stretches.splice(0, Infinity, { fromMs, toMs });
  }

  #joinClosest(): void {
    let closest = 1;
    const gap = (index: number) => this.#stretches[index]!.fromMs - this.#stretches[index - 1]!.toMs;
    for (let index = 2; index < this.#stretches.length; index++)
      if (gap(index) < gap(closest)) closest = index;
    this.#stretches[closest - 1]!.toMs = this.#stretches[closest]!.toMs;
    this.#stretches.splice(closest, 1);
  }
}

import type { ReadingSeries } from '../../model/reading.ts';

/** Readings of one meter as they come: columns that grow, 24 bytes a reading, 32 where voltage is sent. */
export class GrowingColumns {
  readonly meter: string;
  #length = 0;
  #time = new Float64Array(64);
  #energy = new Float64Array(64);
  #power = new Float64Array(64);
  /** Only there once a voltage came. */
  #voltage: Float64Array | null = null;
  #inOrder = true;

  constructor(meter: string) {
    this.meter = meter;
  }

  get lastMs(): number {
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#length; i += 1) last = Math.max(last, this.#time[i]!);
    return last;
  }

  push(timeMs: number, energyKwh: number, powerKw: number, voltageV: number): void {
    const at = this.#length;
    if (at === this.#time.length) this.#grow();
    if (at > 0 && timeMs <= this.#time[at - 1]!) this.#inOrder = false;
    this.#time[at] = timeMs;
    this.#energy[at] = energyKwh;
    this.#power[at] = powerKw;
    if (!Number.isNaN(voltageV)) this.#voltage ??= new Float64Array(this.#time.length).fill(Number.NaN);
    if (this.#voltage !== null) this.#voltage[at] = voltageV;
    this.#length = at + 1;
  }

  #grow(): void {
    const size = this.#time.length * 2;
    const grown = (column: Float64Array) => {
      const larger = new Float64Array(size).fill(Number.NaN, this.#length);
      larger.set(column);
      return larger;
    };
    this.#time = grown(this.#time);
    this.#energy = grown(this.#energy);
    this.#power = grown(this.#power);
    if (this.#voltage !== null) this.#voltage = grown(this.#voltage);
  }

  /** In time order; of several readings of one moment the last that came counts. Views of what is held here. */
  series(): ReadingSeries {
    if (!this.#inOrder) this.#sort();
    const timeMs = this.#time.subarray(0, this.#length);
    const voltage =
      this.#voltage?.subarray(0, this.#length) ?? new Float64Array(this.#length).fill(Number.NaN);
    return {
      meter: this.meter,
      timeMs,
      receivedMs: timeMs,
      energyKwh: this.#energy.subarray(0, this.#length),
      powerKw: this.#power.subarray(0, this.#length),
      voltageMinV: voltage,
      voltageMaxV: voltage,
    };
  }

  #sort(): void {
    const order = this.#order();
    const sorted = (column: Float64Array) => Float64Array.from(order, (at) => column[at]!);
    this.#time = sorted(this.#time);
    this.#energy = sorted(this.#energy);
    this.#power = sorted(this.#power);
    if (this.#voltage !== null) this.#voltage = sorted(this.#voltage);
    this.#length = order.length;
    this.#inOrder = true;
  }

  #order(): Uint32Array {
    const time = this.#time;
    const order = Uint32Array.from({ length: this.#length }, (_, at) => at);
    order.sort((a, b) => time[a]! - time[b]! || a - b);
    let kept = 0;
    for (let i = 0; i < order.length; i += 1) {
      const isLast = i + 1 === order.length || time[order[i + 1]!] !== time[order[i]!];
      if (isLast) order[kept++] = order[i]!;
    }
    return order.subarray(0, kept);
  }
}

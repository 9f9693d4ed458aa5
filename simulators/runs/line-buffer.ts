const comma = 0x2c;
const dot = 0x2e;
const minus = 0x2d;
const zero = 0x30;

/**
 * Text written as bytes into one buffer that is used again and again: tens of millions of lines without a string
 * each. Grows when a block is larger than ever before.
 */
export class LineBuffer {
  #bytes: Buffer;
  #length = 0;

  constructor(bytes: number) {
    this.#bytes = Buffer.allocUnsafe(bytes);
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** A copy of what has been written. */
  copy(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  /** Makes room for one more line. */
  reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(this.#bytes.length * 2 + bytes);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  raw(bytes: Uint8Array): void {
    const to = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < bytes.length; i++) to[at++] = bytes[i]!;
    this.#length = at;
  }

  comma(): void {
    this.#bytes[this.#length++] = comma;
  }

  /** A number with exactly `decimals` digits after the point (0 to 3). */
  fixed(value: number, decimals: 0 | 1 | 2 | 3): void {
    const scale = decimals === 0 ? 1 : decimals === 1 ? 10 : decimals === 2 ? 100 : 1000;
    let left = Math.round(Math.abs(value) * scale);
    const to = this.#bytes;
    if (value < 0 && left > 0) to[this.#length++] = minus;
    let digits = decimals + 1;
    for (let bound = scale * 10; left >= bound; bound *= 10) digits++;
    const end = this.#length + digits + (decimals > 0 ? 1 : 0);
    this.#length = end;
    for (let at = end - 1, written = 0; written < digits; written++) {
      if (written === decimals && decimals > 0) to[at--] = dot;
      const tenth = Math.floor(left / 10);
      to[at--] = zero + (left - tenth * 10);
      left = tenth;
    }
  }
}

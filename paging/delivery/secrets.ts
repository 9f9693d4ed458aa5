/** Shorter parts of an address are words that occur anywhere. */
const leastPart = 8;

/** What is secret in a channel, so that none of it gets into a log by way of another side's answer that echoes it. */
export class Secrets {
  readonly #texts = new Set<string>();

  /** A secret as a file has it; of an address also the values of its query and its last part. */
  add(text: string): void {
    this.#texts.add(text);
    if (!URL.canParse(text)) return;
    const { searchParams, pathname } = new URL(text);
    for (const part of [...searchParams.values(), pathname.split('/').at(-1)!]) {
      if (part.length >= leastPart) this.#texts.add(part);
    }
  }

  hide(text: string): string {
    let hidden = text;
    // The longest first, or what is left of it would tell the rest.
    const longestFirst = [...this.#texts].sort((a, b) => b.length - a.length);
    for (const secret of longestFirst) {
      hidden = hidden.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
    }
    return hidden;
  }
}

import type { Reading } from '../model/reading.ts';
import type { Refusal } from '../model/refusal.ts';
import type { MeterDirectory } from './meter-directory.ts';
import type { ShownReading } from './profile.ts';
import { type ValidationBounds, validate } from './validation.ts';

/** Whether this client may send readings of this meter: it is the meter, or a gateway that has it. */
export type SpeaksFor = (client: string, meter: string) => boolean;

/** Decides of each decoded reading whether it is taken. */
export class Admission {
  #directory: MeterDirectory;
  readonly #speaksFor: SpeaksFor;
  readonly #bounds: ValidationBounds;

  constructor(directory: MeterDirectory, speaksFor: SpeaksFor, bounds: ValidationBounds) {
    this.#directory = directory;
    this.#speaksFor = speaksFor;
    this.#bounds = bounds;
  }

  get directory(): MeterDirectory {
    return this.#directory;
  }

  /** Takes effect with the next reading. */
  replaceDirectory(directory: MeterDirectory): void {
    this.#directory = directory;
  }

  /** `speaker`: who says it; null: an external broker has authenticated, and the topic does not tell. */
  admit(shown: ShownReading, speaker: string | null, receivedMs: number): Reading | Refusal {
    const result = validate(shown, receivedMs, this.#directory, this.#bounds);
    if (speaker === null || speaker === shown.meter || this.#speaksFor(speaker, shown.meter)) return result;
    if ('code' in result && result.code === 'unknown-meter') return result;
    return { code: 'foreign-meter', detail: `${speaker} does not speak for meter ${shown.meter}` };
  }
}

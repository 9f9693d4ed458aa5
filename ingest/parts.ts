import type { Phases } from '../model/reading.ts';
import type { ShownReading } from './profile.ts';

/** Voltages and currents are put to a register or a power that follows within this. */
const phasesHoldMs = 60_000;
const maxMeters = 100_000;

function joined(newer: Phases | null, older: Phases | null): Phases | null {
  if (newer === null || older === null) return newer ?? older;
  return [newer[0] ?? older[0], newer[1] ?? older[1], newer[2] ?? older[2]];
}

/**
 * Puts together what a meter says in several payloads. Register and power join only when they are of the same
 * instant: an older register must not be told as a newer one. Voltages and currents may be a minute older.
 */
export class Parts {
  readonly #last = new Map<string, ShownReading>();

  /** The reading as far as it is known; null: there is neither register nor power yet, the part is remembered. */
  join(part: ShownReading): ShownReading | null {
    const last = this.#last.get(part.meter);
    const whole = last === undefined ? part : this.#join(part, last);
    this.#remember(whole);
    return whole.energyKwh === null && whole.powerKw === null ? null : whole;
  }

  #join(part: ShownReading, last: ShownReading): ShownReading {
    const sameInstant = part.timeMs === last.timeMs;
    const recent = Math.abs(part.timeMs - last.timeMs) <= phasesHoldMs;
    return {
      meter: part.meter,
      timeMs: part.timeMs,
      energyKwh: part.energyKwh ?? (sameInstant ? last.energyKwh : null),
      powerKw: part.powerKw ?? (sameInstant ? last.powerKw : null),
      voltageV: joined(part.voltageV, recent ? last.voltageV : null),
      currentA: joined(part.currentA, recent ? last.currentA : null),
      powerFactor: part.powerFactor ?? (sameInstant ? last.powerFactor : null),
    };
  }

  #remember(whole: ShownReading): void {
    if (this.#last.size >= maxMeters && !this.#last.has(whole.meter)) {
      const [oldest] = this.#last.keys();
      if (oldest !== undefined) this.#last.delete(oldest);
    }
    this.#last.set(whole.meter, whole);
  }
}

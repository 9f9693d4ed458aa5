import type { Reading } from '../model/reading.ts';
import type { MeterHealth } from './schemas/project.ts';
import { toThousandth } from './thousandth.ts';

/** Two rounds of a meter that speaks every quarter of an hour, and some slack. */
export const liveMs = 35 * 60_000;
const lateMs = 24 * 3_600_000;

/** Registers closer together than this make power out of the register's last digit. */
const shortestMs = 60_000;

export interface MeterNow {
  reading: Reading;
  /** As sent, or the register's rise since `since`; null: neither. */
  powerKw: number | null;
  /** When any reading of the meter was last received; a backlog counts here too. */
  lastHeardMs: number;
}

/** The register from which the mean power up to the newest reading is taken. */
interface Since {
  timeMs: number;
  energyKwh: number;
}

interface Kept extends MeterNow {
  since: Since | null;
}

function risePowerKw(since: Since | null, reading: Reading): number | null {
  if (since === null || reading.energyKwh === null) return null;
  const hours = (reading.timeMs - since.timeMs) / 3_600_000;
  const rise = reading.energyKwh - since.energyKwh;
  // A register that fell was changed or wrapped, and one that stood long unheard tells of the past, not of now.
  if (rise < 0 || hours <= 0 || hours * 3_600_000 > liveMs) return null;
  return toThousandth(rise / hours);
}

function registerOf(reading: Reading): Since | null {
  return reading.energyKwh === null ? null : { timeMs: reading.timeMs, energyKwh: reading.energyKwh };
}

/** The newest reading of every meter, and the power that follows from it. */
export class LivePower {
  readonly #meters = new Map<string, Kept>();

  /** Order does not matter: by device time the newest reading stays; an older one only tells that the meter lives. */
  take(reading: Reading): void {
    const known = this.#meters.get(reading.meter);
    if (known === undefined) {
      this.#meters.set(reading.meter, {
        reading,
        powerKw: reading.powerKw,
        lastHeardMs: reading.receivedMs,
        since: registerOf(reading),
      });
      return;
    }
    known.lastHeardMs = Math.max(known.lastHeardMs, reading.receivedMs);
    if (reading.timeMs < known.reading.timeMs) return;
    known.reading = reading;
    const elapsedMs = known.since === null ? shortestMs : reading.timeMs - known.since.timeMs;
    if (elapsedMs < shortestMs) {
      known.powerKw = reading.powerKw ?? known.powerKw;
      return;
    }
    known.powerKw = reading.powerKw ?? risePowerKw(known.since, reading);
    known.since = registerOf(reading) ?? known.since;
  }

  meter(id: string): MeterNow | null {
    return this.#meters.get(id) ?? null;
  }

  /** The power a meter shows now; null when it was not heard lately or sends nothing to tell it from. */
  powerKw(id: string, nowMs: number): number | null {
    const meter = this.#meters.get(id);
    return meter === undefined || nowMs - meter.reading.timeMs > liveMs ? null : meter.powerKw;
  }

  health(id: string, nowMs: number): MeterHealth {
    const meter = this.#meters.get(id);
    if (meter === undefined) return 'never';
    const silentMs = nowMs - meter.lastHeardMs;
    if (silentMs <= liveMs) return 'live';
    return silentMs <= lateMs ? 'late' : 'silent';
  }
}

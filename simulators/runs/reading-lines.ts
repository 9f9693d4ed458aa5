import type { Frame } from '../meters/frame.ts';
import { stepMs, zoneOffset } from '../surroundings/days.ts';
import { LineBuffer } from './line-buffer.ts';

const ascii = new TextEncoder();
const text = (value: string): Uint8Array => ascii.encode(value);

const json = {
  meter: text('{"meter":"'),
  time: text('","time":'),
  energy: text(',"energy_kwh":'),
  power: text(',"power_kw":'),
  voltage: text(',"voltage_v":['),
  endVoltage: text(']}\n'),
  end: text('}\n'),
};
const newline = text('\n');

/** The longest line there can be: a 64-character id, a time, five numbers. */
const longestLine = 240;

/** `2026-11-24T08:15:00+08:00` for each instant; grid times come from a table of their day. */
class TimeTexts {
  readonly #texts = new Map<number, Uint8Array>();

  at(timeMs: number): Uint8Array {
    const known = this.#texts.get(timeMs);
    if (known !== undefined) return known;
    const made = text(new Date(timeMs + 8 * 3_600_000).toISOString().slice(0, 19) + zoneOffset);
    if (timeMs % stepMs === 0) this.#texts.set(timeMs, made);
    return made;
  }
}

/** Frames as lines of JSON for the service, or of CSV for `backtest`: `meter,time,energy_kwh,power_kw,voltage_v`. */
export class ReadingLines {
  readonly #buffer: LineBuffer;
  readonly #form: 'json' | 'csv';
  readonly #times = new TimeTexts();
  readonly #ids = new Map<string, Uint8Array>();

  constructor(form: 'json' | 'csv', bytes: number) {
    this.#form = form;
    this.#buffer = new LineBuffer(bytes);
  }

  get bytes(): number {
    return this.#buffer.length;
  }

  /** What has been written since the last time. */
  take(): Buffer {
    const taken = this.#buffer.copy();
    this.#buffer.clear();
    return taken;
  }

  /** Adds the readings with from ≤ time < to; how many those were. */
  addFrame(frame: Frame, fromMs: number, toMs: number): number {
    let id = this.#ids.get(frame.id);
    if (id === undefined) {
      id = text(frame.id);
      this.#ids.set(frame.id, id);
    }
    let added = 0;
    for (let i = 0; i < frame.count; i++) {
      const timeMs = frame.timeMs[i]!;
      if (timeMs < fromMs || timeMs >= toMs) continue;
      this.#buffer.reserve(longestLine);
      if (this.#form === 'json') this.#addJson(id, frame, i);
      else this.#addCsv(id, frame, i);
      added++;
    }
    return added;
  }

  #addJson(id: Uint8Array, frame: Frame, i: number): void {
    const buffer = this.#buffer;
    buffer.raw(json.meter);
    buffer.raw(id);
    buffer.raw(json.time);
    buffer.fixed(frame.timeMs[i]!, 0);
    buffer.raw(json.energy);
    buffer.fixed(frame.energyKwh[i]!, 2);
    if (!Number.isNaN(frame.powerKw[i]!)) {
      buffer.raw(json.power);
      buffer.fixed(frame.powerKw[i]!, 3);
    }
    if (Number.isNaN(frame.voltageA[i]!)) {
      buffer.raw(json.end);
      return;
    }
    buffer.raw(json.voltage);
    buffer.fixed(frame.voltageA[i]!, 1);
    buffer.comma();
    buffer.fixed(frame.voltageB[i]!, 1);
    buffer.comma();
    buffer.fixed(frame.voltageC[i]!, 1);
    buffer.raw(json.endVoltage);
  }

  #addCsv(id: Uint8Array, frame: Frame, i: number): void {
    const buffer = this.#buffer;
    buffer.raw(id);
    buffer.comma();
    buffer.raw(this.#times.at(frame.timeMs[i]!));
    buffer.comma();
    buffer.fixed(frame.energyKwh[i]!, 2);
    buffer.comma();
    if (!Number.isNaN(frame.powerKw[i]!)) buffer.fixed(frame.powerKw[i]!, 3);
    buffer.comma();
    if (!Number.isNaN(frame.voltageA[i]!)) {
      buffer.fixed(Math.min(frame.voltageA[i]!, frame.voltageB[i]!, frame.voltageC[i]!), 1);
    }
    buffer.raw(newline);
  }
}

export const csvHeader = 'meter,time,energy_kwh,power_kw,voltage_v\n';

import { Counter, Gauge, type Registry } from 'prom-client';
import { type RefusalCode, refusalCodes } from '../model/refusal.ts';
import { lanes, type Spool } from './spool.ts';

/** What else the metrics of the way in are taken from. */
export interface Shown {
  spool: Spool;
  clocksOff: ReadonlyMap<string, number>;
  nowMs: () => number;
}

/**
 * What went in, counted in plain numbers (a labelled counter costs more than the validation of a reading) and shown
 * to Prometheus when it asks.
 */
export class IntakeCounts {
  messages = 0;
  accepted = 0;
  /** Sound messages without a reading: a state, a birth, a part that waits for the rest. */
  ignored = 0;
  stored = 0;
  trimmed = 0;
  /** Devices that said, or whose broker said for them, that they are gone. */
  readonly offline = new Set<string>();
  readonly refused = Object.fromEntries(refusalCodes.map((code) => [code, 0])) as Record<RefusalCode, number>;

  expose(registry: Registry, { spool, clocksOff, nowMs }: Shown): void {
    const registers = [registry];
    this.#counter(
      registers,
      'liangshai_ingest_messages_total',
      'Messages and bodies taken.',
      () => this.messages,
    );
    this.#counter(
      registers,
      'liangshai_ingest_accepted_total',
      'Readings accepted into the spool.',
      () => this.accepted,
    );
    this.#counter(
      registers,
      'liangshai_ingest_stored_total',
      'Readings written to the store.',
      () => this.stored,
    );
    this.#counter(
      registers,
      'liangshai_quarantine_trimmed_total',
      'Messages trimmed from quarantine.',
      () => this.trimmed,
    );
    this.#counter(
      registers,
      'liangshai_ingest_ignored_total',
      'Sound messages without a reading.',
      () => this.ignored,
    );
    const { refused } = this;
    new Counter({
      name: 'liangshai_ingest_refused_total',
      help: 'Readings and messages that went to quarantine, by reason.',
      labelNames: ['code'],
      registers,
      collect() {
        this.reset();
        for (const code of refusalCodes) this.inc({ code }, refused[code]);
      },
    });
    const { offline } = this;
    new Gauge({
      name: 'liangshai_devices_offline',
      help: 'Devices whose last word, or last will, is that they are off line.',
      registers,
      collect() {
        this.set(offline.size);
      },
    });
    new Gauge({
      name: 'liangshai_meters_clock_off',
      help: 'Meters whose clock is off by more than the configured bound.',
      registers,
      collect() {
        this.set(clocksOff.size);
      },
    });
    new Gauge({
      name: 'liangshai_spool_depth',
      help: 'Readings, and quarantined messages, that wait in the spool.',
      labelNames: ['lane'],
      registers,
      collect() {
        for (const lane of lanes) this.set({ lane }, spool.depth(lane));
      },
    });
    new Gauge({
      name: 'liangshai_spool_oldest_seconds',
      help: 'Age of the oldest item that waits in the spool, by receipt; 0 when none waits.',
      labelNames: ['lane'],
      registers,
      collect() {
        for (const lane of lanes) this.set({ lane }, (nowMs() - (spool.oldestMs(lane) ?? nowMs())) / 1000);
      },
    });
  }

  #counter(registers: Registry[], name: string, help: string, value: () => number): void {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { Configuration } from '../../app/config.ts';
import { makeParts, type Parts } from '../../app/parts.ts';
import { roles } from '../../app/roles.ts';
import type { Message } from '../../model/message.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Registry } from '../../model/registry.ts';

/** The service's own parts on its embedded engines, without its doors and its schedule; the clock is the test's. */
export class LiveCity {
  readonly clock: { nowMs: number };
  readonly parts: Parts;
  readonly #directory: string;

  private constructor(directory: string, parts: Parts, clock: { nowMs: number }) {
    this.#directory = directory;
    this.parts = parts;
    this.clock = clock;
  }

  static async open(registry: Registry, nowMs: number): Promise<LiveCity> {
    const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-live-'));
    const clock = { nowMs };
    const parts = await makeParts({
      configuration: Configuration.parse({ data: directory }),
      log: pino({ level: 'silent' }),
      nowMs: () => clock.nowMs,
      simulated: false,
      only: new Set(roles),
    });
    await parts.records.start();
    await parts.readings.start();
    await parts.records.importRegistry(registry, { actor: 'test', atMs: nowMs });
    await parts.roster.refresh();
    await parts.intake.start();
    await parts.evaluation.start();
    return new LiveCity(directory, parts, clock);
  }

  /** As a door hands them on; resolves when they are durable. */
  async send(messages: readonly Message[]): Promise<Refusal[]> {
    return (await this.parts.intake.accept(messages)).refused;
  }

  /** Resolves when everything accepted lies in the store. */
  async stored(): Promise<void> {
    while (this.parts.intake.health().spoolDepth > 0) await setTimeout(5);
  }

  /** What the schedule does once a minute. */
  async evaluate(): Promise<void> {
    await this.stored();
    await this.parts.evaluation.run();
  }

  async close(): Promise<void> {
    await this.parts.evaluation.stop();
    await this.parts.intake.stop();
    await this.parts.readings.stop();
    await this.parts.records.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

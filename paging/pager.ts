import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Registry as Metrics } from 'prom-client';
import { faultText, LiangshaiError } from '../model/error.ts';
import type { Registry } from '../model/registry.ts';
import type { Letter } from '../store/pages.ts';
import type { Channel, Outcome } from './channels/channel.ts';
import { type ClosingNews, closingLetters } from './closing-letters.ts';
import type { Stationery } from './compose.ts';
import { targetFault } from './configuration.ts';
import { buildChannels } from './delivery/channels.ts';
import { Delivery } from './delivery/delivery.ts';
import { readWaits, type Wait } from './explanation.ts';
import { PagingMetrics } from './metrics.ts';
import { type DutyLine, onDuty } from './on-duty.ts';
import { plan } from './plan/plan.ts';
import { readSituation, type SituationParts } from './plan/read-situation.ts';
import { timeOf } from './plan/situation.ts';
import { registryFaults } from './registry-faults.ts';
import { testMessage } from './test-message.ts';

/** How often the outbox is looked at, and how often it is planned what belongs in it. */
const deliverMs = 5_000;
const planMs = 60_000;
const dayMs = 86_400_000;

export interface PagerParts extends SituationParts {
  linkSecret: Uint8Array;
  nowMs: () => number;
  random: () => number;
  log: Logger;
  metrics: Metrics;
}

/** Paging, as long as it runs: plans what is to be told, delivers it, and starts again where it was after any end. */
export class Pager {
  readonly #parts: PagerParts;
  readonly #metrics: PagingMetrics;
  #channels: Map<string, Channel> = new Map();
  #delivery: Delivery | null = null;
  #planning: Promise<void> | null = null;
  #timers: NodeJS.Timeout[] = [];
  /** What the timers have begun. */
  readonly #work = new Set<Promise<void>>();
  /** The registry that was last held against the configuration, and what did not agree. */
  #compared: Registry | null = null;
  #disagreements: ReadonlySet<string> = new Set();

  constructor(parts: PagerParts) {
    this.#parts = parts;
    this.#metrics = new PagingMetrics(parts.metrics);
  }

  /** Without any channel in the configuration nothing runs. LiangshaiError `channel-faulty` where a secret is missing. */
  async start(): Promise<void> {
    const { configuration, records, nowMs, random, log } = this.#parts;
    if (Object.keys(configuration.channels).length === 0) {
      log.info('paging is off: the configuration has no channel');
      return;
    }
    this.#channels = await buildChannels(configuration.channels, nowMs);
    this.#delivery = new Delivery({
      records,
      channels: this.#channels,
      stationery: this.stationery(),
      retry: configuration.retry,
      owner: randomUUID(),
      nowMs,
      random,
      log,
      metrics: this.#metrics,
    });
    this.#timers = [
      setInterval(() => this.#attempt('delivering', () => this.deliver()), deliverMs),
      setInterval(() => this.wake(), planMs),
    ];
    this.wake();
  }

  /** Finishes what is being sent; what is queued stays queued. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    const isDelivered = this.#delivery?.stop();
    await Promise.all([isDelivered, ...this.#work]);
    for (const channel of this.#channels.values()) await channel.stop();
  }

  /** Something may have changed: an evaluation is done, somebody has answered. */
  wake(): void {
    if (this.#delivery === null) return;
    this.#attempt('planning', async () => {
      await this.plan();
      await this.deliver();
    });
  }

  /** One run of the planner; while one is under way, that one. */
  plan(): Promise<void> {
    this.#planning ??= this.#plan().finally(() => {
      this.#planning = null;
    });
    return this.#planning;
  }

  /** Delivers what is due now. */
  async deliver(): Promise<void> {
    await this.#delivery?.run();
    this.#metrics.waiting(await this.#parts.records.outbox(), this.#parts.nowMs());
  }

  /** Sends one test message by a channel. LiangshaiError where there is none of that name or the target is none of it. */
  async testChannel(name: string, target: string): Promise<Outcome> {
    const { configuration, nowMs } = this.#parts;
    const channel = this.#channels.get(name);
    const fault = targetFault(configuration.channels[name], name, target);
    if (channel === undefined || fault !== null) {
      throw new LiangshaiError(
        'channel-unknown',
        fault ?? `channel "${name}" has not started`,
        'see `paging.channels` in the configuration',
      );
    }
    return channel.send(testMessage(configuration.language, nowMs()), target);
  }

  /** The letters that tell of a period, for the transaction that closes it; none without channels. */
  lettersOf(news: ClosingNews): Letter[] {
    const { configuration, registry, zone } = this.#parts;
    if (Object.keys(configuration.channels).length === 0) return [];
    return closingLetters(news, { configuration, registry: registry(), zone });
  }

  /** The channels of the configuration by name; `stopped` where this process does not page. */
  channels(): { name: string; type: string; state: 'running' | 'stopped' }[] {
    return Object.entries(this.#parts.configuration.channels).map(([name, { type }]) => ({
      name,
      type,
      state: this.#channels.has(name) ? 'running' : 'stopped',
    }));
  }

  /** Who is on duty at a moment. */
  onDuty(atMs: number): DutyLine[] {
    const { configuration, registry, zone } = this.#parts;
    return onDuty(configuration, registry(), timeOf({ nowMs: atMs, zone }));
  }

  /** The explanations that ask for a suspension and whose score waits. */
  waits(): Promise<Wait[]> {
    const { records, configuration, zone, calendar, nowMs } = this.#parts;
    return readWaits(records, configuration.explainWorkdays, { nowMs: nowMs(), zone, calendar });
  }

  /** Drops what is over for longer than is kept; the audit stays. */
  async prune(): Promise<void> {
    const { records, configuration, nowMs, log } = this.#parts;
    const dropped = await records.prunePages(nowMs() - configuration.keepDays * dayMs);
    if (dropped.pages + dropped.letters > 0) log.info(dropped, 'old pages and letters dropped');
  }

  /** What letters are written with; whoever reads their links needs the same. */
  stationery(): Stationery {
    const { configuration, linkSecret, zone } = this.#parts;
    return { publicUrl: configuration.publicUrl, linkDays: configuration.linkDays, linkSecret, zone };
  }

  /** Says what the configuration and the registry do not agree in, when it comes up. */
  #compareRegistry(): void {
    const { configuration, log } = this.#parts;
    const registry = this.#parts.registry();
    if (registry === this.#compared || registry.projects.length === 0) return;
    this.#compared = registry;
    const found = new Set(registryFaults(configuration, registry).map(faultText));
    for (const text of found) if (!this.#disagreements.has(text)) log.warn(text);
    this.#disagreements = found;
  }

  async #plan(): Promise<void> {
    const { records, log, nowMs } = this.#parts;
    this.#compareRegistry();
    const situation = await readSituation(this.#parts, nowMs());
    const { change, held } = plan(situation);
    this.#metrics.planned(situation.pages.filter(({ closedMs }) => closedMs === null).length, held.size);
    if (change === null) return;
    if (await records.changePages(change)) {
      log.info({ pages: change.pages.length, letters: change.letters.length }, 'pages changed');
    } else {
      log.info('another process has changed the pages meanwhile; the next run looks again');
    }
  }

  #attempt(what: string, work: () => Promise<void>): void {
    const attempt = work()
      .catch((error: unknown) => this.#parts.log.error({ error }, `${what} failed`))
      .finally(() => this.#work.delete(attempt));
    this.#work.add(attempt);
  }
}

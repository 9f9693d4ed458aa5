import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Registry as Metrics } from 'prom-client';
import { faultText, LiangshaiError } from '../model/error.ts';
import type { Channel, Outcome } from './channels/channel.ts';
import type { Stationery } from './compose.ts';
import { targetFault } from './configuration.ts';
import { buildChannels } from './delivery/channels.ts';
import { Delivery } from './delivery/delivery.ts';
import { PagingMetrics } from './metrics.ts';
import { plan } from './plan/plan.ts';
import { readSituation, type SituationParts } from './plan/read-situation.ts';
import { registryFaults } from './registry-faults.ts';
import { testMessage } from './test-message.ts';

/** How often the outbox is looked at, and how often it is planned what belongs in it. */
const deliverMs = 5_000;
const planMs = 60_000;

export interface PagerParts extends SituationParts {
  /** Where the files of secrets are relative to: that of the configuration. */
  directory: string;
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

  constructor(parts: PagerParts) {
    this.#parts = parts;
    this.#metrics = new PagingMetrics(parts.metrics);
  }

  /** Without any channel in the configuration nothing runs. LiangshaiError `channel-faulty` where a secret is missing. */
  async start(): Promise<void> {
    const { configuration, directory, records, nowMs, random, log } = this.#parts;
    if (Object.keys(configuration.channels).length === 0) {
      log.info('paging is off: the configuration has no channel');
      return;
    }
    this.#channels = await buildChannels(configuration.channels, directory, nowMs);
    for (const fault of registryFaults(configuration, this.#parts.registry())) log.warn(faultText(fault));
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

  /** What letters are written with; whoever reads their links needs the same. */
  stationery(): Stationery {
    const { configuration, linkSecret, zone } = this.#parts;
    return { publicUrl: configuration.publicUrl, linkDays: configuration.linkDays, linkSecret, zone };
  }

  async #plan(): Promise<void> {
    const { records, log, nowMs } = this.#parts;
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

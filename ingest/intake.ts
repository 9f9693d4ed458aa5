import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Message, Receipt } from '../model/message.ts';
import type { Reading } from '../model/reading.ts';
import type { Refusal } from '../model/refusal.ts';
import type { ReadingsStore, RefusedReading } from '../store/readings.ts';
import type { QuarantinedMessage, RecordsStore } from '../store/records.ts';
import { Admission, type SpeaksFor } from './admission.ts';
import { BulkIntake } from './bulk.ts';
import { ClockWatch } from './clock-watch.ts';
import type { IngestConfiguration } from './configuration.ts';
import { Drain, type DrainStep } from './drain.ts';
import { Gate } from './gate.ts';
import { IntakeCounts } from './intake-counts.ts';
import type { MeterDirectory } from './meter-directory.ts';
import { Parts } from './parts.ts';
import { type Decoded, type Profile, type Request, refused, type TopicMatch } from './profile.ts';
import { ProfileChoice } from './profile-choice.ts';
import { Spool } from './spool.ts';
import type { ValidationBounds } from './validation.ts';

export interface IntakeOptions {
  directory: MeterDirectory;
  speaksFor: SpeaksFor;
  profiles: readonly Profile[];
  settings: IngestConfiguration;
  spoolPath: string;
  readings: Pick<ReadingsStore, 'write'>;
  records: Pick<RecordsStore, 'quarantine' | 'trimQuarantine'>;
  /** Called after readings are durable in the store, in the order of writing. */
  onStored: (readings: readonly Reading[]) => void;
  /** A decoder asks a device to say something again; without it what was missed is missed until the device restarts. */
  onRequest?: (request: Request) => void;
  nowMs: () => number;
  logger: Logger;
  metrics: Registry;
}

export interface IntakeHealth {
  ready: boolean;
  /** Why not, one line each, for /readyz. */
  reasons: string[];
  /** Readings that are accepted and not yet stored. */
  spoolDepth: number;
  /** How long the oldest of them has waited, seconds. */
  oldestSeconds: number;
}

/** What becomes of the messages of one batch. */
interface Taken {
  readings: Reading[];
  quarantined: QuarantinedMessage[];
  refused: Refusal[];
}

const batchReadings = 10_000;
const batchQuarantined = 500;
/** Long enough for a transaction to be worth its price, short enough for a board that is watched. */
const lingerMs = 500;
const trimEveryMs = 60_000;
/** /readyz says no when a reading has waited this long for the store. */
const oldestReadyMs = 120_000;

/** The way in: whatever comes through a door is decoded, validated and durable when its promise resolves. */
export class Intake {
  readonly bulk: BulkIntake;
  readonly #options: IntakeOptions;
  readonly #admission: Admission;
  readonly #choice: ProfileChoice;
  readonly #spool: Spool;
  readonly #parts = new Parts();
  readonly #counts = new IntakeCounts();
  readonly #readingsDrain: Drain;
  readonly #quarantineDrain: Drain;
  readonly #gate: Gate;
  readonly #clocks: ClockWatch;
  #trimming: NodeJS.Timeout | null = null;
  #liveNext = true;

  constructor(options: IntakeOptions) {
    const { logger, directory, speaksFor, settings, spoolPath, nowMs, metrics } = options;
    this.#options = options;
    this.#choice = new ProfileChoice(options.profiles);
    this.#admission = new Admission(directory, speaksFor, boundsOf(settings));
    this.#spool = new Spool(spoolPath, () => {
      this.#readingsDrain.wake();
      this.#quarantineDrain.wake();
    });
    this.#readingsDrain = new Drain({
      name: 'readings',
      step: () => this.#storeReadings(),
      lingerMs,
      logger,
    });
    this.#quarantineDrain = new Drain({
      name: 'quarantine',
      step: () => this.#storeQuarantined(),
      lingerMs,
      logger,
    });
    this.#gate = new Gate({ path: spoolPath, minFreeBytes: settings.freeDiskMegabytes * 2 ** 20, metrics });
    this.#clocks = new ClockWatch(settings.clockOffsetMinutes * 60_000);
    this.bulk = new BulkIntake({
      gate: this.#gate,
      admission: this.#admission,
      spool: this.#spool,
      counts: this.#counts,
      nowMs,
    });
    this.#counts.expose(metrics, { spool: this.#spool, clocksOff: this.#clocks.off, nowMs });
  }

  /** Opens the spool and goes on storing what an earlier run accepted. */
  async start(): Promise<void> {
    await this.#spool.start();
    this.#readingsDrain.start();
    this.#quarantineDrain.start();
    this.#trimming = setInterval(() => void this.#trimQuarantine(), trimEveryMs);
    this.#trimming.unref();
    await this.#gate.open();
  }

  /** Takes nothing more, stores what it can, keeps the rest in the spool. The doors are closed before this. */
  async stop(): Promise<void> {
    if (this.#trimming === null) return;
    clearInterval(this.#trimming);
    this.#trimming = null;
    this.#gate.shut();
    await this.#spool.settled();
    await Promise.all([this.#readingsDrain.stop(), this.#quarantineDrain.stop()]);
    await this.#spool.stop();
  }

  /** The registry has changed: meters came, went, or have another multiplier. */
  replaceDirectory(directory: MeterDirectory): void {
    this.#admission.replaceDirectory(directory);
  }

  /** Bound, so that a door can be handed it as it is. */
  readonly accept = async (messages: readonly Message[]): Promise<Receipt> => {
    this.#gate.pass();
    const taken: Taken = { readings: [], quarantined: [], refused: [] };
    for (const message of messages) this.#take(message, taken);
    const { readings, quarantined, refused } = taken;
    if (readings.length > 0 || quarantined.length > 0) await this.#spool.append(readings, quarantined);
    return { accepted: readings.length, refused };
  };

  #take(message: Message, { readings, quarantined, refused }: Taken): void {
    this.#counts.messages++;
    const before = readings.length + quarantined.length;
    const { profile, decoded, speaker } = this.#decode(message);
    this.#note(decoded, speaker);
    for (const refusal of decoded.refusals) {
      refused.push(refusal);
      quarantined.push(this.#refuse(message, refusal, refusal.item));
    }
    for (const part of decoded.readings) {
      const isKnown = this.#isKnown(part.meter);
      const shown = profile?.inParts && isKnown ? this.#parts.join(part) : part;
      if (shown === null) continue;
      if (isKnown) this.#clocks.note(shown.meter, shown.timeMs, message.receivedMs);
      const result = this.#admission.admit(shown, speaker, message.receivedMs);
      if ('code' in result) {
        refused.push(result);
        quarantined.push(this.#refuse(message, result, null));
      } else {
        readings.push(result);
        this.#counts.accepted++;
      }
    }
    if (readings.length + quarantined.length === before) this.#counts.ignored++;
  }

  /** Whose topic it is, for a door that lets a client publish only to its own; null: no profile knows it. */
  readonly ownerOf = (topic: string): TopicMatch | null =>
    this.#choice.choose(topic, this.#admission.directory);

  /** Meters whose clock is off by more than the configured bound; positive is slow, milliseconds. */
  clocksOff(): ReadonlyMap<string, number> {
    return this.#clocks.off;
  }

  health(): IntakeHealth {
    const now = this.#options.nowMs();
    const oldestMs = Math.min(this.#spool.oldestMs('live') ?? now, this.#spool.oldestMs('late') ?? now);
    const reasons: string[] = [];
    const shut = this.#gate.reason();
    if (shut !== null) reasons.push(shut);
    if (this.#readingsDrain.failures > 0)
      reasons.push('the store of readings does not answer; readings wait in the spool');
    if (this.#quarantineDrain.failures > 0)
      reasons.push('the store of records does not answer; quarantine waits in the spool');
    if (now - oldestMs > oldestReadyMs) reasons.push('readings wait in the spool for more than two minutes');
    const spoolDepth = this.#spool.depth('live') + this.#spool.depth('late');
    return {
      ready: reasons.length === 0,
      reasons,
      spoolDepth,
      oldestSeconds: Math.max(0, now - oldestMs) / 1000,
    };
  }

  #decode(message: Message): { profile: Profile | null; decoded: Decoded; speaker: string | null } {
    const { topic, payload, receivedMs, sender } = message;
    const choice = this.#choice.choose(topic, this.#admission.directory);
    if (choice === null) {
      const decoded = refused('unknown-topic', `no payload profile knows the topic ${topic}`);
      return { profile: null, decoded, speaker: sender };
    }
    const { profile, device, gateway } = choice;
    const decoded =
      profile?.decode(payload, { topic, device, gateway, receivedMs }) ??
      refused('unknown-profile', `the registry has no profile for ${device ?? topic} that there is`);
    return { profile, decoded, speaker: sender ?? gateway ?? device };
  }

  #refuse(message: Message, { code, detail }: Refusal, item: Uint8Array | null): QuarantinedMessage {
    const { receivedMs, topic, sender, payload } = message;
    this.#counts.refused[code]++;
    return { receivedMs, topic, sender, code, detail, payload: item ?? payload };
  }

  /** Names can be made up: what is remembered of each must not be. */
  #isKnown(meter: string): boolean {
    return this.#admission.directory.stretches(meter) !== undefined;
  }

  /** What a payload says besides readings. */
  #note({ presence, request }: Decoded, speaker: string | null): void {
    if (presence?.online === true) this.#counts.offline.delete(presence.device);
    if (presence?.online === false && (presence.device === speaker || this.#isKnown(presence.device)))
      this.#counts.offline.add(presence.device);
    if (request !== undefined) this.#options.onRequest?.(request);
  }

  /** One batch, live and late in turn while both wait. */
  async #storeReadings(): Promise<DrainStep> {
    const lane = this.#nextLane();
    const stretch = this.#spool.takeReadings(lane, batchReadings);
    const { items } = stretch;
    if (items.length === 0) return 'none';
    const refused = await this.#options.readings.write(items, this.#options.nowMs());
    if (refused.length > 0) await this.#spool.append([], refused.map(quarantinedByStore));
    await this.#spool.remove(lane, stretch);
    this.#counts.stored += items.length - refused.length;
    this.#counts.refused['store-refused'] += refused.length;
    this.#options.onStored(items);
    return this.#spool.depth('live') + this.#spool.depth('late') >= batchReadings ? 'full' : 'last';
  }

  #nextLane(): 'live' | 'late' {
    const late = this.#spool.depth('late') > 0 && this.#spool.lateMayGo();
    const live = this.#spool.depth('live') > 0;
    this.#liveNext = live && (!late || !this.#liveNext);
    return this.#liveNext || !late ? 'live' : 'late';
  }

  async #trimQuarantine(): Promise<void> {
    const { records, nowMs, logger } = this.#options;
    const { days, megabytes } = this.#options.settings.quarantine;
    const bounds = { olderThanMs: nowMs() - days * 86_400_000, maxBytes: megabytes * 2 ** 20 };
    try {
      this.#counts.trimmed += await records.trimQuarantine(bounds);
    } catch (error) {
      logger.warn({ err: error }, 'the quarantine could not be trimmed');
    }
  }

  async #storeQuarantined(): Promise<DrainStep> {
    const stretch = this.#spool.takeQuarantined(batchQuarantined);
    if (stretch.items.length === 0) return 'none';
    await this.#options.records.quarantine(stretch.items);
    await this.#spool.remove('quarantined', stretch);
    return this.#spool.depth('quarantined') >= batchQuarantined ? 'full' : 'last';
  }
}

function boundsOf({ futureMinutes, ageDays }: IngestConfiguration): ValidationBounds {
  return { futureMs: futureMinutes * 60_000, ageMs: ageDays * 86_400_000 };
}

/** In canonical form and primary values, for an operator to read: it has no topic of a profile, so no replay multiplies it again. */
function quarantinedByStore({ reading, detail }: RefusedReading): QuarantinedMessage {
  const { meter, receivedMs, timeMs, energyKwh, powerKw } = reading;
  const item = { meter, time: timeMs, energy_kwh: energyKwh, power_kw: powerKw };
  const payload = Buffer.from(JSON.stringify(item));
  return { receivedMs, topic: `store/${meter}`, sender: meter, code: 'store-refused', detail, payload };
}

import { mkdir } from 'node:fs/promises';
import cron, { type ScheduledTask } from 'node-cron';
import type { ProgressView } from '../api/schemas/overview.ts';
import { firstAdministrator } from '../api/users.ts';
import { LiangshaiError } from '../model/error.ts';
import type { Period } from '../model/period.ts';
import type { Publishing } from '../store/closings.ts';
import type { Act, RecordsStore } from '../store/records.ts';
import { boardDirectory, buildBoard } from './board-build.ts';
import { makeParts, type Parts, type ServiceOptions } from './parts.ts';
import { roles } from './roles.ts';

/** Half a minute after the full one: the last readings of an hour are in when its evaluation begins. */
const evaluationSchedule = '30 * * * * *';
/** At night, when nobody waits for an answer. */
const retentionSchedule = '0 20 3 * * *';
const dayMs = 86_400_000;
/** How soon a meter that another process added may log in. */
const rosterMs = 2000;

/** Where the doors are. */
export interface Started {
  /** null: this process has no such door. */
  board: string | null;
  mqtt: string | null;
  /** Of the user `admin`, when it was made just now; shown once, kept nowhere. */
  firstPassword: string | null;
}

/**
 * The service with a life. Its parts are started from the stores outwards to the doors, and stopped from the doors
 * inwards, so that what was acknowledged is stored before the stores close.
 */
export class Service {
  readonly #options: ServiceOptions;
  #parts: Parts | null = null;
  /** How to stop what has started, the last started first. */
  readonly #stops: (() => Promise<void>)[] = [];

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  async start(): Promise<Started> {
    const { configuration, nowMs, only } = this.#options;
    checkRoles(this.#options);
    await mkdir(configuration.data, { recursive: true });
    const parts = await makeParts(this.#options);
    this.#parts = parts;
    await this.#startPart(parts.records);
    const firstPassword = await firstAdministrator(parts.records, { actor: 'system', atMs: nowMs() });
    await this.#startPart(parts.readings);
    await this.#startPart(parts.backupDoor);
    await parts.roster.refresh();
    if (only.has('ingest')) await this.#startPart(parts.intake);
    if (only.has('rules')) await this.#startPart(parts.evaluation);
    if (only.has('paging')) await this.#startPart(parts.pager);
    await this.#startPart(parts.dispatch);
    if (only.has('ingest')) await this.#startPart(parts.door);
    if (only.has('api') && !only.has('ingest')) await this.#startPart(parts.storedPoll);
    this.#stops.push(() => parts.parameters.stop());
    const board = only.has('api') ? await this.#startApi(parts) : null;
    this.#schedule(parts);
    return { board, mqtt: only.has('ingest') ? parts.door.address() : null, firstPassword };
  }

  async #startApi({ api }: Parts): Promise<string> {
    const { log } = this.#options;
    // Whoever serves it warns of a directory that is not there.
    await mkdir(boardDirectory, { recursive: true });
    // The doors need not wait for it: until it is there the board's address says so.
    buildBoard().catch((error: unknown) => log.error({ error }, 'the board could not be built'));
    return (await this.#startPart(api)).url;
  }

  async stop(): Promise<void> {
    for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) await stop();
  }

  get records(): RecordsStore {
    return this.#started.records;
  }

  /** Takes up what another process, or this one, changed in registry and credentials. */
  refresh(): Promise<void> {
    return this.#started.roster.refresh();
  }

  /** Runs the rules over what changed, now and not at the next full minute. */
  evaluate(): Promise<void> {
    return this.#started.evaluation.run();
  }

  /** Closes the periods that are due, now and not at the next full minute. */
  close(): Promise<void> {
    return this.#started.dispatch.run();
  }

  /** Publishes the draft of a period of long ago: it stands in the record, and nobody is written to. */
  publishPast(period: Period, given: { number: string }, act: Act): Promise<Publishing> {
    return this.#started.dispatch.publish(period, given, act, false);
  }

  /** How far a long task has come, for the board; null: it is done. */
  progress(progress: ProgressView | null): void {
    this.#started.live.publish({ what: 'progress', progress });
  }

  get #started(): Parts {
    if (this.#parts === null) throw new Error('the service is not started');
    return this.#parts;
  }

  #startPart<Answer>(part: { start(): Promise<Answer>; stop(): Promise<void> }): Promise<Answer> {
    this.#stops.push(() => part.stop());
    return part.start();
  }

  #schedule({ evaluation, dispatch, readings, pager, roster }: Parts): void {
    const { configuration, log, nowMs, only } = this.#options;
    const attempt = (what: string, act: () => Promise<unknown>) => () =>
      act().catch((error: unknown) =>
        log.error({ error }, `${what} failed; it is tried again at its next turn`),
      );
    const keepMs = configuration.store.keepReadingsDays * dayMs;
    // A run that is still under way at the next turn is that turn's answer too; the parts see to it themselves.
    const options = { timezone: configuration.city.zone, logger: log };
    const tasks: ScheduledTask[] = [];
    if (only.has('rules')) {
      tasks.push(
        cron.schedule(
          evaluationSchedule,
          // What a closing freezes rests on the evaluation of the same turn.
          attempt('evaluation', () => evaluation.run().then(() => dispatch.run())),
          options,
        ),
        cron.schedule(
          retentionSchedule,
          attempt('retention', () => readings.dropReadingsBefore(nowMs() - keepMs)),
          options,
        ),
      );
    }
    if (only.has('paging')) {
      tasks.push(
        cron.schedule(
          retentionSchedule,
          attempt('dropping old pages', () => pager.prune()),
          options,
        ),
      );
    }
    const refreshing = setInterval(
      attempt('reading the registry', () => roster.refresh()),
      rosterMs,
    );
    this.#stops.push(async () => {
      clearInterval(refreshing);
      await Promise.all(tasks.map((task) => task.destroy()));
    });
  }
}

function checkRoles({ configuration, only }: ServiceOptions): void {
  if (configuration.mqtt.external !== undefined && only.has('broker') && only.size < roles.length) {
    throw new LiangshaiError(
      'role-broker',
      'there is no embedded broker when `mqtt.external` is configured',
      'leave broker out of --only; ingest connects to the external one',
    );
  }
  if (configuration.mqtt.external === undefined && only.has('broker') !== only.has('ingest')) {
    throw new LiangshaiError(
      'role-broker',
      'the embedded broker and ingest run in one process',
      'write --only broker,ingest, or configure `mqtt.external`',
    );
  }
}

import type { ServerResponse } from 'node:http';
import type { Gauge } from 'prom-client';
import { scopeKey } from './access.ts';
import { type Audience, toldTo } from './audience.ts';
import type { CityView } from './city-view.ts';
import type { EventLog, LoggedEvent } from './event-log.ts';
import type { LiveEvents } from './schemas/event.ts';
import type { Overview } from './schemas/overview.ts';

export const heartbeatMs = 15_000;
const overviewEveryMs = 2000;
/** A reader that lets so much pile up is cut off; it comes back and goes on where it stood. */
const mostUnsentBytes = 1_048_576;
/** EventSource waits so long before it connects again. */
const retryMs = 2000;

interface StreamPorts {
  log: EventLog;
  city: CityView;
  nowMs: () => number;
  open: Gauge;
}

interface Stream {
  response: ServerResponse;
  audience: Audience;
  /** Asked at each heartbeat: a session that has ended ends its streams. */
  stillAllowed: () => Promise<boolean>;
  overviewText: string;
}

function frame(name: keyof LiveEvents, text: string, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${text}\n\n`;
}

function figuresOf(overview: Overview): LiveEvents['overview'] {
  const { stalled: _stalled, city: _city, progress: _progress, ...figures } = overview;
  return figures;
}

/** The open streams of `GET /api/v1/events` (HTML Living Standard, Server-sent events). */
export class EventStreams {
  readonly #ports: StreamPorts;
  readonly #streams = new Set<Stream>();
  /** Ids of another start of the service are not ours: their events are gone. */
  readonly #run: string;
  /** The text of an event for those who see the whole city: made once, sent to all. */
  readonly #cityTexts = new WeakMap<LoggedEvent, string>();
  #timers: NodeJS.Timeout[] = [];
  #unlisten: () => void = () => {};

  constructor(ports: StreamPorts) {
    this.#ports = ports;
    this.#run = ports.nowMs().toString(36);
  }

  start(): void {
    this.#unlisten = this.#ports.log.listen((event) => {
      for (const stream of this.#streams) this.#tell(stream, event);
    });
    this.#timers = [
      setInterval(() => this.#tellOverviews(), overviewEveryMs),
      setInterval(() => void this.#beat(), heartbeatMs),
    ];
  }

  stop(): void {
    this.#unlisten();
    for (const timer of this.#timers) clearInterval(timer);
    for (const { response } of this.#streams) {
      response.end();
      // Kept alive, the connection would hold up the stop of the server.
      response.socket?.destroySoon();
    }
  }

  /** Takes over a response whose head is sent; `lastEventId` is what the client has seen, if anything. */
  add(
    response: ServerResponse,
    audience: Audience,
    lastEventId: string | null,
    stillAllowed: Stream['stillAllowed'],
  ): void {
    const { log, nowMs } = this.#ports;
    const missed = this.#missed(lastEventId);
    const stream: Stream = { response, audience, stillAllowed, overviewText: '' };
    this.#streams.add(stream);
    this.#ports.open.set(this.#streams.size);
    response.on('close', () => {
      this.#streams.delete(stream);
      this.#ports.open.set(this.#streams.size);
    });
    const hello: LiveEvents['hello'] = { serverMs: nowMs(), resumed: missed !== null, heartbeatMs };
    const helloId = missed === null ? this.#id(log.lastId) : undefined;
    response.write(`retry: ${retryMs}\n${frame('hello', JSON.stringify(hello), helloId)}`);
    for (const event of missed ?? []) this.#tell(stream, event);
    this.#tellOverview(stream);
  }

  #id(number: number): string {
    return `${this.#run}-${number}`;
  }

  #missed(lastEventId: string | null): LoggedEvent[] | null {
    const [run, number] = lastEventId?.split('-') ?? [];
    return run === this.#run && /^\d{1,15}$/.test(number ?? '')
      ? this.#ports.log.after(Number(number))
      : null;
  }

  #tell(stream: Stream, event: LoggedEvent): void {
    const text = this.#textFor(stream.audience, event);
    if (text !== null) this.#write(stream, frame(event.name, text, this.#id(event.id)));
  }

  #textFor(audience: Audience, event: LoggedEvent): string | null {
    const isCity = audience.project === null && scopeKey(audience.viewer) === '';
    const known = isCity ? this.#cityTexts.get(event) : undefined;
    if (known !== undefined) return known;
    const body = toldTo(audience, event, this.#ports.city.names());
    if (body === null) return null;
    const text = JSON.stringify(body);
    if (isCity) this.#cityTexts.set(event, text);
    return text;
  }

  #tellOverviews(): void {
    for (const stream of this.#streams) this.#tellOverview(stream);
  }

  /** Without an id: what counts is the newest one, and each connection gets that first. */
  #tellOverview(stream: Stream): void {
    if (stream.audience.project !== null) return;
    const { asOfMs, ...figures } = figuresOf(this.#ports.city.overview(stream.audience.viewer));
    const text = JSON.stringify(figures);
    if (text === stream.overviewText) return;
    stream.overviewText = text;
    this.#write(stream, frame('overview', JSON.stringify({ asOfMs, ...figures })));
  }

  async #beat(): Promise<void> {
    for (const stream of [...this.#streams]) {
      const allowed = await stream.stillAllowed().catch(() => false);
      if (allowed) this.#write(stream, ': still here\n\n');
      else stream.response.end();
    }
  }

  #write(stream: Stream, text: string): void {
    if (stream.response.writableLength > mostUnsentBytes) stream.response.destroy();
    else stream.response.write(text);
  }
}

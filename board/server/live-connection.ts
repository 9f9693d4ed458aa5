import type { LiveEvents } from '../../api/schemas/event.ts';
import { EventStreamParser, type StreamMessage } from './event-stream.ts';

/** `lost`: what is shown may be old; `refused`: the service wants a login first. */
export type LiveStatus = 'connecting' | 'live' | 'lost' | 'refused';

export type LiveEvent = {
  [Name in keyof LiveEvents]: { name: Name; body: LiveEvents[Name] };
}[keyof LiveEvents];

interface Ports {
  fetch: typeof fetch;
  onEvent(event: LiveEvent): void;
  onStatus(status: LiveStatus): void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 15_000;
/** Before the first hello says how often a heartbeat comes. */
const patienceMs = 30_000;

/**
 * The board's one line to `/api/v1/events`. It reads the stream by fetch rather than EventSource: so it sees
 * heartbeats, notices a dead line, tells a refused login from a lost network, and says itself where to resume.
 */
export class LiveConnection {
  readonly #ports: Ports;
  #lastId: string | null = null;
  #silenceMs = patienceMs;
  #waitMs = firstWaitMs;
  #attempt: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  start(): void {
    this.#ports.onStatus('connecting');
    void this.#connect();
  }

  stop(): void {
    this.#clearTimer();
    this.#attempt?.abort();
    this.#attempt = null;
  }

  /** Tries at once instead of waiting: the network is back, the tablet was woken, somebody logged in. */
  wake(): void {
    if (this.#timer === null) return;
    this.#waitMs = firstWaitMs;
    this.#clearTimer();
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt?.abort();
    this.#attempt = attempt;
    let refused = false;
    try {
      const response = await this.#open(attempt);
      refused = response.status === 401;
      if (response.ok && response.body !== null) await this.#read(response.body, attempt);
    } catch {
      // Every way a line can break ends here and means the same: wait, then try again.
    }
    if (this.#attempt !== attempt) return;
    attempt.abort();
    this.#ports.onStatus(refused ? 'refused' : 'lost');
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs);
  }

  #open(attempt: AbortController): Promise<Response> {
    const resume = this.#lastId === null ? {} : { 'last-event-id': this.#lastId };
    return this.#ports.fetch('/api/v1/events', {
      headers: { accept: 'text/event-stream', ...resume },
      cache: 'no-store',
      signal: attempt.signal,
    });
  }

  async #read(body: ReadableStream<Uint8Array>, attempt: AbortController): Promise<void> {
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const silence = setTimeout(() => attempt.abort(), this.#silenceMs);
      const { value, done } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      for (const message of parser.push(decoder.decode(value, { stream: true }))) this.#take(message);
    }
  }

  #take(message: StreamMessage): void {
    if (message.id !== null) this.#lastId = message.id;
    if (message.name === '') return;
    const event = { name: message.name, body: JSON.parse(message.data) } as LiveEvent;
    if (event.name === 'hello') {
      this.#silenceMs = event.body.heartbeatMs * 2 + 5_000;
      this.#waitMs = firstWaitMs;
      this.#ports.onStatus('live');
    }
    this.#ports.onEvent(event);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

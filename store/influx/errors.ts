import { LiangshaiError } from '../../model/error.ts';
import { StoreUnavailable } from '../readings.ts';
import { isUntrusted } from '../untrusted.ts';

/** What InfluxDB answered: a status that is not 2xx, or an error in an answer that is. */
export interface Failure {
  status: number;
  message: string;
  /** The header as it came. */
  retryAfter: string | null;
}

const missing =
  /(database|retention policy|bucket|organization|org).*not found|not found.*(database|bucket)/i;

/** True where the lines themselves are at fault and would be refused for ever. */
export function refusesLines({ status, message }: Failure): boolean {
  return (status === 400 || status === 413 || status === 422) && !missing.test(message);
}

/** Seconds or a date (RFC 9110, 10.2.3) as milliseconds to wait. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

/** What a user can mend at once, as one clear line; null: it may pass by itself. */
export function configurationError(place: string, { status, message }: Failure): LiangshaiError | null {
  if (status === 401) {
    return new LiangshaiError(
      'store-login',
      `InfluxDB at ${place} does not accept the token`,
      'check store.readings.tokenFile (2.x, 3.x: a token; 1.x: user:password)',
    );
  }
  if (status === 403) {
    return new LiangshaiError(
      'store-rights',
      `InfluxDB at ${place} does not let this token do that: ${message}`,
      'use a token that may read and write the database',
    );
  }
  if (status === 404 || missing.test(message)) {
    return new LiangshaiError(
      'store-missing',
      `InfluxDB at ${place}: ${message}`,
      'create it with `liangshai init --influx`, or correct store.readings.database and store.readings.org',
    );
  }
  return null;
}

/** A query that the server will never answer, however often it is asked. */
export function refusedQuery(place: string, { status, message }: Failure): LiangshaiError | null {
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  if (!isRefused) return null;
  return new LiangshaiError(
    'store-query',
    `InfluxDB at ${place} refuses a query: ${message}`,
    'check that store.readings.url is an InfluxDB from 1.6 on; if it is, report this with its version',
  );
}

/** A failure as what the caller throws: mend it, or try again. */
export function thrownBy(place: string, failure: Failure, nowMs: number): Error {
  const { status, message, retryAfter } = failure;
  // 1.x keeps saying so until it is started again, whatever room there is by then.
  const remedy = /no space left/.test(message) ? '; make room on its disk and start it again' : '';
  return (
    configurationError(place, failure) ??
    new StoreUnavailable(
      `InfluxDB at ${place} answers ${status}: ${message}${remedy}`,
      retryAfterMs(retryAfter, nowMs),
      undefined,
    )
  );
}

/** No answer at all: refused, reset, cut off or too late; or from somebody who may be anybody. */
export function unreachable(place: string, cause: unknown): Error {
  const first = firstOf(cause);
  if (isUntrusted(first)) {
    return new LiangshaiError(
      'store-certificate',
      `InfluxDB at ${place} shows a certificate that is not trusted for this host`,
      'start liangshai with NODE_EXTRA_CA_CERTS=FILE, the certificate of its authority',
      { cause },
    );
  }
  const reason = first instanceof Error ? first.message || first.name : String(first);
  return new StoreUnavailable(`InfluxDB at ${place} does not answer: ${reason}`, null, cause);
}

/** What `fetch` hides behind an error of its own. */
function firstOf(cause: unknown): unknown {
  return cause instanceof Error && cause.cause instanceof Error ? firstOf(cause.cause) : cause;
}

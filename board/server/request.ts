import type { Problem } from '../../api/schemas/problem.ts';

/** What the service answered when it refused; `code` is stable, `hint` says what to do. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  readonly faults: readonly string[];
  /** Seconds to wait, where the service said so. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.hint = problem.hint;
    this.faults = problem.faults ?? [];
    this.retryAfter = retryAfter;
  }
}

/** The service did not answer at all: it is down, or the network is. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('the service does not answer', { cause });
    this.name = 'UnreachableError';
  }
}

export type Query = Record<string, string | number | undefined>;

/** `/projects/P 1` and `{step: 'day'}` as an address under `/api/v1`; undefined parts of the query are left out. */
export function address(path: string, query: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parts.set(name, String(value));
  const text = parts.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

/** Asks the service; rejects with ProblemError when it refuses and UnreachableError when it does not answer. */
export async function request<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new UnreachableError(cause);
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

export function get<Answer>(path: string, query: Query, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(address(path, query), signal === undefined ? {} : { signal });
}

export function send<Answer>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const content =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return request<Answer>(address(path), { method, ...content });
}

async function problemOf(response: Response): Promise<ProblemError | UnreachableError> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const type = response.headers.get('content-type') ?? '';
  // A proxy in between answers in its own words; then nobody of ours was reached.
  if (!type.includes('json')) return new UnreachableError(`HTTP ${response.status}`);
  const problem = (await response.json()) as Problem;
  return new ProblemError(problem, Number.isFinite(retryAfter) ? retryAfter : null);
}

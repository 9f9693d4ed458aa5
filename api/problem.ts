import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { faultText, LiangshaiError } from '../model/error.ts';
import { StoreUnavailable } from '../store/readings.ts';
import { type RefusalReason, Refused, refusals } from './refused.ts';
import type { Problem } from './schemas/problem.ts';

/** What Fastify itself refuses, by its code. */
const ofFastify: Record<string, RefusalReason> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'unreadable-body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'unreadable-body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'unreadable-body',
  FST_ERR_BAD_URL: 'no-such-path',
};

/** What other parts of the service refuse, by the code of their error. */
const ofParts: Record<string, RefusalReason> = {
  'registry-faulty': 'upload-faulty',
  'ingest-closed': 'unavailable',
  'body-too-large': 'too-large',
  'body-broken': 'unreadable-body',
  'channel-unknown': 'no-such-channel',
  'period-not-over': 'period-not-over',
  'period-closed': 'period-closed',
  'period-not-closed': 'period-not-closed',
  'bad-name': 'invalid-request',
  'unknown-scope': 'invalid-request',
  'needless-scope': 'invalid-request',
};

function validationFaults(error: FastifyError): string[] {
  return (error.validation ?? []).map((issue) => {
    const field = issue.instancePath.replace(/^\//, '').replaceAll('/', '.');
    const place = [error.validationContext, field].filter(Boolean).join(' ');
    return `${place}: ${issue.message ?? issue.keyword}`;
  });
}

/** Any error as a refusal; null: it is ours, not the caller's. */
function refusalOf(error: FastifyError | LiangshaiError): Refused | null {
  if (error instanceof Refused) return error;
  if (error instanceof LiangshaiError) {
    const reason = ofParts[error.code];
    if (reason === undefined) return null;
    const wait = reason === 'unavailable' ? { retryAfterSeconds: 5 } : {};
    return new Refused(reason, error.message, {
      places: error.faults.map(faultText),
      hint: error.hint,
      ...wait,
    });
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Refused('invalid-request', 'Some fields are not as they must be.', {
      places: validationFaults(error),
    });
  }
  const reason = ofFastify[error.code];
  if (reason !== undefined) return new Refused(reason, error.message);
  return error.statusCode !== undefined && error.statusCode < 500
    ? new Refused('invalid-request', error.message)
    : null;
}

function send(request: FastifyRequest, reply: FastifyReply, refused: Refused): FastifyReply {
  const meaning = refusals[refused.reason];
  const problem: Problem = {
    type: `urn:liangshai:problem:${refused.reason}`,
    title: meaning.title,
    status: meaning.status,
    detail: refused.message,
    instance: request.url.split('?', 1)[0] ?? '/',
    code: refused.reason,
    hint: refused.hint,
    ...(refused.places.length > 0 && { faults: [...refused.places] }),
  };
  if (refused.retryAfterSeconds !== null) reply.header('retry-after', refused.retryAfterSeconds);
  if (refused.reason === 'wrong-token') reply.header('www-authenticate', 'Basic realm="liangshai readings"');
  reply.header('cache-control', 'no-store');
  // A string: a problem has one form, and the answer's schema is that of success.
  return reply
    .code(meaning.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((body: string) => body)
    .send(JSON.stringify(problem));
}

const passing = new Set(['store-unreachable', 'store-locked', 'store-full', 'store-certificate']);

/** What of ours fails now and may do better soon; its own words name hosts and files, so they stay in the log. */
function mayPass(error: Error): boolean {
  if (error instanceof StoreUnavailable) return true;
  return error instanceof LiangshaiError && passing.has(error.code);
}

/** The error handler of the whole API: problem+json by RFC 9457; what is our own fault goes to the log. */
export function answerProblem(
  error: FastifyError | LiangshaiError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refused = refusalOf(error);
  if (refused !== null) return send(request, reply, refused);
  request.log.error(
    { err: error, method: request.method, route: request.routeOptions.url },
    'request failed',
  );
  return send(
    request,
    reply,
    mayPass(error)
      ? new Refused('unavailable', 'A store does not answer; it was logged.', { retryAfterSeconds: 5 })
      : new Refused('internal', 'An error inside the service; it was logged.'),
  );
}

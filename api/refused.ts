import { LiangshaiError } from '../model/error.ts';

interface Meaning {
  status: number;
  title: string;
  hint: string;
}

/** Every way in which the API says no: a stable code, its status, and what the caller can do. */
export const refusals = {
  'invalid-request': {
    status: 400,
    title: 'The request does not have the form that is expected',
    hint: 'Mend what `faults` names; /api/openapi.json describes every field.',
  },
  'unreadable-body': {
    status: 400,
    title: 'The body cannot be read',
    hint: 'Send what the content type says, in UTF-8, unbroken.',
  },
  'invalid-range': {
    status: 400,
    title: 'The stretch of time cannot be used',
    hint: 'Write from and to as YYYY-MM-DD, as an instant with its offset, or as epoch milliseconds; from comes before to.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Nobody is signed in',
    hint: 'Sign in by POST /api/v1/session and send the cookie with every request.',
  },
  'wrong-password': {
    status: 401,
    title: 'The name or the password is wrong',
    hint: 'Try again; an administrator can set a new password.',
  },
  'wrong-token': {
    status: 401,
    title: 'The token of the meter or gateway is not known',
    hint: 'Send Authorization: Basic or Bearer with base64 of id:secret; `liangshai meters rotate` gives a new secret.',
  },
  'not-allowed': {
    status: 403,
    title: 'This role may not do that',
    hint: 'Ask an administrator for a role that may.',
  },
  'link-forged': {
    status: 403,
    title: 'The link is not one of ours',
    hint: 'Open it as it stands in the letter, whole.',
  },
  'password-change-needed': {
    status: 403,
    title: 'The one-time password must be changed first',
    hint: 'PUT /api/v1/session/password with the present and a new one.',
  },
  'foreign-site': {
    status: 403,
    title: 'The change was asked for by a page of another site',
    hint: 'Changes are taken from the board itself or from a program, not from another site’s page.',
  },
  'no-such-path': {
    status: 404,
    title: 'There is nothing at this address',
    hint: '/api/openapi.json lists every address.',
  },
  'no-such-project': {
    status: 404,
    title: 'There is no such project among those you may see',
    hint: 'GET /api/v1/projects lists them.',
  },
  'no-such-finding': {
    status: 404,
    title: 'There is no such finding among those you may see',
    hint: 'GET /api/v1/findings?state=all lists them.',
  },
  'no-such-channel': {
    status: 404,
    title: 'There is no such channel',
    hint: 'The configuration lists the channels under paging.',
  },
  'no-such-page': {
    status: 404,
    title: 'There is no such page among those you may see',
    hint: 'GET /api/v1/pages?open=false lists them.',
  },
  'no-such-silence': {
    status: 404,
    title: 'There is no such silence',
    hint: 'GET /api/v1/silences lists those that last or are to come.',
  },
  'no-such-bulletin': {
    status: 404,
    title: 'There is no such bulletin among those you may see',
    hint: 'GET /api/v1/bulletins lists them.',
  },
  'no-such-closing': {
    status: 404,
    title: 'The period was not closed so',
    hint: 'GET /api/v1/periods lists every period with its closings.',
  },
  'no-such-standing': {
    status: 404,
    title: 'There is no such standing among those you may see',
    hint: 'GET /api/v1/standings lists them.',
  },
  'no-such-district': {
    status: 404,
    title: 'There is no such district',
    hint: 'GET /api/v1/overview lists the districts.',
  },
  'nothing-to-decide': {
    status: 409,
    title: 'There is nothing to decide',
    hint: 'GET /api/v1/explanations?waiting=true lists those that ask for something and wait.',
  },
  'period-not-over': {
    status: 409,
    title: 'The days of the period are not over',
    hint: 'Close it after its last day.',
  },
  'period-closed': {
    status: 409,
    title: 'The period is closed',
    hint: 'POST /api/v1/periods/{period}/reopen with a reason first.',
  },
  'period-not-closed': {
    status: 409,
    title: 'The period is not closed',
    hint: 'GET /api/v1/periods lists those that are.',
  },
  'no-draft': {
    status: 409,
    title: 'There is no draft to publish',
    hint: 'GET /api/v1/bulletins lists the drafts; a period that was opened again has one when it is closed again.',
  },
  'number-taken': {
    status: 409,
    title: 'Another bulletin has this number',
    hint: 'GET /api/v1/bulletins lists the numbers that were given.',
  },
  'already-closed': {
    status: 409,
    title: 'The finding is closed',
    hint: 'GET it again: its events say who closed it.',
  },
  'link-expired': {
    status: 410,
    title: 'The link has expired',
    hint: 'Sign in to the board, or wait for the next letter.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    hint: 'Send it in several parts.',
  },
  'unsupported-type': {
    status: 415,
    title: 'This content type is not taken here',
    hint: '/api/openapi.json names the types that are.',
  },
  'upload-faulty': {
    status: 422,
    title: 'The file has faults and nothing of it was taken',
    hint: 'Mend every place that `faults` names and send the file again.',
  },
  'password-unchanged': {
    status: 422,
    title: 'The new password is the present one',
    hint: 'Choose another.',
  },
  'too-many-attempts': {
    status: 429,
    title: 'Too many attempts failed',
    hint: 'Wait as long as Retry-After says.',
  },
  internal: {
    status: 500,
    title: 'The service failed',
    hint: 'Try again; if it stays, the log of the service has the cause under this time.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot do this now',
    hint: 'Try again after the seconds that Retry-After gives.',
  },
} as const satisfies Record<string, Meaning>;
export type RefusalReason = keyof typeof refusals;

/** A request that is answered with no. `message` says what was wrong with this one. */
export class Refused extends LiangshaiError {
  readonly reason: RefusalReason;
  readonly places: readonly string[];
  readonly retryAfterSeconds: number | null;

  constructor(
    reason: RefusalReason,
    message: string,
    more: { places?: readonly string[]; retryAfterSeconds?: number; hint?: string } = {},
  ) {
    super(reason, message, more.hint ?? refusals[reason].hint);
    this.name = 'Refused';
    this.reason = reason;
    this.places = more.places ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

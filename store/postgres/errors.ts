import { LiangshaiError } from '../../model/error.ts';

interface Cause {
  code: string;
  message: string;
  hint: string;
}

const login = {
  code: 'store-login',
  message: 'does not accept the user or the password',
  hint: 'check the user and the password in store.records.urlFile',
};
const rights = {
  code: 'store-rights',
  message: 'does not let this user create its tables',
  hint: 'make the user the owner of the database, or grant it CREATE on the schema public',
};
const unreachable = {
  code: 'store-unreachable',
  message: 'does not answer',
  hint: 'check the host and the port in store.records.urlFile and that PostgreSQL runs there',
};

// SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) and Node's codes of the network.
const known: Record<string, Cause> = {
  '28P01': login,
  '28000': login,
  '3D000': {
    code: 'store-missing',
    message: 'has no such database',
    hint: 'create it with `createdb`, or correct store.records.urlFile',
  },
  '42501': rights,
  '3F000': rights,
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
};

/** The error as one clear line where its cause is known; any other as it is. */
export function postgresError(place: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const cause = known[String(error.code)];
  if (cause === undefined) return error;
  return new LiangshaiError(cause.code, `${place} ${cause.message}`, cause.hint, { cause: error });
}

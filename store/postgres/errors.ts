import { LiangshaiError } from '../../model/error.ts';
import { isUntrusted } from '../untrusted.ts';

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

const withoutTls = {
  code: 'store-tls',
  message: 'does not speak TLS',
  hint: 'turn on `ssl` in PostgreSQL, or take sslmode out of store.records.urlFile',
};
const certificate = {
  code: 'store-certificate',
  message: 'shows a certificate that is not trusted for this host',
  hint: 'name its authority with sslrootcert=FILE in store.records.urlFile',
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
  ECONNRESET: unreachable,
  EPIPE: unreachable,
  '57P01': unreachable,
  '57P02': unreachable,
  '57P03': unreachable,
  '53300': {
    code: 'store-unreachable',
    message: 'takes no more connections',
    hint: 'end what else is connected, or raise its max_connections',
  },
};

// What pg says of a connection that is gone, or that could not be made in time, without any code.
const gone = /^(connection terminated|client has encountered a connection error|timeout (exceeded|expired))/i;

function causeOf(error: Error): Cause | undefined {
  if (isUntrusted(error)) return certificate;
  if ('code' in error) return known[String(error.code)];
  const { message } = error;
  if (/does not support SSL/i.test(message)) return withoutTls;
  return gone.test(message) ? unreachable : undefined;
}

/** The error as one clear line where its cause is known; any other as it is. */
export function postgresError(place: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof LiangshaiError) return error;
  const cause = causeOf(error);
  if (cause === undefined) return error;
  return new LiangshaiError(cause.code, `${place} ${cause.message}`, cause.hint, { cause: error });
}

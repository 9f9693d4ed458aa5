import type { CredentialBook } from './credential-book.ts';
import { Login, type LoginRefusal } from './login.ts';
import { LoginThrottle } from './login-throttle.ts';

export interface Token {
  id: string;
  secret: string;
}

/**
 * The id and the secret of an HTTP `Authorization` header: `Basic base64(id:secret)` (RFC 7617) or
 * `Bearer base64url(id:secret)`; null when it is neither. An id may have colons, a secret has none: the last one parts them.
 */
export function readToken(header: string | undefined): Token | null {
  const match = /^(?:Basic|Bearer) +([A-Za-z0-9+/_-]+=*)$/i.exec(header ?? '');
  if (!match) return null;
  // Node reads both base64 alphabets.
  const text = Buffer.from(match[1]!, 'base64').toString();
  const colon = text.lastIndexOf(':');
  return colon <= 0 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** Who sends a request, by its `Authorization` header and its address: as slow to be guessed as a login by MQTT. */
export type Authenticate = (
  authorization: string | undefined,
  address: string,
) => Promise<{ id: string } | LoginRefusal>;

export function tokenLogin(book: CredentialBook, nowMs: () => number): Authenticate {
  const login = new Login(book, new LoginThrottle(nowMs));
  return async (authorization, address) => {
    const token = readToken(authorization);
    if (token === null) return 'wrong';
    const { id: username, secret: password } = token;
    return login.attempt({ username, password, address, certificateId: null });
  };
}

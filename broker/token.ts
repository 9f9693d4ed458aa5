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

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a link does. Each does one thing only. */
export const linkActions = ['acknowledge', 'explain'] as const;

/** What a link allows: one action, for one person, about one letter or page, until a moment. */
const Link = z.object({
  action: z.enum(linkActions),
  /** The letter to acknowledge, or the page to explain. */
  subject: z.string(),
  person: z.string(),
  expiresMs: z.int(),
});
export type Link = z.infer<typeof Link>;

export type LinkRefusal = { refused: 'link-forged' | 'link-expired' };

// The key also signs nothing else, but a signature says what it is for anyway.
const purpose = 'liangshai link 1';

/** The link as text that is safe in a URL: what it allows and, after a dot, its HMAC-SHA256, both in base64url. */
export function signLink(secret: Uint8Array, { action, subject, person, expiresMs }: Link): string {
  const payload = Buffer.from(JSON.stringify([action, subject, person, expiresMs])).toString('base64url');
  return `${payload}.${mac(secret, payload).toString('base64url')}`;
}

export function readLink(secret: Uint8Array, token: string, nowMs: number): Link | LinkRefusal {
  const [payload = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = mac(secret, payload);
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) {
    return { refused: 'link-forged' };
  }
  const [action, subject, person, expiresMs] = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const link = Link.parse({ action, subject, person, expiresMs });
  return nowMs < link.expiresMs ? link : { refused: 'link-expired' };
}

function mac(secret: Uint8Array, payload: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\n${payload}`).digest();
}

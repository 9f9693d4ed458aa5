import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Every JSON answer to a GET is checked again before it is used again, and is not sent again while it is the same
 * (RFC 9110, If-None-Match). It may be kept by the one who asked only: it depends on who that was.
 */
export function registerFreshness(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || reply.hasHeader('cache-control'))
      return payload;
    reply.header('cache-control', 'private, no-cache');
    if (typeof payload !== 'string') return payload;
    // Weak: the same text may be sent compressed or not.
    const tag = `W/"${createHash('sha1').update(payload).digest('base64url')}"`;
    reply.header('etag', tag);
    const known = request.headers['if-none-match'] ?? '';
    if (!known.split(/\s*,\s*/).includes(tag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return '';
  });
}

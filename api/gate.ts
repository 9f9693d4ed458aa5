import '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Access, everybody, may, type Viewer } from './access.ts';
import type { ApiSettings } from './ports.ts';
import { Refused } from './refused.ts';
import type { Sessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
  }
  interface FastifyContextConfig {
    /** Who may call the route. A route without it is closed to all. */
    access?: Access;
  }
}

export const sessionCookie = 'liangshai_session';
/** Longer than a session: when that ends is kept by the service, which prolongs it. */
const cookieSeconds = 30 * 86_400;

/** Sets the cookie by which a browser keeps its session; scripts cannot read it and other sites cannot send it. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: cookieSeconds,
  });
}

export function dropSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { path: '/' });
}

/** The one who asks, on a route whose access lets only known viewers through. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new Refused('not-signed-in', 'This address needs a session.');
  return request.viewer;
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * A browser names the page that asks (Fetch Metadata, or Origin in older ones); a page of another site is refused
 * even if its request brought the cookie. A program names none.
 */
function isForeignSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.origin;
  return origin !== undefined && origin !== `${request.protocol}://${request.host}`;
}

function guard(viewer: Viewer | null, access: Access, safe: boolean): void {
  if (viewer === null || (viewer.user === null && !safe)) {
    throw new Refused('not-signed-in', 'This address needs a session.');
  }
  if (access === 'open' || access === 'device' || access === 'own-session') return;
  if (!may(viewer, access)) {
    throw new Refused('not-allowed', `The role ${viewer.role} has no right to ${access}.`);
  }
  if (viewer.mustChangePassword && !safe) {
    throw new Refused('password-change-needed', `${viewer.user} signed in with a one-time password.`);
  }
}

/** Finds out who asks and lets through only what the route's `access` allows. */
export function registerGate(
  app: FastifyInstance,
  sessions: Sessions,
  settings: Pick<ApiSettings, 'publicView'>,
): void {
  app.decorateRequest('viewer', null);
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const { access } = request.routeOptions.config;
    if (access === undefined) throw new Refused('not-allowed', 'This address is closed to all.');
    const safe = isSafe(request.method);
    // A device's token is in a header that no page of another site can send along.
    if (!safe && access !== 'device' && isForeignSite(request)) {
      throw new Refused('foreign-site', `${request.headers.origin ?? 'Another site'} asked for a change.`);
    }
    if (access === 'open' || access === 'device') return;
    const token = request.cookies[sessionCookie];
    const signedIn = token === undefined ? null : await sessions.viewer(token);
    request.viewer = signedIn ?? (settings.publicView ? everybody : null);
    guard(request.viewer, access, safe);
    if (signedIn !== null && token !== undefined) await sessions.prolong(token, signedIn);
  });
}

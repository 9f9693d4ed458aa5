import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Viewer } from '../access.ts';
import { dropSessionCookie, sessionCookie, setSessionCookie, viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { Refused } from '../refused.ts';
import { Login, PasswordChange, SessionView } from '../schemas/session.ts';
import type { LoginRefusal, Opened, Sessions } from '../sessions.ts';

function scopeOf(viewer: Viewer, names: Names): SessionView['scope'] {
  if (viewer.scope === null) return null;
  if (viewer.role === 'district') return { kind: 'district', ...names.district(viewer.scope) };
  if (viewer.role === 'department') return { kind: 'department', ...names.department(viewer.scope) };
  return null;
}

function sessionView(viewer: Viewer, names: Names): SessionView {
  const { user, role, mustChangePassword, expiresMs } = viewer;
  return { user, role, scope: scopeOf(viewer, names), mustChangePassword, expiresMs };
}

function refusedLogin({ refused, retryAfterSeconds }: LoginRefusal): Refused {
  const wait = retryAfterSeconds > 0 ? { retryAfterSeconds } : {};
  const detail = {
    'wrong-password': 'No user of this name has this password.',
    'too-many-attempts': `The next attempt is looked at in ${retryAfterSeconds} s.`,
    'password-unchanged': 'The present and the new password are the same.',
  }[refused];
  return new Refused(refused, detail, wait);
}

/** Signing in and out, and changing one's own password. */
export function registerSession(
  server: FastifyInstance,
  { sessions, names }: { sessions: Sessions; names: () => Names },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const answer = (
    request: FastifyRequest,
    reply: FastifyReply,
    opened: Opened | LoginRefusal,
  ): SessionView => {
    if ('refused' in opened) throw refusedLogin(opened);
    setSessionCookie(request, reply, opened.token);
    return sessionView(opened.viewer, names());
  };

  app.post(
    '/api/v1/session',
    {
      config: { access: 'open' },
      schema: {
        tags: ['session'],
        summary: 'Sign in; the answer sets the cookie',
        body: Login,
        response: { 200: SessionView },
      },
    },
    async (request, reply) => {
      const { user, password } = request.body;
      return answer(request, reply, await sessions.open(user, password, request.ip));
    },
  );

  app.get(
    '/api/v1/session',
    {
      config: { access: 'own-session' },
      schema: { tags: ['session'], summary: 'Who is signed in', response: { 200: SessionView } },
    },
    async (request) => sessionView(viewerOf(request), names()),
  );

  app.delete(
    '/api/v1/session',
    {
      config: { access: 'own-session' },
      schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      await sessions.close(request.cookies[sessionCookie] ?? '');
      dropSessionCookie(reply);
      return reply.code(204).send();
    },
  );

  app.put(
    '/api/v1/session/password',
    {
      config: { access: 'own-session' },
      schema: {
        tags: ['session'],
        summary: 'Change one’s own password; every other session of the user ends',
        body: PasswordChange,
        response: { 200: SessionView },
      },
    },
    async (request, reply) => {
      const { password, newPassword } = request.body;
      const name = viewerOf(request).user ?? '';
      return answer(request, reply, await sessions.changePassword(name, password, newPassword, request.ip));
    },
  );
}

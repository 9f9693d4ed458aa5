import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { viewerOf } from '../gate.ts';
import type { ApiPorts } from '../ports.ts';
import { AuditList, AuditQuery, OneTimePassword, UserChange, UserList } from '../schemas/user.ts';
import { putUser } from '../users.ts';
import { withoutAbsent } from '../without-absent.ts';

/** Who may sign in, and the record of every change. */
export function registerUsers(
  server: FastifyInstance,
  { records, registry, nowMs }: Pick<ApiPorts, 'records' | 'registry' | 'nowMs'>,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/users',
    {
      config: { access: 'manage-users' },
      schema: { tags: ['users'], summary: 'All users', response: { 200: UserList } },
    },
    async () => ({ users: await records.users() }),
  );

  app.put(
    '/api/v1/users/:name',
    {
      config: { access: 'manage-users' },
      schema: {
        tags: ['users'],
        summary: 'Add a user, or give one another role and a new one-time password',
        params: z.object({ name: z.string() }),
        body: UserChange,
        response: { 200: OneTimePassword },
      },
    },
    async (request) => {
      const act = { actor: viewerOf(request).user ?? '', atMs: nowMs() };
      const { role, scope } = request.body;
      return {
        password: await putUser(records, { name: request.params.name, role, scope }, registry(), act),
      };
    },
  );

  app.get(
    '/api/v1/audit',
    {
      config: { access: 'view-audit' },
      schema: {
        tags: ['users'],
        summary: 'Every change, who made it and when, newest first',
        querystring: AuditQuery,
        response: { 200: AuditList },
      },
    },
    async (request) => {
      const filter = withoutAbsent(request.query);
      const entries = await records.audited(filter);
      return { entries, nextBeforeId: entries.length < filter.limit ? null : (entries.at(-1)?.id ?? null) };
    },
  );
}

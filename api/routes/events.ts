import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CityView } from '../city-view.ts';
import type { EventStreams } from '../event-streams.ts';
import { sessionCookie, viewerOf } from '../gate.ts';
import type { Sessions } from '../sessions.ts';
import { visibleProject } from '../visible.ts';

export const eventsPath = '/api/v1/events';

interface EventPorts {
  streams: EventStreams;
  city: CityView;
  sessions: Sessions;
}

/** What happens, as it happens (Server-sent events). */
export function registerEvents(server: FastifyInstance, { streams, city, sessions }: EventPorts): void {
  /** A session that has ended, or has become another role's, ends its stream. */
  const stillAllowed = (request: FastifyRequest) => async () => {
    const before = viewerOf(request);
    if (before.user === null) return true;
    const now = await sessions.viewer(request.cookies[sessionCookie] ?? '');
    return now !== null && now.role === before.role && now.scope === before.scope;
  };

  server.withTypeProvider<ZodTypeProvider>().get(
    eventsPath,
    {
      config: { access: 'view' },
      schema: {
        tags: ['city'],
        summary: 'Server-sent events: hello, readings, activity, findings, overview, progress',
        description:
          'Each event is named as above, and its data is the schema of that name with Event at the end. `Last-Event-ID` goes on where a connection broke.',
        querystring: z.object({
          project: z.string().optional().describe('Only of this project, but with every reading.'),
        }),
        headers: z.object({ 'last-event-id': z.string().max(64).optional() }),
        response: { 200: { content: { 'text/event-stream': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { project } = request.query;
      if (project !== undefined) visibleProject(city.names(), project, viewer);
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Some proxies keep answers back until they are whole; this asks them not to.
        'x-accel-buffering': 'no',
      });
      const audience = { viewer, project: project ?? null };
      streams.add(reply.raw, audience, request.headers['last-event-id'] ?? null, stillAllowed(request));
    },
  );
}

import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';

async function textOf(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The operator's own map of the city: boundaries to draw the projects on. Read anew each time, so it can be replaced. */
export function registerMap(server: FastifyInstance, { mapFile }: { mapFile?: string }): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/map',
    {
      config: { access: 'view' },
      schema: {
        tags: ['city'],
        summary:
          'The districts’ boundaries as a GeoJSON FeatureCollection (RFC 7946); 204 where there is no map',
        response: {
          200: { content: { 'application/geo+json': { schema: z.string() } } },
          204: z.undefined(),
        },
      },
    },
    async (_request, reply) => {
      const text = await textOf(mapFile);
      // A board without a map is no fault: a 404 would be a red line in every visitor's console.
      if (text === null) return reply.code(204).send();
      return reply
        .type('application/geo+json')
        .serializer((body: string) => body)
        .send(text);
    },
  );
}

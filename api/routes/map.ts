import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../refused.ts';

async function textOf(path: string | undefined): Promise<string> {
  try {
    if (path !== undefined) return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  throw new Refused('no-map', 'No map of the city was put in place.');
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
          'The districts’ boundaries as a GeoJSON FeatureCollection (RFC 7946); 404 where there is no map',
        response: { 200: { content: { 'application/geo+json': { schema: z.string() } } } },
      },
    },
    async (_request, reply) => {
      const text = await textOf(mapFile);
      return reply
        .type('application/geo+json')
        .serializer((body: string) => body)
        .send(text);
    },
  );
}

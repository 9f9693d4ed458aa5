import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { CityView } from '../city-view.ts';
import { viewerOf } from '../gate.ts';
import { Overview } from '../schemas/overview.ts';

/** The city at a glance. */
export function registerOverview(server: FastifyInstance, { city }: { city: CityView }): void {
  /** Every wall asks for the same one: it is made into text once. */
  const texts = new WeakMap<Overview, string>();
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/overview',
    {
      config: { access: 'view' },
      schema: {
        tags: ['city'],
        summary: 'Counts by state, power now, who stands still, the districts',
        response: { 200: Overview },
      },
    },
    async (request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .serializer((overview: Overview) => {
          const text = texts.get(overview) ?? JSON.stringify(overview);
          texts.set(overview, text);
          return text;
        })
        .send(city.overview(viewerOf(request))),
  );
}

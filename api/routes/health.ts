import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiPorts } from '../ports.ts';
import { Health, Readiness } from '../schemas/health.ts';

/** For those who run the service: alive, ready, and its figures. */
export function registerHealth(server: FastifyInstance, ports: Pick<ApiPorts, 'parts' | 'metrics'>): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/healthz',
    {
      config: { access: 'open' },
      schema: { tags: ['service'], summary: 'The process is alive', response: { 200: Health } },
    },
    async () => ({ status: 'alive' as const }),
  );

  app.get(
    '/readyz',
    {
      config: { access: 'open' },
      schema: {
        tags: ['service'],
        summary: 'Every part can do its work; 503 while one cannot',
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const parts = ports.parts();
      const ready = parts.every((part) => part.ready);
      return reply.code(ready ? 200 : 503).send({ ready, parts });
    },
  );

  app.get(
    '/metrics',
    {
      config: { access: 'open' },
      schema: {
        tags: ['service'],
        summary: 'Figures of the service in the Prometheus text format',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } } },
      },
    },
    async (_request, reply) =>
      reply
        .type(ports.metrics.contentType)
        .serializer((text: string) => text)
        .send(await ports.metrics.metrics()),
  );
}

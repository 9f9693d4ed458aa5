import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { eventsPath } from './routes/events.ts';

/** How long answers take, by route. Streams are not counted: they last as long as somebody looks. */
export function registerRequestMetrics(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'liangshai_http_request_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    if (route === eventsPath) return;
    seconds.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
}

export function openStreamsGauge(registry: Registry): Gauge {
  return new Gauge({
    name: 'liangshai_event_streams',
    help: 'Open streams of live events',
    registers: [registry],
  });
}

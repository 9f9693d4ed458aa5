import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sessionCookie } from './gate.ts';
import './schemas/event.ts';
import './schemas/problem.ts';

const problemAnswer = {
  description: 'A problem (RFC 9457) with a stable code and a hint.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The description of the whole API, made of the same schemas that check and write the messages. */
export function registerOpenApi(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Liangshai 晾晒',
        version,
        description:
          'Which construction projects work, which stand still and who has to act, told from electricity. Instants are UTC epoch milliseconds, days are in the city’s zone, units stand in the names.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: sessionCookie },
          device: { type: 'http', scheme: 'basic', description: 'Id and secret of a meter or gateway.' },
        },
      },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (documented) => {
      const description = jsonSchemaTransformObject(documented);
      for (const path of Object.values(description.paths ?? {})) {
        for (const operation of Object.values(path ?? {})) {
          if (typeof operation === 'object' && operation !== null && 'responses' in operation) {
            Object.assign(operation.responses ?? {}, { default: problemAnswer });
          }
        }
      }
      return description;
    },
  });

  app.register(async (scope) => {
    scope.get(
      '/api/openapi.json',
      { config: { access: 'open' }, schema: { hide: true, response: { 200: z.unknown() } } },
      async () => app.swagger(),
    );
  });
}

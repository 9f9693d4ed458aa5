import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiPorts } from '../ports.ts';
import { Refused } from '../refused.ts';
import { ReadingBody, ReceiptView } from '../schemas/reading.ts';

const forms = new Map([
  ['application/json', 'array'],
  ['application/x-ndjson', 'ndjson'],
] as const);

/** In this time a throttled device has made up for ten wrong tokens. */
const retryAfterSeconds = 60;

/** `Content-Encoding` of the request; nothing else is unpacked. */
function unpacked(body: NodeJS.ReadableStream, encoding: string | undefined): AsyncIterable<Uint8Array> {
  if (encoding === undefined || encoding === 'identity') return body as AsyncIterable<Uint8Array>;
  if (encoding === 'gzip') return body.pipe(createGunzip());
  throw new Refused('unsupported-type', `Content-Encoding ${encoding} is not taken: gzip or none.`);
}

/**
 * The way in for gateways that speak HTTP. The body is never collected: it flows into the intake, and an intake that
 * is slower than the sender slows the sender down.
 */
export function registerReadings(
  server: FastifyInstance,
  { intake, authenticate }: Pick<ApiPorts, 'intake' | 'authenticate'>,
): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...forms.keys()], (_request, body, done) => done(null, body));
    // The body is a stream, described for the reader and checked by the intake.
    scope.setValidatorCompiler(() => (value) => ({ value }));

    scope.withTypeProvider<ZodTypeProvider>().post(
      '/api/v1/readings',
      {
        config: { access: 'device' },
        schema: {
          tags: ['readings'],
          summary:
            'Readings in bulk: one JSON array, one object, or an object a line; 202 once all is on disk',
          security: [{ device: [] }],
          consumes: [...forms.keys()],
          body: z.union([z.array(ReadingBody), ReadingBody]),
          response: { 202: ReceiptView },
        },
      },
      async (request, reply) => {
        const sender = await authenticate(request.headers.authorization, request.ip);
        if (sender === 'throttled')
          throw new Refused('too-many-attempts', 'There were too many wrong tokens.', { retryAfterSeconds });
        if (sender === 'wrong')
          throw new Refused('wrong-token', 'Readings are taken from known devices only.');
        const form = forms.get(
          (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim() as 'application/json',
        );
        if (form === undefined) throw new Refused('unsupported-type', 'Send JSON or lines of JSON.');
        const body = unpacked(
          request.body as unknown as NodeJS.ReadableStream,
          request.headers['content-encoding'],
        );
        return reply.code(202).send(await intake(sender.id, body, form));
      },
    );
  });
}

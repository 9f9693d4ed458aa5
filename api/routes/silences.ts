import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Identifier } from '../../model/scalar.ts';
import type { RecordsStore } from '../../store/records.ts';
import { viewerOf } from '../gate.ts';
import { SilenceChange, SilenceList, SilenceView } from '../schemas/silence.ts';
import { withoutAbsent } from '../without-absent.ts';

interface SilencePorts {
  records: Pick<RecordsStore, 'silences' | 'putSilence'>;
  nowMs: () => number;
}

/** Silence where there is a reason for it: now, or announced for a maintenance. */
export function registerSilences(server: FastifyInstance, { records, nowMs }: SilencePorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/silences',
    {
      config: { access: 'silence-pages' },
      schema: { tags: ['pages'], summary: 'Silences that have not ended', response: { 200: SilenceList } },
    },
    async () => ({ silences: await records.silences(nowMs()) }),
  );

  app.put(
    '/api/v1/silences/:id',
    {
      config: { access: 'silence-pages' },
      schema: {
        tags: ['pages'],
        summary: 'Add a silence or a maintenance window, or change one: end it by an earlier end',
        params: z.object({ id: Identifier }),
        body: SilenceChange,
        response: { 200: SilenceView },
      },
    },
    async (request) => {
      const author = viewerOf(request).user ?? '';
      const { match, ...change } = request.body;
      const silence = { id: request.params.id, author, ...change, match: withoutAbsent(match) };
      await records.putSilence(silence, { actor: author, atMs: nowMs() });
      return silence;
    },
  );
}

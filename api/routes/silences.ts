import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Identifier } from '../../model/scalar.ts';
import type { RecordsStore } from '../../store/records.ts';
import { viewerOf } from '../gate.ts';
import { Refused } from '../refused.ts';
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
        summary: 'Add a silence or a maintenance window, or change one',
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

  app.delete(
    '/api/v1/silences/:id',
    {
      config: { access: 'silence-pages' },
      schema: {
        tags: ['pages'],
        summary: 'End a silence now, by the clock of the service',
        params: z.object({ id: Identifier }),
        response: { 200: SilenceView },
      },
    },
    async (request) => {
      const toMs = nowMs();
      const silence = (await records.silences(toMs)).find(({ id }) => id === request.params.id);
      if (silence === undefined)
        throw new Refused('no-such-silence', 'No silence of this id lasts or is to come.');
      // One that has not begun yet ends too: a silence begins before it ends.
      const ended = { ...silence, fromMs: Math.min(silence.fromMs, toMs - 1), toMs };
      await records.putSilence(ended, { actor: viewerOf(request).user ?? '', atMs: toMs });
      return ended;
    },
  );
}

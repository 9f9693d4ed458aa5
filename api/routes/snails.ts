import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Snail } from '../../model/snail.ts';
import type { RecordsStore } from '../../store/records.ts';
import type { Viewer } from '../access.ts';
import { viewerOf } from '../gate.ts';
import type { LiveFeed } from '../live.ts';
import type { Names } from '../names.ts';
import { Refused } from '../refused.ts';
import { DecideSnail, SnailAddress, SnailList, SnailQuery, SnailView } from '../schemas/snail.ts';
import { namedSubject, seesSubject } from '../standing-view.ts';

interface SnailPorts {
  records: RecordsStore;
  live: LiveFeed;
  names: () => Names;
  nowMs: () => number;
}

/** What is only proposed, or was declined, is no news to everybody; whom it concerns sees it. */
function isVisible(viewer: Viewer, snail: Snail, names: Names): boolean {
  if (viewer.role === 'viewer') return snail.history.some(({ what }) => what === 'confirmed');
  return seesSubject(viewer, snail, names);
}

function viewOf(snail: Snail, names: Names): SnailView {
  return { ...snail, subject: namedSubject(snail.by, snail.subject, names) };
}

/** Golden snails (金蜗牛): proposed by the rule, given, refused or taken back by a person. */
export function registerSnails(server: FastifyInstance, { records, live, names, nowMs }: SnailPorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/snails',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'Golden snails with their history; proposals are for those who decide and whom they concern',
        querystring: SnailQuery,
        response: { 200: SnailList },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { state } = request.query;
      const snails = (await records.snails()).filter(
        (snail) => isVisible(viewer, snail, names()) && (state === undefined || snail.state === state),
      );
      return { snails: snails.map((snail) => viewOf(snail, names())) };
    },
  );

  app.post(
    '/api/v1/snails/:period/:by/:subject/decide',
    {
      config: { access: 'dispatch-periods' },
      schema: {
        tags: ['standings'],
        summary: 'Confirm or decline a snail that is proposed, or revoke a confirmed one, with a reason',
        params: SnailAddress,
        body: DecideSnail,
        response: { 200: SnailView },
      },
    },
    async (request) => {
      const { period, by, subject } = request.params;
      const act = { actor: viewerOf(request).user ?? '', atMs: nowMs() };
      const decided = await records.decideSnail({ period, by, subject }, { ...request.body, ...act });
      if (decided === null) {
        throw new Refused(
          'nothing-to-decide',
          `No snail of ${subject} in ${period} can be ${request.body.verdict}.`,
          {
            hint: 'What is proposed is confirmed or declined, what is confirmed revoked; GET /api/v1/snails lists them.',
          },
        );
      }
      live.publish({ what: 'evaluated' });
      return viewOf(decided, names());
    },
  );
}

import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Objection } from '../../model/objection.ts';
import type { RecordsStore } from '../../store/records.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { Refused } from '../refused.ts';
import {
  AnswerObjection,
  ObjectionList,
  ObjectionQuery,
  ObjectionView,
  RaiseObjection,
} from '../schemas/objection.ts';
import { namedSubject, seesSubject } from '../standing-view.ts';

interface ObjectionPorts {
  records: RecordsStore;
  names: () => Names;
  nowMs: () => number;
}

function viewOf(objection: Objection, names: Names): ObjectionView {
  return { ...objection, subject: namedSubject(objection.by, objection.subject, names) };
}

/** Objections (申诉) to figures of closed periods: they, and the answers, stand beside the figures. */
export function registerObjections(server: FastifyInstance, { records, names, nowMs }: ObjectionPorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/objections',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'Objections to figures of closed periods, with their answers, newest first',
        querystring: ObjectionQuery,
        response: { 200: ObjectionList },
      },
    },
    async (request) => {
      const { period, open } = request.query;
      const viewer = viewerOf(request);
      const found = await records.objections({
        ...(period !== undefined && { period }),
        ...(open !== undefined && { open }),
      });
      const visible = found.filter((one) => seesSubject(viewer, one, names()));
      return { objections: visible.map((one) => viewOf(one, names())) };
    },
  );

  app.post(
    '/api/v1/objections',
    {
      config: { access: 'raise-objections' },
      schema: {
        tags: ['standings'],
        summary: 'Object to a figure of a closed period: of your own district, department or projects',
        body: RaiseObjection,
        response: { 200: ObjectionView },
      },
    },
    async (request) => {
      const { period, by, subject, figure, text } = request.body;
      const viewer = viewerOf(request);
      const closing = (await records.closings()).filter((one) => one.period === period).at(-1);
      if (closing === undefined || closing.reopened !== null) {
        throw new Refused(
          'period-not-closed',
          `${period} is not closed: its figures still change by themselves.`,
        );
      }
      const standings = await records.frozenStandings(period, closing.revision, by);
      const isThere = standings.some((row) => row.subject === subject);
      if (!isThere || !seesSubject(viewer, { by, subject }, names())) {
        throw new Refused('no-such-standing', `${subject} has no standing in ${period}.`);
      }
      const objection: Objection = {
        id: randomUUID(),
        period,
        revision: closing.revision,
        by,
        subject,
        figure,
        text,
        raisedBy: viewer.user ?? '',
        raisedMs: nowMs(),
        answer: null,
      };
      await records.putObjection(objection);
      return viewOf(objection, names());
    },
  );

  app.post(
    '/api/v1/objections/:id/answer',
    {
      config: { access: 'dispatch-periods' },
      schema: {
        tags: ['standings'],
        summary: 'Answer an objection; one that is upheld wants the period to be opened again',
        params: z.object({ id: z.string() }),
        body: AnswerObjection,
        response: { 200: ObjectionView },
      },
    },
    async (request) => {
      const { id } = request.params;
      const answered = await records.answerObjection(id, {
        ...request.body,
        answeredBy: viewerOf(request).user ?? '',
        answeredMs: nowMs(),
      });
      if (answered === null) {
        throw new Refused('nothing-to-decide', `No objection ${id} waits for an answer.`, {
          hint: 'GET /api/v1/objections?open=true lists those that wait.',
        });
      }
      return viewOf(answered, names());
    },
  );
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { daysOfPeriod } from '../../model/period.ts';
import type { RecordsStore } from '../../store/records.ts';
import { may } from '../access.ts';
import type { DispatchPort } from '../dispatch-port.ts';
import { viewerOf } from '../gate.ts';
import { Refused } from '../refused.ts';
import { BulletinList } from '../schemas/bulletin.ts';
import { ClosingView, PeriodAddress, PeriodList, Publish, Reopen } from '../schemas/period.ts';
import { firstAndLast } from '../standing-view.ts';

interface PeriodPorts {
  records: RecordsStore;
  dispatch: DispatchPort;
  nowMs: () => number;
}

/** Periods and what becomes of them: closed, opened again, published. */
export function registerPeriods(server: FastifyInstance, { records, dispatch, nowMs }: PeriodPorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/periods',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'The periods that run, wait for their closing, are closed or were opened again',
        response: { 200: PeriodList },
      },
    },
    async (request) => {
      const maySeeDrafts = may(viewerOf(request), 'view-drafts');
      // The oldest revision first, so that the newest stays.
      const bulletins = new Map((await records.bulletins()).reverse().map((one) => [one.period, one]));
      const periods = (await dispatch.periods()).map((status) => {
        const found = bulletins.get(status.period);
        const isShown = found !== undefined && (maySeeDrafts || found.state === 'published');
        const bulletin = isShown ? { state: found.state, number: found.number, title: found.title } : null;
        const { kind } = daysOfPeriod(status.period);
        return { ...status, ...firstAndLast(status.period), kind, bulletin };
      });
      return { kinds: [...dispatch.kinds], periods };
    },
  );

  app.post(
    '/api/v1/periods/:period/close',
    {
      config: { access: 'dispatch-periods' },
      schema: {
        tags: ['standings'],
        summary: 'Close a period whose days are over, or one that was opened again: its figures are frozen',
        params: PeriodAddress,
        response: { 200: ClosingView },
      },
    },
    async (request) => dispatch.close(request.params.period, actOf(viewerOf(request).user)),
  );

  app.post(
    '/api/v1/periods/:period/reopen',
    {
      config: { access: 'dispatch-periods' },
      schema: {
        tags: ['standings'],
        summary: 'Open a closed period again, with a reason; its revision stays readable',
        params: PeriodAddress,
        body: Reopen,
        response: { 200: ClosingView },
      },
    },
    async (request) =>
      dispatch.reopen(request.params.period, request.body.reason, actOf(viewerOf(request).user)),
  );

  app.post(
    '/api/v1/bulletins/:period/publish',
    {
      config: { access: 'dispatch-periods' },
      schema: {
        tags: ['standings'],
        summary: 'Publish the draft of a closed period, for good, with the number of the document',
        params: PeriodAddress,
        body: Publish,
        response: { 200: BulletinList.shape.bulletins.element },
      },
    },
    async (request) => {
      const { period } = request.params;
      const { number, title } = request.body;
      const given = { number, ...(title !== undefined && { title }) };
      const publishing = await dispatch.publish(period, given, actOf(viewerOf(request).user));
      if (publishing === 'number-taken') {
        throw new Refused('number-taken', `Another bulletin has the number ${number}.`);
      }
      const published = (await records.bulletins()).find((one) => one.period === period);
      if (publishing === 'not-draft' || published === undefined) {
        throw new Refused('no-draft', `${period} has no draft of a closing that stands.`);
      }
      return published;
    },
  );

  function actOf(user: string | null) {
    return { actor: user ?? '', atMs: nowMs() };
  }
}

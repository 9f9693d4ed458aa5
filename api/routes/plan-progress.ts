import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { leastCases } from '../../rules/forecast/forecast.ts';
import { sees } from '../access.ts';
import { dayOf } from '../days.ts';
import type { DispatchPort } from '../dispatch-port.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { planProgressRows } from '../plan-progress.ts';
import {
  ForecastList,
  ForecastQuery,
  PlanProgressList,
  PlanProgressQuery,
} from '../schemas/plan-progress.ts';

interface PlanProgressPorts {
  dispatch: Pick<DispatchPort, 'forecast'>;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

/** Investment against the annual plan and against time (投资数据通报, 年度计划完成率). */
export function registerPlanProgress(
  server: FastifyInstance,
  { dispatch, names, zone, nowMs }: PlanProgressPorts,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/progress',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'How far the annual plans are, against time: of the city and its parts',
        querystring: PlanProgressQuery,
        response: { 200: PlanProgressList },
      },
    },
    async (request) => {
      const { by, district, asOf = dayOf(nowMs(), zone) } = request.query;
      const viewer = viewerOf(request);
      const current = names();
      const seen = current.registry.projects.filter(
        (project) => sees(viewer, project) && (district === undefined || project.district === district),
      );
      return { asOf, by, rows: planProgressRows(seen, by, asOf, current) };
    },
  );

  app.get(
    '/api/v1/forecast',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary:
          'The investment of the running month, quarter and year, with an interval and the errors of the past',
        querystring: ForecastQuery,
        response: { 200: ForecastList },
      },
    },
    async (request) => {
      const { project: id, district, department } = request.query;
      const viewer = viewerOf(request);
      const { projects } = names().registry;
      const chosen = projects.filter(
        (project) =>
          sees(viewer, project) &&
          (id === undefined || project.id === id) &&
          (district === undefined || project.district === district) &&
          (department === undefined || project.department === department),
      );
      const ids = chosen.length === projects.length ? null : chosen.map(({ id }) => id);
      const forecasts = await dispatch.forecast(ids);
      return {
        forecasts: forecasts.map((one) => ({ ...one, tentative: one.backtest.cases < leastCases })),
      };
    },
  );
}

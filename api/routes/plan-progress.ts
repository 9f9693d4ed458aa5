import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sees } from '../access.ts';
import { dayOf } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { planProgressRows } from '../plan-progress.ts';
import { PlanProgressList, PlanProgressQuery } from '../schemas/plan-progress.ts';

interface PlanProgressPorts {
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

/** Investment against the annual plan and against time (投资数据通报, 年度计划完成率). */
export function registerPlanProgress(
  server: FastifyInstance,
  { names, zone, nowMs }: PlanProgressPorts,
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
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
      const { projects, investments } = current.registry;
      const seen = projects.filter(
        (project) => sees(viewer, project) && (district === undefined || project.district === district),
      );
      return { asOf, by, rows: planProgressRows(seen, investments, by, asOf, current) };
    },
  );
}

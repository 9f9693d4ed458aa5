import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ReadingsStore } from '../../store/readings.ts';
import { cityEnergyPoints } from '../city-energy.ts';
import { dayOf } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { Refused } from '../refused.ts';
import { ActivitySeries } from '../schemas/activity.ts';
import { CityEnergy, EnergyView } from '../schemas/energy.ts';
import { RangeQuery, timeRange } from '../time-range.ts';
import { visibleIds, visibleProject } from '../visible.ts';

const ProjectId = z.object({ id: z.string() });
const EnergyQuery = RangeQuery.extend({
  step: z.enum(['interval', 'hour', 'day']).default('interval').describe('`interval`: 15 minutes.'),
});

interface SeriesPorts {
  readings: ReadingsStore;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

/** Activity and energy over time. */
export function registerSeries(server: FastifyInstance, ports: SeriesPorts): void {
  const { readings, names, zone, nowMs } = ports;
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/projects/:id/activity',
    {
      config: { access: 'view' },
      schema: {
        tags: ['projects'],
        summary: 'What the project did by day or by hour',
        params: ProjectId,
        querystring: RangeQuery.extend({ step: z.enum(['day', 'hour']).default('day') }),
        response: { 200: ActivitySeries },
      },
    },
    async (request) => {
      const { id } = visibleProject(names(), request.params.id, viewerOf(request));
      const { step } = request.query;
      const range = timeRange(request.query, step, nowMs(), zone);
      const rows = await readings.activity([id], range, step);
      const points = rows.map((row) => ({ ...row, day: dayOf(row.timeMs, zone) }));
      return { project: id, step, ...range, points };
    },
  );

  app.get(
    '/api/v1/projects/:id/energy',
    {
      config: { access: 'view' },
      schema: {
        tags: ['projects'],
        summary: 'Energy of the project, all meters together',
        params: ProjectId,
        querystring: EnergyQuery,
        response: { 200: EnergyView },
      },
    },
    async (request) => {
      const { id } = visibleProject(names(), request.params.id, viewerOf(request));
      const { step } = request.query;
      const range = timeRange(request.query, step, nowMs(), zone);
      const rows = await readings.projectEnergy([id], range, step);
      const points = rows.map(({ timeMs, kwh, measured }) => ({ timeMs, energyKwh: kwh, measured }));
      return { project: id, step, ...range, points };
    },
  );

  app.get(
    '/api/v1/energy',
    {
      config: { access: 'view' },
      schema: {
        tags: ['city'],
        summary: 'Energy of all projects together, beside what is usual',
        querystring: EnergyQuery.extend({ district: z.string().optional() }),
        response: { 200: CityEnergy },
      },
    },
    async (request) => {
      const { step, district } = request.query;
      if (district !== undefined && !names().districts.has(district)) {
        throw new Refused('no-such-district', `There is no district ${district}.`);
      }
      const range = timeRange(request.query, step, nowMs(), zone);
      const projects = visibleIds(names(), viewerOf(request), district ?? null);
      return { step, ...range, points: await cityEnergyPoints(readings, projects, range, step) };
    },
  );
}

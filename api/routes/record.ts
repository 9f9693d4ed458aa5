import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ReadingsStore } from '../../store/readings.ts';
import type { RecordsStore } from '../../store/records.ts';
import { dayOf, dayRange } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { recordOf } from '../record.ts';
import { ProjectRecord, recordKinds } from '../schemas/record.ts';
import { visibleProject } from '../visible.ts';

interface RecordPorts {
  records: RecordsStore;
  readings: ReadingsStore;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

/** Everything that was ever written down about a project. */
export function registerRecord(server: FastifyInstance, ports: RecordPorts): void {
  const { records, readings, names, zone, nowMs } = ports;
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/projects/:id/record',
    {
      config: { access: 'view' },
      schema: {
        tags: ['projects'],
        summary: 'The record of the project from its plan to today, oldest first',
        params: z.object({ id: z.string() }),
        querystring: z.object({ kind: z.enum(recordKinds).optional() }),
        response: { 200: ProjectRecord },
      },
    },
    async (request) => {
      const { registry } = names();
      const project = visibleProject(names(), request.params.id, viewerOf(request));
      const ofProject = (row: { project: string }) => row.project === project.id;
      const untilNow = { fromMs: 0, toMs: dayRange(dayOf(nowMs(), zone), zone).toMs };
      const [findings, activity, investments] = await Promise.all([
        records.findings({ projects: [project.id] }),
        readings.activity([project.id], untilNow, 'day'),
        records.investmentReports({ projects: [project.id] }),
      ]);
      const events = await records.findingEvents(findings.map(({ id }) => id));
      const entries = recordOf(
        {
          project,
          milestones: registry.milestones.filter(ofProject),
          investments,
          suspensions: registry.suspensions.filter((row) => ofProject(row) || row.project === '*'),
          findings,
          events,
          activity,
        },
        zone,
      );
      const { kind } = request.query;
      return {
        project: project.id,
        entries: entries.filter((one) => kind === undefined || one.kind === kind),
      };
    },
  );
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ReadingsStore } from '../../store/readings.ts';
import type { RecordsStore } from '../../store/records.ts';
import type { Viewer } from '../access.ts';
import { dayOf, dayRange } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { recordCsv } from '../record/csv.ts';
import { readRecord } from '../record/read-record.ts';
import { recordOf } from '../record/record.ts';
import { AddNote, ProjectRecord, RecordEntry, RecordQuery } from '../schemas/record.ts';
import { visibleProject } from '../visible.ts';

interface RecordPorts {
  records: RecordsStore;
  readings: ReadingsStore;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

const Address = z.object({ id: z.string() });

/** Everything that was ever written down about a project. */
export function registerRecord(server: FastifyInstance, ports: RecordPorts): void {
  const { records, names, zone, nowMs } = ports;
  const app = server.withTypeProvider<ZodTypeProvider>();

  const entriesOf = async (id: string, viewer: Viewer, query: z.infer<typeof RecordQuery>) => {
    const current = names();
    const project = visibleProject(current, id, viewer);
    const untilNow = { fromMs: 0, toMs: dayRange(dayOf(nowMs(), zone), zone).toMs };
    const sources = await readRecord(ports, project, current.registry, untilNow);
    const nameOf = (audience: string) => {
      const [kind, subject = audience] = audience.split('/');
      return (kind === 'district' ? current.district(subject) : current.department(subject)).name;
    };
    const { kind, from, to, activity } = query;
    return recordOf(sources, { zone, nameOf, activity }).filter(
      (one) =>
        (kind === undefined || kind.includes(one.kind)) &&
        (from === undefined || one.day >= from) &&
        (to === undefined || one.day <= to),
    );
  };

  app.get(
    '/api/v1/projects/:id/record',
    {
      config: { access: 'view' },
      schema: {
        tags: ['projects'],
        summary: 'The record of the project from its plan to today, oldest first',
        params: Address,
        querystring: RecordQuery,
        response: { 200: ProjectRecord },
      },
    },
    async (request) => {
      const { id } = request.params;
      return { project: id, entries: await entriesOf(id, viewerOf(request), request.query) };
    },
  );

  app.get(
    '/api/v1/projects/:id/record.csv',
    {
      config: { access: 'view' },
      schema: {
        tags: ['projects'],
        summary: 'The same record as a table',
        params: Address,
        querystring: RecordQuery,
        response: { 200: { description: 'The record', content: { 'text/csv': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const entries = await entriesOf(id, viewerOf(request), request.query);
      return reply
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(`record-${id}.csv`)}`,
        )
        .send(recordCsv(id, entries));
    },
  );

  app.post(
    '/api/v1/projects/:id/notes',
    {
      config: { access: 'write-notes' },
      schema: {
        tags: ['projects'],
        summary: 'Write down what was seen, by camera or otherwise; it stays in the record',
        params: Address,
        body: AddNote,
        response: { 200: RecordEntry },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { id } = visibleProject(names(), request.params.id, viewer);
      const note = { project: id, ...request.body, actor: viewer.user ?? '', atMs: nowMs() };
      await records.addProjectEvent(note);
      const entries = await entriesOf(id, viewer, { kind: ['note'], activity: 'turns' });
      return entries.findLast(({ atMs }) => atMs === note.atMs)!;
    },
  );
}

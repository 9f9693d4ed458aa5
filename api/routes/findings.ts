import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Finding } from '../../model/finding.ts';
import type { FindingAct, FindingFilter, RecordsStore } from '../../store/records.ts';
import type { Viewer } from '../access.ts';
import type { CityView } from '../city-view.ts';
import { dayOf } from '../days.ts';
import { byAttention, byNewest, findingViews } from '../finding-view.ts';
import { viewerOf } from '../gate.ts';
import type { PagerPort } from '../ports.ts';
import { Refused } from '../refused.ts';
import { Acknowledgement, Closing, FindingList, FindingQuery, FindingView } from '../schemas/finding.ts';
import { visibleFinding } from '../visible.ts';

const FindingId = z.object({ id: z.string() });

interface FindingPorts {
  records: RecordsStore;
  pager?: PagerPort;
  city: CityView;
  zone: string;
  nowMs: () => number;
}

/** The viewer's own district or department is part of the question, so that nothing foreign leaves the store. */
function filterOf(query: FindingQuery, viewer: Viewer): FindingFilter {
  const { state, kind, district, department, project } = query;
  const own = viewer.scope ?? '';
  const districts = viewer.role === 'district' ? [own] : district === undefined ? undefined : [district];
  const departments =
    viewer.role === 'department' ? [own] : department === undefined ? undefined : [department];
  return {
    ...(state !== 'all' && { open: state === 'open' }),
    ...(kind !== undefined && { kind }),
    ...(project !== undefined && { projects: [project] }),
    ...(districts !== undefined && { districts }),
    ...(departments !== undefined && { departments }),
  };
}

/** What is wrong and who has acted on it; and the acts themselves. */
export function registerFindings(server: FastifyInstance, ports: FindingPorts): void {
  const { records, city, pager, zone, nowMs } = ports;
  const app = server.withTypeProvider<ZodTypeProvider>();

  const viewOf = async (finding: Finding): Promise<FindingView> => {
    const [view] = await findingViews(records, [finding], city.names(), dayOf(nowMs(), zone));
    return view!;
  };

  const act = async (id: string, viewer: Viewer, what: FindingAct['what'], note: string | null) => {
    const finding = await visibleFinding(records, city.names(), id, viewer);
    if (finding.closed !== null) throw new Refused('already-closed', `It ended on ${finding.closed}.`);
    const atMs = nowMs();
    const event = { finding: id, what, note, actor: viewer.user ?? '', atMs };
    const acted = await records.actOnFinding(event, what === 'closed' ? dayOf(atMs, zone) : null);
    if (acted === null) throw new Refused('no-such-finding', `There is no finding ${id}.`);
    pager?.wake();
    await city.refresh();
    return viewOf(acted);
  };

  app.get(
    '/api/v1/findings',
    {
      config: { access: 'view' },
      schema: {
        tags: ['findings'],
        summary: 'Findings with their evidence and what was done about them',
        querystring: FindingQuery,
        response: { 200: FindingList },
      },
    },
    async (request) => {
      const { query } = request;
      const viewer = viewerOf(request);
      const names = city.names();
      // The filter takes the viewer's own for the one asked; asked for another one, nothing is left.
      const isForeign =
        (viewer.role === 'district' && (query.district ?? viewer.scope) !== viewer.scope) ||
        (viewer.role === 'department' && (query.department ?? viewer.scope) !== viewer.scope);
      const found = isForeign ? [] : await records.findings(filterOf(query, viewer));
      const chosen = query.level === undefined ? found : found.filter(({ level }) => level === query.level);
      const views = await findingViews(records, chosen, names, dayOf(nowMs(), zone));
      views.sort(query.sort === 'newest' ? byNewest : byAttention);
      return { total: views.length, findings: views.slice(0, query.limit) };
    },
  );

  app.get(
    '/api/v1/findings/:id',
    {
      config: { access: 'view' },
      schema: {
        tags: ['findings'],
        summary: 'One finding',
        params: FindingId,
        response: { 200: FindingView },
      },
    },
    async (request) =>
      viewOf(await visibleFinding(records, city.names(), request.params.id, viewerOf(request))),
  );

  app.post(
    '/api/v1/findings/:id/acknowledge',
    {
      config: { access: 'answer-findings' },
      schema: {
        tags: ['findings'],
        summary: 'Somebody has seen it and takes care',
        params: FindingId,
        body: Acknowledgement,
        response: { 200: FindingView },
      },
    },
    async (request) => act(request.params.id, viewerOf(request), 'acknowledged', request.body.note),
  );

  app.post(
    '/api/v1/findings/:id/close',
    {
      config: { access: 'close-findings' },
      schema: {
        tags: ['findings'],
        summary: 'A person ends it, with a reason; an evaluation does not open the same one again',
        params: FindingId,
        body: Closing,
        response: { 200: FindingView },
      },
    },
    async (request) => act(request.params.id, viewerOf(request), 'closed', request.body.note),
  );
}

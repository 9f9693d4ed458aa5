import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CityView } from '../city-view.ts';
import { attentionOf } from '../finding-view.ts';
import { viewerOf } from '../gate.ts';
import { projectDetail } from '../project-detail.ts';
import { ProjectDetail, type ProjectItem, ProjectList, ProjectQuery } from '../schemas/project.ts';
import { visibleProject } from '../visible.ts';

function matches(item: ProjectItem, query: ProjectQuery): boolean {
  const { q, district, department, state, stage, category, finding } = query;
  const text = q?.trim().toLowerCase();
  return (
    (text === undefined || `${item.id}\n${item.name}`.toLowerCase().includes(text)) &&
    (district === undefined || item.district.id === district) &&
    (department === undefined || item.department.id === department) &&
    (state === undefined || item.state === state) &&
    (stage === undefined || item.stage === stage) &&
    (category === undefined || item.category === category) &&
    (finding === undefined || item.findings.some(({ kind }) => kind === finding))
  );
}

const byId = (a: ProjectItem, b: ProjectItem) => (a.id < b.id ? -1 : 1);
const high = (figure: number | null) => figure ?? Number.NEGATIVE_INFINITY;
const low = (figure: number | null) => figure ?? Number.POSITIVE_INFINITY;

/** Who wants looking at comes first: lowest index, highest power, reddest finding. */
const orders: Record<ProjectQuery['sort'], (a: ProjectItem, b: ProjectItem) => number> = {
  id: byId,
  name: (a, b) => a.name.localeCompare(b.name, 'zh') || byId(a, b),
  index: (a, b) => (low(a.index) === low(b.index) ? byId(a, b) : low(a.index) - low(b.index)),
  power: (a, b) => (high(a.powerKw) === high(b.powerKw) ? byId(a, b) : high(b.powerKw) - high(a.powerKw)),
  attention: (a, b) =>
    attentionOf(b) - attentionOf(a) || (b.findings[0]?.days ?? 0) - (a.findings[0]?.days ?? 0) || byId(a, b),
};

/** The list of projects, and one of them. */
export function registerProjects(server: FastifyInstance, { city }: { city: CityView }): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/projects',
    {
      config: { access: 'view' },
      schema: {
        tags: ['projects'],
        summary: 'The projects that match, each with its state now',
        querystring: ProjectQuery,
        response: { 200: ProjectList },
      },
    },
    async (request) => {
      const { query } = request;
      const { asOfMs, items } = city.items(viewerOf(request));
      const found = items.filter((item) => matches(item, query)).sort(orders[query.sort]);
      const projects = found.slice(query.offset, query.offset + query.limit);
      return { asOfMs, total: found.length, projects };
    },
  );

  app.get(
    '/api/v1/projects/:id',
    {
      config: { access: 'view' },
      schema: {
        tags: ['projects'],
        summary: 'One project with its meters and open findings',
        params: z.object({ id: z.string() }),
        response: { 200: ProjectDetail },
      },
    },
    async (request) => {
      const moment = city.moment();
      return projectDetail(visibleProject(moment.names, request.params.id, viewerOf(request)), moment);
    },
  );
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { acknowledgePages } from '../../paging/answer.ts';
import type { Audience } from '../../paging/audience.ts';
import type { Page } from '../../store/pages.ts';
import type { RecordsStore } from '../../store/records.ts';
import { may, type Viewer } from '../access.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { PagerPort } from '../ports.ts';
import { Refused } from '../refused.ts';
import { responsibleOf } from '../responsible.ts';
import { PageDetail, PageList, PageQuery, PageView } from '../schemas/page.ts';
import { seesPage, visibleIds, visibleProject } from '../visible.ts';

interface PagePorts {
  records: RecordsStore;
  pager?: PagerPort;
  names: () => Names;
  nowMs: () => number;
}

function pageView(page: Page, names: Names): PageView {
  const { id, finding, project, matter, level, audience, openedMs, risenMs, step } = page;
  const { toldMs, acknowledgedMs, acknowledgedBy, explainUntilMs, explainedMs, held, closedMs, closedBy } =
    page;
  return {
    id,
    finding,
    project: project === null ? null : names.project(project),
    matter,
    level,
    audience,
    responsible: responsibleOf(audience as Audience, names),
    openedMs,
    risenMs,
    escalated: step,
    toldMs,
    acknowledgedMs,
    acknowledgedBy,
    explainUntilMs,
    explainedMs,
    held,
    closedMs,
    closedBy,
  };
}

/** Who was told what and when, whether it arrived and who answered. */
export function registerPages(server: FastifyInstance, { records, pager, names, nowMs }: PagePorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/pages',
    {
      config: { access: 'view-pages' },
      schema: {
        tags: ['pages'],
        summary: 'Pages, last opened first',
        querystring: PageQuery,
        response: { 200: PageList },
      },
    },
    async (request) => {
      const { open, project, audience } = request.query;
      const viewer = viewerOf(request);
      const projects =
        project === undefined
          ? visibleIds(names(), viewer, null)
          : [visibleProject(names(), project, viewer).id];
      const pages = await records.pages({
        ...(open && { open }),
        ...(projects && { projects }),
        ...(audience !== undefined && { audiences: [audience] }),
      });
      const seen = pages.filter((page) => seesPage(viewer, page, names())).reverse();
      return { pages: seen.map((page) => pageView(page, names())) };
    },
  );

  app.get(
    '/api/v1/pages/:id',
    {
      config: { access: 'view-pages' },
      schema: {
        tags: ['pages'],
        summary: 'One page with its steps and every try to deliver it',
        params: z.object({ id: z.string() }),
        response: { 200: PageDetail },
      },
    },
    async (request) => {
      const { id } = request.params;
      const viewer = viewerOf(request);
      const page = await visiblePage(id, viewer);
      const steps = await records.pageSteps([id]);
      const letters = new Set(steps.flatMap(({ letter }) => letter ?? []));
      const attempts = await records.attempts([...letters]);
      const withTargets = may(viewer, 'silence-pages');
      return {
        ...pageView(page, names()),
        steps,
        attempts: attempts.map((one) => ({ ...one, target: withTargets ? one.target : null })),
      };
    },
  );

  app.post(
    '/api/v1/pages/:id/acknowledge',
    {
      config: { access: 'answer-findings' },
      schema: {
        tags: ['pages'],
        summary: 'Somebody has seen it and takes care; a page about no project too',
        params: z.object({ id: z.string() }),
        response: { 200: PageView },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const page = await visiblePage(request.params.id, viewer);
      if (page.closedMs !== null) throw new Refused('already-closed', `${page.id} is over.`);
      await acknowledgePages(records, [page], { actor: viewer.user ?? '', atMs: nowMs() });
      pager?.wake();
      return pageView(await visiblePage(page.id, viewer), names());
    },
  );

  async function visiblePage(id: string, viewer: Viewer): Promise<Page> {
    const [page] = await records.pages({ ids: [id] });
    if (page === undefined || !seesPage(viewer, page, names())) {
      throw new Refused('no-such-page', `There is no page ${id}.`);
    }
    return page;
  }
}

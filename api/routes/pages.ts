import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Identifier } from '../../model/scalar.ts';
import type { Page } from '../../store/pages.ts';
import type { RecordsStore } from '../../store/records.ts';
import { may, sees, type Viewer } from '../access.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { Refused } from '../refused.ts';
import { PageDetail, PageList, PageQuery, type PageView } from '../schemas/page.ts';
import { SilenceChange, SilenceList, SilenceView } from '../schemas/silence.ts';
import { visibleIds, visibleProject } from '../visible.ts';
import { withoutAbsent } from '../without-absent.ts';

interface PagePorts {
  records: RecordsStore;
  names: () => Names;
  nowMs: () => number;
}

function pageView(page: Page, names: Names): PageView {
  const { id, finding, project, matter, level, audience, openedMs, risenMs, step } = page;
  const { toldMs, acknowledgedMs, acknowledgedBy, explainedMs, closedMs } = page;
  return {
    id,
    finding,
    project: project === null ? null : names.project(project),
    matter,
    level,
    audience,
    openedMs,
    risenMs,
    escalated: step,
    toldMs,
    acknowledgedMs,
    acknowledgedBy,
    explainedMs,
    closedMs,
  };
}

/** A page about no project is the operators', who see the whole city. */
function seesPage(viewer: Viewer, { project }: Page, names: Names): boolean {
  if (project === null) return may(viewer, 'silence-pages');
  const known = names.projects.get(project);
  return known !== undefined && sees(viewer, known);
}

/** Who was told what and when, whether it arrived and who answered; and silence where there is a reason for it. */
export function registerPages(server: FastifyInstance, { records, names, nowMs }: PagePorts): void {
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
      const { open, project } = request.query;
      const viewer = viewerOf(request);
      const projects =
        project === undefined
          ? visibleIds(names(), viewer, null)
          : [visibleProject(names(), project, viewer).id];
      const pages = await records.pages({ ...(open && { open }), ...(projects && { projects }) });
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
      const [page] = await records.pages({ ids: [id] });
      if (page === undefined || !seesPage(viewer, page, names())) {
        throw new Refused('no-such-page', `There is no page ${id}.`);
      }
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

  app.get(
    '/api/v1/silences',
    {
      config: { access: 'silence-pages' },
      schema: { tags: ['pages'], summary: 'Silences that have not ended', response: { 200: SilenceList } },
    },
    async () => ({ silences: await records.silences(nowMs()) }),
  );

  app.put(
    '/api/v1/silences/:id',
    {
      config: { access: 'silence-pages' },
      schema: {
        tags: ['pages'],
        summary: 'Add a silence, or change one: end it by an earlier end',
        params: z.object({ id: Identifier }),
        body: SilenceChange,
        response: { 200: SilenceView },
      },
    },
    async (request) => {
      const author = viewerOf(request).user ?? '';
      const { match, ...change } = request.body;
      const silence = { id: request.params.id, author, ...change, match: withoutAbsent(match) };
      await records.putSilence(silence, { actor: author, atMs: nowMs() });
      return silence;
    },
  );
}

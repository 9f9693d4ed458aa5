import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Wait } from '../../paging/explanation.ts';
import type { Explanation } from '../../store/pages.ts';
import type { RecordsStore } from '../../store/records.ts';
import type { CityView } from '../city-view.ts';
import { dayOf } from '../days.ts';
import { findingViews } from '../finding-view.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { PagerPort } from '../ports.ts';
import { Refused } from '../refused.ts';
import {
  Decide,
  Explain,
  ExplanationList,
  ExplanationQuery,
  ExplanationView,
} from '../schemas/explanation.ts';
import { FindingView } from '../schemas/finding.ts';
import { visibleFinding, visibleIds, visibleProject } from '../visible.ts';

interface ExplanationPorts {
  records: RecordsStore;
  pager?: PagerPort;
  city: CityView;
  zone: string;
  nowMs: () => number;
}

function explanationView(
  { project, ...rest }: Explanation,
  names: Names,
  waiting: readonly Wait[],
): ExplanationView {
  const wait = waiting.find(({ explanation }) => explanation.id === rest.id);
  return { ...rest, project: names.project(project), waitsUntilMs: wait?.untilMs ?? null };
}

/** Why a project stands still, in the words of those who answer for it, and what a supervisor says to that. */
export function registerExplanations(server: FastifyInstance, ports: ExplanationPorts): void {
  const { records, city, pager, zone, nowMs } = ports;
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/api/v1/findings/:id/explain',
    {
      config: { access: 'answer-findings' },
      schema: {
        tags: ['findings'],
        summary: 'Why it is so; it may ask for days to be excused, which a supervisor decides',
        params: z.object({ id: z.string() }),
        body: Explain,
        response: { 200: FindingView },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const finding = await visibleFinding(records, city.names(), request.params.id, viewer);
      const act = { actor: viewer.user ?? '', atMs: nowMs() };
      const { id, project } = finding;
      const explanation = { id: randomUUID(), finding: id, project, ...request.body, decision: null, ...act };
      await records.putExplanation(explanation);
      pager?.wake();
      await city.refresh();
      const [view] = await findingViews(records, [finding], city.names(), dayOf(act.atMs, zone));
      return view!;
    },
  );

  app.get(
    '/api/v1/explanations',
    {
      config: { access: 'view' },
      schema: {
        tags: ['findings'],
        summary: 'Explanations, newest first',
        querystring: ExplanationQuery,
        response: { 200: ExplanationList },
      },
    },
    async (request) => {
      const { waiting, project } = request.query;
      const viewer = viewerOf(request);
      const names = city.names();
      const projects =
        project === undefined ? visibleIds(names, viewer, null) : [visibleProject(names, project, viewer).id];
      const found = await records.explanations({
        ...(waiting && { waiting }),
        ...(projects && { projects }),
      });
      const waits = (await pager?.waits()) ?? [];
      return { explanations: found.map((one) => explanationView(one, names, waits)) };
    },
  );

  app.post(
    '/api/v1/explanations/:id/decide',
    {
      config: { access: 'decide-explanations' },
      schema: {
        tags: ['findings'],
        summary: 'Grant or decline the days that are asked for; granted, they are a suspension',
        params: z.object({ id: z.string() }),
        body: Decide,
        response: { 200: ExplanationView },
      },
    },
    async (request) => {
      const { id } = request.params;
      const decision = { ...request.body, actor: viewerOf(request).user ?? '', atMs: nowMs() };
      const decided = await records.decideExplanation(id, decision);
      if (decided === null) throw new Refused('nothing-to-decide', `${id} waits for no decision.`);
      pager?.wake();
      return explanationView(decided, city.names(), []);
    },
  );
}

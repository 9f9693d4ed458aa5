import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Period, periodBefore, periodDays, periodOf } from '../../model/period.ts';
import { type Standing, type StandingSubject, standingSubjects } from '../../model/standing.ts';
import type { RecordsStore } from '../../store/records.ts';
import { sees, type Viewer } from '../access.ts';
import { dayOf } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { Named } from '../schemas/name.ts';
import { StandingList } from '../schemas/standing.ts';

interface StandingPorts {
  records: RecordsStore;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

function subjectOf(by: StandingSubject, id: string, names: Names): Named {
  if (by === 'project') return names.project(id);
  return by === 'district' ? names.district(id) : names.department(id);
}

/** A district or department sees its own place, and those of its own projects. */
function isVisible(viewer: Viewer, { by, subject }: Standing, names: Names): boolean {
  if (viewer.role !== 'district' && viewer.role !== 'department') return true;
  if (by !== 'project') return by === viewer.role && subject === viewer.scope;
  const project = names.projects.get(subject);
  return project !== undefined && sees(viewer, project);
}

function byRank(a: Standing, b: Standing): number {
  const [rankA, rankB] = [a.rank ?? Number.POSITIVE_INFINITY, b.rank ?? Number.POSITIVE_INFINITY];
  if (rankA !== rankB) return rankA - rankB;
  return a.subject < b.subject ? -1 : 1;
}

/** Who stands where in a period (晾晒). */
export function registerStandings(server: FastifyInstance, ports: StandingPorts): void {
  const { records, names, zone, nowMs } = ports;
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/standings',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'The places of districts, departments or projects in one period',
        querystring: z.object({
          period: Period.optional().describe('By default the half month that runs.'),
          by: z.enum(standingSubjects).default('district'),
        }),
        response: { 200: StandingList },
      },
    },
    async (request) => {
      const { by } = request.query;
      const today = Temporal.PlainDate.from(dayOf(nowMs(), zone));
      const period = request.query.period ?? periodOf(today, 'half-month');
      const before = periodBefore(period);
      const [standings, earlier, periods] = await Promise.all([
        records.standings(period, by),
        records.standings(before, by),
        records.standingPeriods(by),
      ]);
      const rankBefore = new Map(earlier.map(({ subject, rank }) => [subject, rank]));
      const viewer = viewerOf(request);
      const { first, last } = periodDays(period)!;
      const shown = standings.filter((standing) => isVisible(viewer, standing, names())).sort(byRank);
      return {
        period,
        periodBefore: before,
        from: first.toString(),
        to: last.toString(),
        by,
        periods,
        standings: shown.map((standing) => ({
          ...standing,
          subject: subjectOf(by, standing.subject, names()),
          rankBefore: rankBefore.get(standing.subject) ?? null,
        })),
      };
    },
  );
}

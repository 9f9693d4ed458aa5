import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { periodBefore, periodDays, periodOf } from '../../model/period.ts';
import type { RecordsStore } from '../../store/records.ts';
import { sees } from '../access.ts';
import { dayOf } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { InvestmentList, InvestmentQuery } from '../schemas/investment.ts';

interface InvestmentPorts {
  records: Pick<RecordsStore, 'investmentReports'>;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

/** Who has reported what for a period, and who has not (投资数据通报). */
export function registerInvestments(
  server: FastifyInstance,
  { records, names, zone, nowMs }: InvestmentPorts,
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/investments',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'The investments reported for a period, and the reports that are missing',
        querystring: InvestmentQuery,
        response: { 200: InvestmentList },
      },
    },
    async (request) => {
      const { district, department } = request.query;
      const current = names();
      const viewer = viewerOf(request);
      const today = Temporal.PlainDate.from(dayOf(nowMs(), zone));
      const period = request.query.period ?? periodBefore(periodOf(today, 'half-month'));
      const { first, last } = periodDays(period)!;
      const history = Map.groupBy(await records.investmentReports({ period }), ({ project }) => project);
      const reports = current.registry.projects
        .filter(
          (project) =>
            sees(viewer, project) &&
            (district === undefined || project.district === district) &&
            (department === undefined || project.department === department) &&
            (project.stage === 'construction' || history.has(project.id)),
        )
        .map((project) => ({
          project: current.project(project.id),
          district: current.district(project.district),
          department: current.department(project.department),
          amountWan: history.get(project.id)?.at(-1)?.amountWan ?? null,
          history: (history.get(project.id) ?? []).map(({ amountWan, actor, atMs }) => ({
            amountWan,
            actor,
            atMs,
          })),
        }))
        .sort((a, b) => Number(a.amountWan !== null) - Number(b.amountWan !== null));
      const reported = reports.filter(({ amountWan }) => amountWan !== null);
      const totalFen = reported.reduce((sum, { amountWan }) => sum + Math.round((amountWan ?? 0) * 100), 0);
      return {
        period,
        from: first.toString(),
        to: last.toString(),
        totalWan: totalFen / 100,
        reported: reported.length,
        missing: reports.length - reported.length,
        reports,
      };
    },
  );
}

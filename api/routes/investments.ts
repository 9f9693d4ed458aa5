import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { daysOfPeriod, periodBefore, periodOf } from '../../model/period.ts';
import type { Project } from '../../model/project.ts';
import { type ReportVerdict, reportKind, reportVerdict } from '../../rules/plan/reports.ts';
import type { InvestmentReport } from '../../store/records.ts';
import { sees } from '../access.ts';
import { dayOf } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { ApiPorts } from '../ports.ts';
import { InvestmentList, InvestmentQuery } from '../schemas/investment.ts';

interface InvestmentPorts extends Pick<ApiPorts, 'nowMs' | 'reportDays'> {
  records: Pick<ApiPorts['records'], 'investmentReports'>;
  names: () => Names;
  zone: string;
}

type Report = InvestmentList['reports'][number];

const order: readonly Report['verdict'][] = ['missing', 'waiting', 'late', 'in-time', null];

/** How often each project reports; a report of another kind of period is not missed. */
function reportKinds({ registry }: Names): (project: Project) => string {
  const investments = Map.groupBy(registry.investments, ({ project }) => project);
  const plans = Map.groupBy(registry.plans, ({ project }) => project);
  return ({ id }) => reportKind({ investments: investments.get(id) ?? [], plans: plans.get(id) ?? [] });
}

function countOf(reports: readonly Report[], verdict: ReportVerdict): number {
  return reports.filter((report) => report.verdict === verdict).length;
}

/** Who has reported what for a period and when, and who has not (投资数据通报). */
export function registerInvestments(server: FastifyInstance, ports: InvestmentPorts): void {
  const { records, names, zone, nowMs, reportDays } = ports;
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/investments',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'The investments reported for a period; late and missing reports',
        querystring: InvestmentQuery,
        response: { 200: InvestmentList },
      },
    },
    async (request) => {
      const { district, department, verdict } = request.query;
      const current = names();
      const viewer = viewerOf(request);
      const today = dayOf(nowMs(), zone);
      const period =
        request.query.period ?? periodBefore(periodOf(Temporal.PlainDate.from(today), 'half-month'));
      const { kind, first, last } = daysOfPeriod(period);
      const lateDays = await reportDays();
      const history = Map.groupBy(await records.investmentReports({ period }), ({ project }) => project);
      const kindOf = reportKinds(current);

      const verdictOf = (project: Project, given: readonly InvestmentReport[]): ReportVerdict | null => {
        const [earliest] = given;
        if (earliest === undefined && kindOf(project) !== kind) return null;
        const reportedOn = earliest === undefined ? null : dayOf(earliest.atMs, zone);
        return reportVerdict(period, reportedOn, today, lateDays);
      };
      const reports = current.registry.projects
        .filter(
          (project) =>
            sees(viewer, project) &&
            (district === undefined || project.district === district) &&
            (department === undefined || project.department === department) &&
            (project.stage === 'construction' || history.has(project.id)),
        )
        .map((project): Report => {
          const given = history.get(project.id) ?? [];
          return {
            project: current.project(project.id),
            district: current.district(project.district),
            department: current.department(project.department),
            amountWan: given.at(-1)?.amountWan ?? null,
            verdict: verdictOf(project, given),
            history: given.map(({ amountWan, actor, atMs }) => ({ amountWan, actor, atMs })),
          };
        })
        .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
      const reported = reports.filter(({ amountWan }) => amountWan !== null);
      const hundredths = reported.reduce((sum, { amountWan }) => sum + Math.round((amountWan ?? 0) * 100), 0);
      return {
        period,
        from: first.toString(),
        to: last.toString(),
        dueBy: last.add({ days: lateDays }).toString(),
        totalWan: hundredths / 100,
        reported: reported.length,
        late: countOf(reports, 'late'),
        missing: countOf(reports, 'missing'),
        waiting: countOf(reports, 'waiting'),
        reports: verdict === undefined ? reports : reports.filter((report) => report.verdict === verdict),
      };
    },
  );
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Period, periodBefore, periodOf } from '../../model/period.ts';
import type { StandingSubject } from '../../model/standing.ts';
import type { RecordsStore } from '../../store/records.ts';
import { sees, type Viewer } from '../access.ts';
import { dayOf } from '../days.ts';
import type { DispatchPort } from '../dispatch-port.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { Refused } from '../refused.ts';
import { StandingInputs, StandingInputsQuery, StandingList, StandingQuery } from '../schemas/standing.ts';
import { projectInputs } from '../standing-inputs.ts';
import { firstAndLast, namedSubject, seesSubject, shownClosing, standingViews } from '../standing-view.ts';

interface StandingPorts {
  records: RecordsStore;
  dispatch: DispatchPort;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

/** Who stands where in a period (晾晒), and what each figure rests on. */
export function registerStandings(server: FastifyInstance, ports: StandingPorts): void {
  const { records, dispatch, names, zone, nowMs } = ports;
  const app = server.withTypeProvider<ZodTypeProvider>();

  const questionOf = async (query: {
    period?: Period | undefined;
    by: StandingSubject;
    revision?: number | undefined;
  }) => {
    const today = Temporal.PlainDate.from(dayOf(nowMs(), zone));
    const period = query.period ?? periodOf(today, dispatch.kinds[0] ?? 'half-month');
    const status = (await dispatch.periods()).find((one) => one.period === period) ?? null;
    const question = { period, by: query.by, revision: query.revision ?? null, status };
    const shown = shownClosing(question);
    if (shown === null) {
      throw new Refused('no-such-closing', `${period} was not closed as revision ${query.revision}.`);
    }
    return { question, shown };
  };

  const listsOf = async (period: Period, by: StandingSubject, revision: number | null, viewer: Viewer) => {
    const rows =
      revision === null
        ? await records.standings(period, by)
        : await records.frozenStandings(period, revision, by);
    const lists = await dispatch.lists(rows);
    const named = (subjects: readonly string[]) =>
      subjects
        .filter((subject) => seesSubject(viewer, { by, subject }, names()))
        .map((subject) => namedSubject(by, subject, names()));
    return lists === null ? null : { red: named(lists.red), black: named(lists.black) };
  };

  app.get(
    '/api/v1/standings',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary:
          'The places of districts, departments or projects in one period, with the parts of each score',
        querystring: StandingQuery,
        response: { 200: StandingList },
      },
    },
    async (request) => {
      const { question, shown } = await questionOf(request.query);
      const { period, by, status } = question;
      const viewer = viewerOf(request);
      const [periods, standings] = await Promise.all([
        records.standingPeriods(by),
        standingViews(records, question, shown, names(), viewer),
      ]);
      const lists = await listsOf(period, by, shown.revision, viewer);
      const state = status?.state ?? 'waiting';
      const around = { period, periodBefore: periodBefore(period), ...firstAndLast(period) };
      return { ...around, by, state, ...shown, periods, standings, lists };
    },
  );

  app.get(
    '/api/v1/standings/inputs',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'What the figures of one subject rest on: days, reports, plans, milestones, answers',
        querystring: StandingInputsQuery,
        response: { 200: StandingInputs },
      },
    },
    async (request) => {
      const { by, subject } = request.query;
      const { question, shown } = await questionOf(request.query);
      const viewer = viewerOf(request);
      const inputs = await dispatch.inputs(question.period, shown.revision);
      const rows =
        inputs !== null && seesSubject(viewer, { by, subject }, names())
          ? projectInputs(inputs, by, subject, (project) => sees(viewer, project))
          : [];
      if (inputs === null || rows.length === 0) {
        throw new Refused('no-such-standing', `${subject} has no standing in ${question.period}.`);
      }
      return {
        period: question.period,
        by,
        subject: namedSubject(by, subject, names()),
        revision: shown.revision,
        asOfMs: inputs.asOfMs,
        inputsHash: shown.inputsHash,
        projects: rows,
      };
    },
  );
}

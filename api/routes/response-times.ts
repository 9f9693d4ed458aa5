import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { responseTimes } from '../../paging/response-times.ts';
import type { RecordsStore } from '../../store/records.ts';
import { dayOf } from '../days.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import { ResponseTimeList, ResponseTimeQuery } from '../schemas/response-times.ts';
import { seesPage } from '../visible.ts';

interface ResponseTimePorts {
  records: Pick<RecordsStore, 'pages' | 'pageSteps'>;
  names: () => Names;
  zone: string;
  nowMs: () => number;
}

const usualDays = 30;
const minuteMs = 60_000;

/** How soon departments acknowledge, and how soon work goes on. */
export function registerResponseTimes(server: FastifyInstance, ports: ResponseTimePorts): void {
  const { records, names, zone, nowMs } = ports;
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/response-times',
    {
      config: { access: 'view-pages' },
      schema: {
        tags: ['pages'],
        summary: 'Time to acknowledge and to recover, by department',
        querystring: ResponseTimeQuery,
        response: { 200: ResponseTimeList },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const to = Temporal.PlainDate.from(request.query.to ?? dayOf(nowMs(), zone));
      const from = Temporal.PlainDate.from(request.query.from ?? to.subtract({ days: usualDays - 1 }));
      const openedSinceMs = from.toZonedDateTime(zone).epochMilliseconds;
      const endMs = to.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
      const pages = (await records.pages({ openedSinceMs })).filter(
        (page) => page.openedMs < endMs && seesPage(viewer, page, names()),
      );
      const steps = await records.pageSteps(pages.map(({ id }) => id));
      const departments = responseTimes(pages, steps, nowMs()).map(
        ({ department, acknowledgeMs, recoverMs, ...shares }) => ({
          ...shares,
          department: names().department(department),
          acknowledgeMinutes: minutes(acknowledgeMs),
          recoverMinutes: minutes(recoverMs),
        }),
      );
      return { from: from.toString(), to: to.toString(), departments };
    },
  );
}

function minutes(spanMs: number | null): number | null {
  return spanMs === null ? null : Math.round(spanMs / minuteMs);
}

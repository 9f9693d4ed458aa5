import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Audience, audienceId } from '../../paging/audience.ts';
import type { Rung } from '../../paging/line.ts';
import type { DutyLine } from '../../paging/on-duty.ts';
import { may, type Viewer } from '../access.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { PagerPort } from '../ports.ts';
import { responsibleOf } from '../responsible.ts';
import { DutyList, DutyQuery } from '../schemas/duty.ts';

interface DutyPorts {
  pager?: PagerPort;
  names: () => Names;
  nowMs: () => number;
}

const hourMs = 3_600_000;

/** A district or a department sees its own line; those who see the whole city see all. */
function seesLine({ role, scope }: Viewer, audience: Audience): boolean {
  if (role !== 'district' && role !== 'department') return true;
  return audienceId(audience, role) === scope;
}

function rungView({ audience, recipient, quietHours, waitMs }: Rung, withTargets: boolean) {
  const { name, ways } = recipient;
  return {
    audience,
    name,
    ways: ways.map(({ channel, target }) => ({ channel, target: withTargets ? target : null })),
    quietHours,
    waitHours: waitMs / hourMs,
  };
}

/** Who is on duty: the rosters of the configuration, as they stand at a moment. */
export function registerDuty(server: FastifyInstance, { pager, names, nowMs }: DutyPorts): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/duty',
    {
      config: { access: 'view-pages' },
      schema: {
        tags: ['pages'],
        summary: 'Who is told at a moment, and whom it goes up to',
        querystring: DutyQuery,
        response: { 200: DutyList },
      },
    },
    async (request) => {
      const { audience: asked, atMs = nowMs() } = request.query;
      const viewer = viewerOf(request);
      const withTargets = may(viewer, 'silence-pages');
      const isShown = ({ audience }: DutyLine) =>
        seesLine(viewer, audience) && (asked === undefined || audience === asked);
      const lines = pager?.onDuty(atMs).filter(isShown) ?? [];
      return {
        atMs,
        lines: lines.map(({ audience, rungs }) => ({
          audience,
          subject: responsibleOf(audience, names()),
          line: rungs.map((rung) => rungView(rung, withTargets)),
        })),
      };
    },
  );
}

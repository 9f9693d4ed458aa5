import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { QuarantineEntry } from '../../store/records.ts';
import { may } from '../access.ts';
import { viewerOf } from '../gate.ts';
import type { ApiPorts } from '../ports.ts';
import {
  QuarantineList,
  QuarantineQuery,
  type QuarantineView,
  Replay,
  ReplayOutcome,
} from '../schemas/quarantine.ts';
import { withoutAbsent } from '../without-absent.ts';

const shownBytes = 4096;
/** A character may have been cut at the end: at most so many of its bytes are left. */
const longestTail = 3;

function textOf(bytes: Buffer, whole: boolean): string | null {
  for (let cut = 0; cut <= (whole ? 0 : longestTail); cut++) {
    const head = bytes.subarray(0, bytes.length - cut);
    if (isUtf8(head)) return head.toString('utf8');
  }
  return null;
}

function entryView(entry: QuarantineEntry, withPayload: boolean): QuarantineView {
  const { id, receivedMs, topic, sender, code, detail, payload } = entry;
  const shown = Buffer.from(payload.subarray(0, shownBytes));
  return {
    id,
    receivedMs,
    topic,
    sender,
    code,
    detail,
    sizeBytes: payload.length,
    payloadText: withPayload ? textOf(shown, shown.length === payload.length) : null,
    payloadBase64: withPayload ? shown.toString('base64') : null,
  };
}

/** What could not be read: seen, counted, and tried again once its cause is mended. */
export function registerQuarantine(
  server: FastifyInstance,
  { records, replay, nowMs }: Pick<ApiPorts, 'records' | 'replay' | 'nowMs'>,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/quarantine',
    {
      config: { access: 'view-quarantine' },
      schema: {
        tags: ['quarantine'],
        summary: 'Messages that were not taken, newest first, with the reason',
        querystring: QuarantineQuery,
        response: { 200: QuarantineList },
      },
    },
    async (request) => {
      const filter = withoutAbsent(request.query);
      const [counts, entries] = await Promise.all([records.quarantineCounts(), records.quarantined(filter)]);
      const withPayload = may(viewerOf(request), 'replay-quarantine');
      return {
        counts,
        entries: entries.map((entry) => entryView(entry, withPayload)),
        nextBeforeId: entries.length < filter.limit ? null : (entries.at(-1)?.id ?? null),
      };
    },
  );

  app.post(
    '/api/v1/quarantine/replay',
    {
      config: { access: 'replay-quarantine' },
      schema: {
        tags: ['quarantine'],
        summary: 'Try again what the filter matches; without a filter everything',
        body: Replay,
        response: { 200: ReplayOutcome },
      },
    },
    async (request) => {
      const choice = withoutAbsent(request.body);
      const outcome = await replay(choice);
      const actor = viewerOf(request).user ?? '';
      const detail = { ...choice, ...outcome };
      await records.audit({ actor, atMs: nowMs(), action: 'replay', subject: 'quarantine', detail });
      return outcome;
    },
  );
}

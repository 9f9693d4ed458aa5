import { z } from 'zod';
import { refusalCodes } from '../../model/refusal.ts';
import { TimeMs } from './name.ts';

export const QuarantineView = z
  .object({
    id: z.int(),
    receivedMs: TimeMs,
    topic: z.string(),
    sender: z.string().nullable(),
    code: z.enum(refusalCodes),
    detail: z.string(),
    sizeBytes: z.int(),
    payloadText: z.string().nullable().describe('The first 4 KiB where they are UTF-8 text.'),
    payloadBase64: z.string().nullable().describe('The first 4 KiB; null for those who only look.'),
  })
  .meta({ id: 'QuarantineEntry' });
export type QuarantineView = z.infer<typeof QuarantineView>;

/** `GET /api/v1/quarantine`: newest first. */
export const QuarantineList = z
  .object({
    counts: z.array(z.object({ code: z.enum(refusalCodes), count: z.int() })),
    entries: z.array(QuarantineView),
    nextBeforeId: z.int().nullable().describe('Ask again with `beforeId` for the older ones; null: no more.'),
  })
  .meta({ id: 'QuarantineList' });
export type QuarantineList = z.infer<typeof QuarantineList>;

export const QuarantineQuery = z.object({
  code: z.enum(refusalCodes).optional(),
  sender: z.string().optional(),
  topic: z.string().optional(),
  beforeId: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

/** `POST /api/v1/quarantine/replay`: what the filter matches is tried again and leaves quarantine where it is taken now. */
export const Replay = z
  .object({
    ids: z.array(z.int().positive()).max(1000).optional(),
    code: z.enum(refusalCodes).optional(),
    sender: z.string().optional(),
    topic: z.string().optional(),
  })
  .meta({ id: 'Replay' });
export type Replay = z.infer<typeof Replay>;

export const ReplayOutcome = z
  .object({
    messages: z.int().describe('Tried again.'),
    accepted: z.int().describe('Readings taken.'),
    refused: z.int().describe('Readings or messages that stay in quarantine.'),
  })
  .meta({ id: 'ReplayOutcome' });
export type ReplayOutcome = z.infer<typeof ReplayOutcome>;

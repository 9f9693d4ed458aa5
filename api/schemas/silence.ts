import { z } from 'zod';
import { findingKinds } from '../../model/finding.ts';
import { Identifier } from '../../model/scalar.ts';
import { TimeMs } from './name.ts';

/** `PUT /api/v1/silences/{id}`: from one moment to another nothing is told about what matches. */
export const SilenceChange = z
  .object({
    fromMs: TimeMs,
    toMs: TimeMs,
    reason: z.string().trim().min(1).max(500),
    match: z
      .object({
        districts: z.array(z.string()).optional(),
        departments: z.array(z.string()).optional(),
        projects: z.array(z.string()).optional(),
        kinds: z.array(z.enum(findingKinds)).optional(),
      })
      .describe('Each that is there must hold; nothing there: everything.'),
  })
  .refine(({ fromMs, toMs }) => fromMs < toMs, 'it begins before it ends')
  .meta({ id: 'SilenceChange' });

export const SilenceView = z
  .object({ id: Identifier, author: z.string(), ...SilenceChange.shape })
  .meta({ id: 'Silence' });

/** `GET /api/v1/silences`: those that have not ended, in the order of their begin. */
export const SilenceList = z.object({ silences: z.array(SilenceView) }).meta({ id: 'SilenceList' });
export type SilenceList = z.infer<typeof SilenceList>;

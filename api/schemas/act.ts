import { z } from 'zod';
import { findingLevels } from '../../model/finding.ts';
import { Day } from '../../model/scalar.ts';
import { Explain } from './explanation.ts';
import { Named, Sentence, TimeMs } from './name.ts';

/** `GET /api/v1/act/{token}`: what the link in a letter is about. Looking at it changes nothing. */
export const LinkView = z
  .object({
    action: z.enum(['acknowledge', 'explain']),
    person: z.string().describe('In whose name it acts.'),
    expiresMs: TimeMs,
    matters: z.array(
      z.object({
        finding: z.string().nullable(),
        matter: z.string(),
        level: z.enum(findingLevels),
        project: Named.nullable(),
        district: Named.nullable(),
        department: Named.nullable(),
        since: Day,
        evidence: Sentence,
        openedMs: TimeMs,
        explainUntilMs: TimeMs.nullable(),
        closedMs: TimeMs.nullable(),
      }),
    ),
  })
  .meta({ id: 'LinkView' });
export type LinkView = z.infer<typeof LinkView>;

/** `POST /api/v1/act/{token}`: `{}` to acknowledge, reason and text to explain. */
export const LinkAct = Explain.partial().meta({ id: 'LinkAct' });
export type LinkAct = z.infer<typeof LinkAct>;

export const LinkOutcome = z
  .object({ acted: z.int().describe('How many matters it was done for; 0: all of them are over.') })
  .meta({ id: 'LinkOutcome' });
export type LinkOutcome = z.infer<typeof LinkOutcome>;

/** `GET /api/v1/channels`: what can be tested. */
export const ChannelList = z
  .object({
    channels: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        state: z.enum(['running', 'stopped']).describe('`stopped`: this process does not page.'),
      }),
    ),
  })
  .meta({ id: 'ChannelList' });
export type ChannelList = z.infer<typeof ChannelList>;

/** `POST /api/v1/channels/{name}/test`: a letter that says it is a test. */
export const ChannelTest = z.object({ target: z.string().max(500) }).meta({ id: 'ChannelTest' });

export const ChannelTestOutcome = z
  .object({
    outcome: z.enum(['delivered', 'postponed', 'refused', 'full']),
    detail: z.string().nullable(),
  })
  .meta({ id: 'ChannelTestOutcome' });
export type ChannelTestOutcome = z.infer<typeof ChannelTestOutcome>;

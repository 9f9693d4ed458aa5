import { z } from 'zod';
import { findingKinds, findingLevels } from '../../model/finding.ts';
import { Day } from '../../model/scalar.ts';
import { Named, Sentence, TimeMs } from './name.ts';

export const ParameterValue = z.union([z.number(), z.boolean()]);
export type ParameterValue = z.infer<typeof ParameterValue>;

/** By the parameter's path; one that is not named is as the configuration says. */
export const ParameterValues = z.record(z.string(), ParameterValue);
export type ParameterValues = z.infer<typeof ParameterValues>;

export const RuleParameter = z
  .object({
    path: z.string().describe('Under `rules:` of the configuration, as `findings.stalled.watchDays`.'),
    kind: z.enum(['number', 'whole', 'flag']),
    value: ParameterValue.describe('By which is judged.'),
    configured: ParameterValue.describe('What the configuration says.'),
    default: ParameterValue,
    least: z.number().nullable(),
    above: z.number().nullable().describe('A bound that is not taken itself.'),
    most: z.number().nullable(),
  })
  .meta({ id: 'RuleParameter' });
export type RuleParameter = z.infer<typeof RuleParameter>;

/** `GET /api/v1/rules`. */
export const RulesView = z
  .object({
    parameters: z.array(RuleParameter),
    change: z
      .object({ values: ParameterValues, note: z.string(), actor: z.string(), atMs: TimeMs })
      .nullable()
      .describe('What was changed here over the configuration; null: nothing.'),
  })
  .meta({ id: 'Rules' });
export type RulesView = z.infer<typeof RulesView>;

/** `PUT /api/v1/rules`: holds from the next run of the rules on, and takes the place of the change before. */
export const RulesChange = z
  .object({
    values: ParameterValues,
    note: z.string().trim().min(1).max(2000).describe('Why, for the audit.'),
  })
  .meta({ id: 'RulesChange' });
export type RulesChange = z.infer<typeof RulesChange>;

/** `POST /api/v1/rules/trial`. */
export const TrialRequest = z.object({ values: ParameterValues }).meta({ id: 'TrialRequest' });

const TrialFinding = z
  .object({
    project: Named,
    district: Named,
    kind: z.enum(findingKinds),
    level: z.enum(findingLevels),
    opened: Day,
    closed: Day.nullable(),
    sentence: Sentence,
  })
  .meta({ id: 'TrialFinding' });
export type TrialFinding = z.infer<typeof TrialFinding>;

/** `GET /api/v1/rules/trial`: the newest trial. */
export const TrialView = z
  .object({
    state: z.enum(['none', 'running', 'done', 'failed']),
    values: ParameterValues,
    done: z.int().describe('Projects.'),
    total: z.int(),
    outcome: z
      .object({
        from: Day,
        to: Day,
        appear: z.array(TrialFinding),
        vanish: z.array(TrialFinding),
        shift: z.array(z.object({ before: TrialFinding, after: TrialFinding })),
        same: z.int().describe('Findings that would be the same.'),
      })
      .nullable(),
  })
  .meta({ id: 'Trial' });
export type TrialView = z.infer<typeof TrialView>;

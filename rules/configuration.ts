import { z } from 'zod';

/** Parameters of the rules; each part adds its own, with its default and the source of it. */
export const RulesConfiguration = z.strictObject({});
export type RulesConfiguration = z.infer<typeof RulesConfiguration>;

import { z } from 'zod';
import { Day, Identifier, Wan } from './scalar.ts';

export const stages = ['preliminary', 'construction', 'completed', 'production'] as const;

/** A major construction project as the registry knows it. */
export const Project = z.object({
  id: Identifier,
  name: z.string().min(1),
  district: Identifier,
  department: Identifier,
  /** Free text; `rail`, `housing`, `public`, `road`, `water`, `factory`, `energy`, `port` carry priors in the rules. */
  category: z.string().min(1),
  stage: z.enum(stages),
  totalInvestmentWan: Wan.nullable(),
  annualPlanWan: Wan.nullable(),
  plannedStart: Day.nullable(),
  plannedFinish: Day.nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  /** Address of a live view: SVG stream, HLS, snapshot or a page. */
  camera: z.url().nullable(),
  /** Works day and night by nature (a tunnelling machine): its night load is work, not standing load. */
  roundTheClock: z.boolean(),
});
export type Project = z.infer<typeof Project>;
export type Stage = Project['stage'];

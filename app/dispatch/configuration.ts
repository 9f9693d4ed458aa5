import { z } from 'zod';
import { periodKinds } from '../../model/period.ts';

/** `standings:` of the configuration: which periods are ranked, closed and published, and by whom. */
export const DispatchConfiguration = z.strictObject({
  /** The first kind is the one that the board opens with. */
  periods: z
    .array(z.enum(periodKinds))
    .min(1)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'each kind of period once')
    .default(['half-month']),
  closing: z
    .strictObject({
      /** So long after its last day a period is closed: late readings and reports are in by then. */
      graceHours: z.number().min(0).max(720).default(25),
    })
    .prefault({}),
  /** Whose name the bulletins carry. */
  issuer: z.string().min(1).default('市重大项目建设工作专班'),
});
export type DispatchConfiguration = z.infer<typeof DispatchConfiguration>;

import { z } from 'zod';

/** `GET /healthz`. */
export const Health = z.object({ status: z.literal('alive') }).meta({ id: 'Health' });

/** `GET /readyz`. */
export const Readiness = z
  .object({
    ready: z.boolean(),
    parts: z.array(z.object({ part: z.string(), ready: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Readiness' });

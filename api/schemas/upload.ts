import { z } from 'zod';
import { registryTables } from '../../model/registry.ts';

/** What an upload did: how many rows of each table were added or changed. */
export const UploadReceipt = z
  .object({
    taken: z.boolean().describe('false: it was only checked.'),
    rows: z.partialRecord(z.enum(registryTables), z.int()),
  })
  .meta({ id: 'UploadReceipt' });
export type UploadReceipt = z.infer<typeof UploadReceipt>;

export const UploadQuery = z.object({
  check: z
    .stringbool()
    .default(false)
    .describe('Only look for faults: nothing is stored. The answer and the faults are the same.'),
});

export const RegistryQuery = UploadQuery.extend({
  table: z.enum(registryTables).optional().describe('Which table a body of `text/csv` holds.'),
});

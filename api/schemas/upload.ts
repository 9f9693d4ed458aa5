import { z } from 'zod';
import { registryTables } from '../../model/registry.ts';
import { Sentence } from './name.ts';

/** One thing that is wrong in a file, and where: `text` is all of it in one line. */
export const UploadFault = z
  .object({
    text: z.string(),
    file: z.string(),
    sheet: z.string().nullable(),
    line: z.int().nullable(),
    column: z.string().nullable().describe('By its title, as it stands in the file.'),
    cell: z.string().nullable().describe('`D7`, in a workbook.'),
    message: Sentence,
  })
  .meta({ id: 'UploadFault' });

/** What an upload did: how many rows of each table were added or changed, and what was left out and why. */
export const UploadReceipt = z
  .object({
    taken: z.boolean().describe('false: nothing was stored, it was a preview.'),
    rows: z.partialRecord(z.enum(registryTables), z.int()).describe('The rows that are right, by table.'),
    faults: z.array(UploadFault).describe('Everything that is wrong; the rows concerned are not in `rows`.'),
    consequences: z
      .array(UploadFault)
      .describe('Rows that are left out only because they refer to one that has a fault.'),
  })
  .meta({ id: 'UploadReceipt' });
export type UploadReceipt = z.infer<typeof UploadReceipt>;

/** The body as the description shows it; what it is, its first bytes tell. */
export const UploadFile = z
  .unknown()
  .meta({ type: 'string', format: 'binary', description: 'A CSV or an XLSX file, or a form with files.' });

export const UploadQuery = z.object({
  preview: z
    .stringbool()
    .default(false)
    .describe('Store nothing, and answer with the rows that are right and with every fault.'),
  partial: z
    .stringbool()
    .default(false)
    .describe('Take the rows that are right even where others have faults; else it is all or nothing.'),
});

export const RegistryQuery = UploadQuery.extend({
  table: z.enum(registryTables).optional().describe('Which table the file holds, where it holds one.'),
});

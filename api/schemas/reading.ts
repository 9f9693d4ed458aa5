import { z } from 'zod';
import { refusalCodes } from '../../model/refusal.ts';

/** One object of `POST /api/v1/readings`, as on the topic `gateways/{gatewayId}/readings`. */
export const ReadingBody = z
  .object({
    meter: z.string(),
    time: z.union([z.iso.datetime({ offset: true }), z.number()]).describe('ISO 8601 or epoch milliseconds.'),
    energy_kwh: z.number().optional().describe('The register as the meter shows it, before the multiplier.'),
    power_kw: z.number().optional(),
    voltage_v: z.union([z.number(), z.array(z.number())]).optional(),
    current_a: z.union([z.number(), z.array(z.number())]).optional(),
    power_factor: z.number().optional(),
    seq: z.number().optional(),
  })
  .meta({ id: 'ReadingBody' });

/** 202: everything is on disk, what was refused too. */
export const ReceiptView = z
  .object({
    accepted: z.int(),
    refused: z.int().describe('Each of them lies in quarantine.'),
    details: z
      .array(
        z.object({
          index: z.int().describe('Place in the array or line, counted from 0.'),
          code: z.enum(refusalCodes),
          detail: z.string(),
        }),
      )
      .describe('Of the first 1,000 refused.'),
  })
  .meta({ id: 'Receipt' });
export type ReceiptView = z.infer<typeof ReceiptView>;

import { z } from 'zod';
import { Mapping } from './mapping.ts';

/** `ingest:` of the configuration. */
export const IngestConfiguration = z.strictObject({
  /** How far a device's clock may be ahead of ours before its reading is refused. */
  futureMinutes: z.number().nonnegative().default(5),
  /** The oldest reading that is taken: a year and a month, so that a year can be compared with the one before. */
  ageDays: z.number().positive().default(400),
  /** A meter whose clock is off by more is flagged; its readings are kept. */
  clockOffsetMinutes: z.number().positive().default(10),
  /** With less than this left on the spool's disk nothing is acknowledged any more. */
  freeDiskMegabytes: z.number().nonnegative().default(512),
  /** What cannot be read is kept this long and this much of it; the oldest goes first. */
  quarantine: z
    .strictObject({
      days: z.number().positive().default(30),
      megabytes: z.number().positive().default(256),
    })
    .prefault({}),
  /** Payloads of devices that no profile knows. */
  mappings: z.array(Mapping).default([]),
});
export type IngestConfiguration = z.infer<typeof IngestConfiguration>;

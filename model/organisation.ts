import { z } from 'zod';
import { Identifier } from './scalar.ts';

export const districtKinds = ['county', 'park'] as const;

/** A county-level division or a development park: one of those that are ranked. */
export const District = z.object({
  id: Identifier,
  name: z.string().min(1),
  kind: z.enum(districtKinds),
});
export type District = z.infer<typeof District>;

/** A department that answers for projects, and how its duty officer is reached. */
export const Department = z.object({
  id: Identifier,
  name: z.string().min(1),
  dutyChannel: z.string().nullable(),
  dutyTarget: z.string().nullable(),
  escalationDepartment: Identifier.nullable(),
  escalationHours: z.number().positive().nullable(),
});
export type Department = z.infer<typeof Department>;

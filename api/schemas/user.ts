import { z } from 'zod';
import { roles } from '../../store/records.ts';
import { TimeMs } from './name.ts';

export const UserView = z
  .object({
    name: z.string(),
    role: z.enum(roles),
    scope: z.string().nullable().describe('The id of the district or department of those roles.'),
    mustChangePassword: z.boolean(),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof UserView>;

export const UserList = z.object({ users: z.array(UserView) }).meta({ id: 'UserList' });
export type UserList = z.infer<typeof UserList>;

/** `PUT /api/v1/users/{name}`: adds the user, or gives another role and a new password. */
export const UserChange = z
  .object({ role: z.enum(roles), scope: z.string().nullable().default(null) })
  .meta({ id: 'UserChange' });
export type UserChange = z.infer<typeof UserChange>;

export const OneTimePassword = z
  .object({ password: z.string().describe('Shown once, kept nowhere; to be changed at the first sign-in.') })
  .meta({ id: 'OneTimePassword' });
export type OneTimePassword = z.infer<typeof OneTimePassword>;

export const AuditQuery = z.object({
  beforeId: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** `GET /api/v1/audit`: newest first. */
export const AuditList = z
  .object({
    entries: z.array(
      z.object({
        id: z.int(),
        atMs: TimeMs,
        actor: z.string(),
        action: z.string(),
        subject: z.string(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
    nextBeforeId: z.int().nullable(),
  })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof AuditList>;

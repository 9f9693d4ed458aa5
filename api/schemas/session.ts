import { z } from 'zod';
import { roles } from '../../store/records.ts';
import { Named, TimeMs } from './name.ts';

/** `POST /api/v1/session`; the answer sets the cookie. */
export const Login = z
  .object({ user: z.string().min(1).max(64), password: z.string().min(1).max(256) })
  .meta({ id: 'Login' });
export type Login = z.infer<typeof Login>;

/** `PUT /api/v1/session/password`. */
export const PasswordChange = z
  .object({
    password: z.string().min(1).max(256).describe('The present one.'),
    newPassword: z
      .string()
      .min(12, 'a password has at least 12 characters: four or five words are easy to keep')
      .max(256),
  })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** Who looks, and what they may see and do. */
export const SessionView = z
  .object({
    user: z.string().nullable().describe('null: nobody has logged in, and viewing is open to everybody.'),
    role: z.enum(roles),
    scope: Named.extend({ kind: z.enum(['district', 'department']) })
      .nullable()
      .describe('The district or department that this user sees and acts on; null: the whole city.'),
    mustChangePassword: z.boolean().describe('Until `PUT /api/v1/session/password` every change is refused.'),
    expiresMs: TimeMs.nullable(),
  })
  .meta({ id: 'SessionView' });
export type SessionView = z.infer<typeof SessionView>;

/** `GET /api/v1/session/ways`. */
export const SignInWays = z
  .object({
    openId: z
      .object({ label: z.object({ zh: z.string(), en: z.string() }).describe('On the button.') })
      .nullable()
      .describe('null: by name and password only. Else a browser may open `/api/v1/session/openid?to=`.'),
  })
  .meta({ id: 'SignInWays' });
export type SignInWays = z.infer<typeof SignInWays>;

/** Why a sign-in elsewhere led nowhere; the board is opened with it as `?sign-in=`. */
export const signInFaults = [
  'provider-unreachable',
  'provider-refused',
  'departure-forgotten',
  'no-name',
  'no-role',
  'no-scope',
  'name-taken',
] as const;
export type SignInFault = (typeof signInFaults)[number];

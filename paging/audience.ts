import { z } from 'zod';
import { Identifier } from '../model/scalar.ts';

export const audienceKinds = ['department', 'district'] as const;

/** Those who answer together: `department/JT`, `district/YZ`, or `operator`, who runs the service. */
export type Audience = `department/${string}` | `district/${string}` | 'operator';

export const Audience = z.custom<Audience>(
  (text) => typeof text === 'string' && isAudience(text),
  'it is written department/ID, district/ID or operator',
);

function isAudience(text: string): boolean {
  if (text === 'operator') return true;
  const [kind, ...id] = text.split('/');
  return audienceKinds.some((known) => known === kind) && Identifier.safeParse(id.join('/')).success;
}

/** The department or district of an audience; null for the operator. */
export function audienceId(audience: Audience, kind: (typeof audienceKinds)[number]): string | null {
  return audience.startsWith(`${kind}/`) ? audience.slice(kind.length + 1) : null;
}

import type { SessionView } from '../../api/schemas/session.ts';
import type { Role } from '../language/field.ts';

/**
 * What is offered to whom. It only spares people buttons that would be refused: the service decides, by its own
 * table of rights.
 */
const offered = {
  answer: ['admin', 'supervisor', 'district', 'department'],
  notes: ['admin', 'supervisor', 'district', 'department'],
  close: ['admin', 'supervisor'],
  pages: ['admin', 'supervisor', 'district', 'department'],
  silences: ['admin', 'supervisor'],
  replay: ['admin', 'supervisor'],
  quarantine: ['admin', 'supervisor', 'viewer'],
  investments: ['admin', 'supervisor', 'district', 'department'],
  suspensions: ['admin', 'supervisor'],
  dispatch: ['admin', 'supervisor'],
  objections: ['district', 'department'],
  rules: ['admin', 'supervisor'],
  registry: ['admin'],
  channels: ['admin'],
  users: ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export function offers(session: SessionView | undefined, act: keyof typeof offered): boolean {
  const roles: readonly Role[] = offered[act];
  return session !== undefined && roles.includes(session.role);
}

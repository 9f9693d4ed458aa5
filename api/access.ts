import type { Project } from '../model/project.ts';
import type { Role } from '../store/records.ts';

/** Who asks. */
export interface Viewer {
  /** null: nobody signed in, and viewing is open to everybody. */
  user: string | null;
  role: Role;
  /** The district or the department of those roles, else null. */
  scope: string | null;
  mustChangePassword: boolean;
  expiresMs: number | null;
}

export const everybody: Viewer = {
  user: null,
  role: 'viewer',
  scope: null,
  mustChangePassword: false,
  expiresMs: null,
};

/** What a route lets happen, and who may: the one table of rights. */
export const rights = {
  view: ['admin', 'supervisor', 'district', 'department', 'viewer'],
  /** Quarantined messages belong to no project, so only those who see the whole city see them. */
  'view-quarantine': ['admin', 'supervisor', 'viewer'],
  'replay-quarantine': ['admin', 'supervisor'],
  'answer-findings': ['admin', 'supervisor', 'district', 'department'],
  'close-findings': ['admin', 'supervisor'],
  'decide-explanations': ['admin', 'supervisor'],
  'view-pages': ['admin', 'supervisor', 'district', 'department'],
  'silence-pages': ['admin', 'supervisor'],
  'write-notes': ['admin', 'supervisor', 'district', 'department'],
  'report-investments': ['admin', 'supervisor', 'district', 'department'],
  /** A suspension excuses, so those who are judged by it may not enter one. */
  'enter-suspensions': ['admin', 'supervisor'],
  'change-rules': ['admin', 'supervisor'],
  /** Bulletins that are not published yet. */
  'view-drafts': ['admin', 'supervisor'],
  /** Closing, opening again, publishing, snails, answers to objections. */
  'dispatch-periods': ['admin', 'supervisor'],
  /** Those who are ranked. */
  'raise-objections': ['district', 'department'],
  'change-registry': ['admin'],
  'manage-users': ['admin'],
  'test-channels': ['admin'],
  'view-audit': ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof rights;

/**
 * What guards a route: a right; `open` to anybody; `device`: the route itself asks for a device's token;
 * `own-session`: anybody who is signed in, even with a one-time password.
 */
export type Access = Right | 'open' | 'device' | 'own-session';

export function may(viewer: Viewer, right: Right): boolean {
  const allowed: readonly Role[] = rights[right];
  return allowed.includes(viewer.role);
}

/** A district or a department sees and acts on its own only; every other role sees the whole city. */
export function sees(viewer: Viewer, project: Pick<Project, 'district' | 'department'>): boolean {
  if (viewer.role === 'district') return project.district === viewer.scope;
  if (viewer.role === 'department') return project.department === viewer.scope;
  return true;
}

/** Viewers with the same key see the same. */
export function scopeKey(viewer: Viewer): string {
  return viewer.role === 'district' || viewer.role === 'department' ? `${viewer.role} ${viewer.scope}` : '';
}

import { z } from 'zod';
import { type FindingKind, type FindingLevel, findingKinds, findingLevels } from '../model/finding.ts';
import { Identifier } from '../model/scalar.ts';
import type { Audience } from './audience.ts';

export const routeTargets = ['department', 'district', 'operator'] as const;

/** Which findings go to whom. Every condition that is there must hold; none: it takes everything. */
export const Route = z.strictObject({
  districts: z.array(Identifier).min(1).optional(),
  departments: z.array(Identifier).min(1).optional(),
  kinds: z.array(z.enum(findingKinds)).min(1).optional(),
  levels: z.array(z.enum(findingLevels)).min(1).optional(),
  /** The department or the district of the project, or the operator; `nobody` ends the search. */
  to: z.enum([...routeTargets, 'nobody']),
  /** Not at once, but together at the hour of the digest. */
  digest: z.boolean().default(false),
  /** The routes below are looked at too. */
  continue: z.boolean().default(false),
});
export type Route = z.infer<typeof Route>;

/** What the routes look at. */
export interface Routed {
  kind: FindingKind;
  level: FindingLevel;
  district: string;
  department: string;
}

export interface RouteAnswer {
  /** The place of the route in the configuration, counted from 0. */
  route: number;
  audience: Audience;
  digest: boolean;
}

/**
 * Who is told of a finding: the first route that matches, and the ones below it as long as they say `continue`. An
 * audience that two routes name is told once, as the first of them says.
 */
export function routesOf(routes: readonly Route[], routed: Routed): RouteAnswer[] {
  const answers = new Map<Audience, RouteAnswer>();
  for (const [index, route] of routes.entries()) {
    if (!matches(route, routed)) continue;
    const audience = audienceOf(route, routed);
    if (audience !== null && !answers.has(audience)) {
      answers.set(audience, { route: index, audience, digest: route.digest });
    }
    if (!route.continue) break;
  }
  return [...answers.values()];
}

function matches(route: Route, { kind, level, district, department }: Routed): boolean {
  return (
    (route.kinds?.includes(kind) ?? true) &&
    (route.levels?.includes(level) ?? true) &&
    (route.districts?.includes(district) ?? true) &&
    (route.departments?.includes(department) ?? true)
  );
}

function audienceOf({ to }: Route, { district, department }: Routed): Audience | null {
  if (to === 'nobody') return null;
  if (to === 'operator') return 'operator';
  return to === 'department' ? `department/${department}` : `district/${district}`;
}

import type { Registry } from '../model/registry.ts';
import type { Audience } from './audience.ts';
import type { PagingConfiguration } from './configuration.ts';
import { ladderOf, type Rung } from './line.ts';

/** Who is told for an audience, the first in line first; those of other audiences in it are whom it goes up to. */
export interface DutyLine {
  audience: Audience;
  rungs: Rung[];
}

/** Everybody who is on duty at a moment: each audience of the configuration, and each department of the registry. */
export function onDuty(
  configuration: PagingConfiguration,
  registry: Registry,
  time: Temporal.ZonedDateTime,
): DutyLine[] {
  const audiences = new Set<Audience>([
    ...(Object.keys(configuration.duties) as Audience[]),
    ...registry.departments.map(({ id }): Audience => `department/${id}`),
    'operator',
  ]);
  return [...audiences]
    .sort()
    .map((audience) => ({ audience, rungs: ladderOf(configuration, registry, audience, time) }));
}

import type { Fault } from '../model/error.ts';
import type { Registry } from '../model/registry.ts';
import { type Audience, audienceId, audienceKinds } from './audience.ts';
import { type PagingConfiguration, targetFault } from './configuration.ts';
import { gapOf } from './duty.ts';

/**
 * What in the configuration and in the registry does not fit together. The registry may change at any time, so this is
 * said and nothing is refused.
 */
export function registryFaults(configuration: PagingConfiguration, registry: Registry): Fault[] {
  const known = {
    department: new Set(registry.departments.map(({ id }) => id)),
    district: new Set(registry.districts.map(({ id }) => id)),
  };
  const faults: Fault[] = [];
  const unknown = (column: string, kind: keyof typeof known, id: string | null) => {
    if (id === null || known[kind].has(id)) return;
    faults.push({ place: { source: 'paging', column }, message: `the registry has no ${kind} "${id}"` });
  };
  for (const [audience, duty] of Object.entries(configuration.duties)) {
    for (const kind of audienceKinds) {
      unknown(`duties.${audience}`, kind, audienceId(audience as Audience, kind));
      const above = duty.escalatesTo;
      if (above) unknown(`duties.${audience}.escalatesTo`, kind, audienceId(above, kind));
    }
  }
  faults.push(...openHours(configuration));
  if (configuration.duties.operator === undefined) {
    const message = 'nobody is the operator: what does not arrive, and storms, stand on the board only';
    faults.push({ place: { source: 'paging', column: 'duties' }, message });
  }
  for (const [index, route] of configuration.routes.entries()) {
    for (const id of route.districts ?? []) unknown(`routes.${index}.districts`, 'district', id);
    for (const id of route.departments ?? []) unknown(`routes.${index}.departments`, 'department', id);
  }
  for (const { id, dutyChannel, dutyTarget } of registry.departments) {
    if (configuration.duties[`department/${id}`]) continue;
    const message =
      dutyChannel === null
        ? `there is none, and paging.duties has no department/${id}: its pages go up at once`
        : targetFault(configuration.channels[dutyChannel], dutyChannel, dutyTarget ?? '');
    if (message !== null)
      faults.push({ place: { source: 'departments', column: `duty_channel of ${id}` }, message });
  }
  return faults;
}

/** Rosters that leave hours open: then the matter goes up at once, which is seldom meant. */
function openHours({ duties }: PagingConfiguration): Fault[] {
  return Object.entries(duties).flatMap(([audience, duty]) => {
    const gap = gapOf(duty);
    if (gap === null) return [];
    const message = `nobody is on duty from ${gap} on; those above are told then`;
    return [{ place: { source: 'paging', column: `duties.${audience}.shifts` }, message }];
  });
}

import type { Fault } from '../model/error.ts';
import type { Registry } from '../model/registry.ts';
import { type Audience, audienceId, audienceKinds } from './audience.ts';
import { type PagingConfiguration, targetFault } from './configuration.ts';

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
  for (const [index, route] of configuration.routes.entries()) {
    for (const id of route.districts ?? []) unknown(`routes.${index}.districts`, 'district', id);
    for (const id of route.departments ?? []) unknown(`routes.${index}.departments`, 'department', id);
  }
  for (const { id, dutyChannel, dutyTarget } of registry.departments) {
    if (dutyChannel === null || configuration.duties[`department/${id}`]) continue;
    const message = targetFault(configuration.channels[dutyChannel], dutyChannel, dutyTarget ?? '');
    if (message !== null)
      faults.push({ place: { source: 'departments', column: `duty_channel of ${id}` }, message });
  }
  return faults;
}

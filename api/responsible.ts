import { type Audience, audienceId } from '../paging/audience.ts';
import type { Names } from './names.ts';
import type { Named } from './schemas/name.ts';

/** The department or district that answers; null: the operator. */
export function responsibleOf(audience: Audience, names: Names): Named | null {
  const department = audienceId(audience, 'department');
  if (department !== null) return names.department(department);
  const district = audienceId(audience, 'district');
  return district === null ? null : names.district(district);
}

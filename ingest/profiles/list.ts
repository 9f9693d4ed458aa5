import type { Profile } from '../profile.ts';
import { canonical } from './canonical.ts';

/** Every payload profile. The first whose `match` knows a topic decodes what comes on it. */
export function allProfiles(): Profile[] {
  return [canonical()];
}

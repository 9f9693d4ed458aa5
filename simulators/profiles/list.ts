import { canonical } from './canonical.ts';
import { dlt645 } from './dlt645.ts';
import type { PayloadProfile } from './payload.ts';
import { shelly } from './shelly.ts';
import { tasmota } from './tasmota.ts';

/** By the name that the registry gives a meter's profile. */
export const payloadProfiles: Readonly<Record<string, PayloadProfile>> = {
  canonical,
  dlt645,
  tasmota,
  shelly,
};

import type { Profile, ProfileOptions } from '../profile.ts';
import { canonical } from './canonical.ts';
import { dlt645 } from './dlt645.ts';
import { shelly } from './shelly.ts';
import { status } from './status.ts';
import { tasmota } from './tasmota.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** Every payload profile. The first whose `match` knows a topic decodes what comes on it. */
export function allProfiles(options: ProfileOptions = { zone: 'Asia/Shanghai' }): Profile[] {
  return [canonical(), status(), dlt645(options), tasmota(options), shelly(), zigbee2mqtt()];
}

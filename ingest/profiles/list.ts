import type { Mapping } from '../mapping.ts';
import { acrelAdw300, acrelAwt200, acrelHw } from '../mappings/acrel.ts';
import { compereKpm33b } from '../mappings/compere.ts';
import { glow } from '../mappings/glow.ts';
import { openwb } from '../mappings/openwb.ts';
import { victron } from '../mappings/victron.ts';
import type { Profile, ProfileOptions } from '../profile.ts';
import { canonical } from './canonical.ts';
import { dlt645 } from './dlt645.ts';
import { dsmr } from './dsmr.ts';
import { mapped } from './mapped.ts';
import { senml } from './senml.ts';
import { shelly } from './shelly.ts';
import { sparkplug } from './sparkplug.ts';
import { status } from './status.ts';
import { tasmota } from './tasmota.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

const readyMappings: readonly Mapping[] = [
  acrelAdw300,
  acrelAwt200,
  acrelHw,
  compereKpm33b,
  glow,
  openwb,
  victron,
];

/**
 * Every payload profile, the configuration's mappings before the ready ones, which they may so replace. The first whose
 * `match` knows a topic decodes what comes on it.
 */
export function allProfiles(options: ProfileOptions, mappings: readonly Mapping[] = []): Profile[] {
  return [
    canonical(),
    status(),
    ...mappings.map((mapping) => mapped(mapping, options)),
    dlt645(options),
    tasmota(options),
    shelly(),
    zigbee2mqtt(),
    senml(),
    sparkplug(),
    dsmr(options),
    ...readyMappings.map((mapping) => mapped(mapping, options)),
  ];
}

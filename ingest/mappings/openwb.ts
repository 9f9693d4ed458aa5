import type { Mapping } from '../mapping.ts';

/** A counter of openWB: a value a topic, in W and Wh. */
export const openwb: Mapping = {
  name: 'openwb',
  messages: [
    {
      topic: 'openWB/set/mqtt/counter/{device}/get/imported',
      meter: { topic: '{device}' },
      fields: { energy_kwh: { path: '$', scale: 0.001 } },
    },
    {
      topic: 'openWB/set/mqtt/counter/{device}/get/power',
      meter: { topic: '{device}' },
      fields: { power_kw: { path: '$', scale: 0.001 } },
    },
    {
      topic: 'openWB/set/mqtt/counter/{device}/get/currents',
      meter: { topic: '{device}' },
      fields: { current_a: ['$[0]', '$[1]', '$[2]'] },
    },
    {
      topic: 'openWB/set/mqtt/counter/{device}/get/voltages',
      meter: { topic: '{device}' },
      fields: { voltage_v: ['$[0]', '$[1]', '$[2]'] },
    },
    { topic: 'openWB/set/mqtt/counter/{device}/get/+', meter: { topic: '{device}' }, ignore: true },
  ],
};

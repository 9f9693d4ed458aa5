import type { Mapping } from '../mapping.ts';

/** KPM33B: one topic for all its meters, a packet for what is now and one for the registers; its clock has no zone. */
export const compereKpm33b: Mapping = {
  name: 'compere-kpm33b',
  messages: [
    {
      topic: 'MQTT_RT_DATA',
      meter: { path: 'id' },
      time: { path: 'time', format: 'compact' },
      fields: {
        power_kw: 'zyggl',
        voltage_v: ['ua', 'ub', 'uc'],
        current_a: ['ia', 'ib', 'ic'],
        power_factor: 'zglys',
      },
    },
    {
      topic: 'MQTT_ENY_NOW',
      meter: { path: 'id' },
      time: { path: 'time', format: 'compact' },
      fields: { energy_kwh: 'zygsz' },
    },
    { topic: 'MQTT_DAY_DATA', ignore: true },
  ],
};

import type { Mapping } from '../mapping.ts';

/**
 * ADW300 by json-v2: numbered points. 1 to 3 are the phase voltages, 7 to 9 the currents, 13 the total power, 25 its
 * factor, 28 the register. It sends the ratios of its transformers too (34, 35); the registry's multiplier counts.
 */
export const acrelAdw300: Mapping = {
  name: 'acrel-adw300',
  messages: [
    {
      topic: 'platform/acrel/meter/json-v2/analog/+',
      items: 'data',
      meter: { path: 'point[id=0].val' },
      time: { path: 'tp', format: 'epoch-ms' },
      fields: {
        energy_kwh: 'point[id=28].val',
        power_kw: 'point[id=13].val',
        voltage_v: ['point[id=1].val', 'point[id=2].val', 'point[id=3].val'],
        current_a: ['point[id=7].val', 'point[id=8].val', 'point[id=9].val'],
        power_factor: 'point[id=25].val',
      },
    },
  ],
};

/** AWT200 gateway: its meters by `0_<number>`, all values in quotes. Its topic is set by the installer. */
export const acrelAwt200: Mapping = {
  name: 'acrel-awt200',
  messages: [
    {
      items: 'reported',
      meter: { path: '$key', after: '_' },
      time: { path: '$.timestamp', format: 'epoch-s' },
      fields: {
        energy_kwh: 'EPI',
        power_kw: 'P',
        voltage_v: ['Ua', 'Ub', 'Uc'],
        current_a: ['Ia', 'Ib', 'Ic'],
        power_factor: 'PF',
      },
    },
  ],
};

/** The gateway's own logins and heartbeats. */
export const acrelHw: Mapping = {
  name: 'acrel-hw',
  messages: [{ topic: '/gw/acrelHW/+/login/+', ignore: true }, { ignore: true }],
};

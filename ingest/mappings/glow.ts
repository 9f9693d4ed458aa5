import type { Mapping } from '../mapping.ts';

/** Glow in-home display: kWh and kW whatever the unit says, and the gas meter beside it. */
export const glow: Mapping = {
  name: 'glow',
  messages: [
    {
      topic: '+/{device}/SENSOR/electricitymeter',
      meter: { topic: '{device}' },
      time: { path: 'electricitymeter.timestamp', format: 'iso' },
      fields: {
        energy_kwh: 'electricitymeter.energy.import.cumulative',
        power_kw: 'electricitymeter.power.value',
      },
    },
    { topic: '+/{device}/SENSOR/gasmeter', meter: { topic: '{device}' }, ignore: true },
  ],
};

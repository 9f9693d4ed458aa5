import type { Mapping, Message } from '../mapping.ts';

const meter = { topic: '{portal}-{service}-{instance}' };

/** A value a topic, `{"value": n}`; null when the device is gone. A meter is a service instance of the installation. */
function message(path: string, fields: NonNullable<Message['fields']>): Message {
  return { topic: `N/{portal}/{service}/{instance}/${path}`, meter, fields };
}

export const victron: Mapping = {
  name: 'victron',
  messages: [
    message('Ac/Energy/Forward', { energy_kwh: 'value' }),
    message('Ac/Power', { power_kw: { path: 'value', scale: 0.001 } }),
    message('Ac/L1/Voltage', { voltage_v: ['value'] }),
    message('Ac/L2/Voltage', { voltage_v: [null, 'value'] }),
    message('Ac/L3/Voltage', { voltage_v: [null, null, 'value'] }),
    message('Ac/L1/Current', { current_a: ['value'] }),
    message('Ac/L2/Current', { current_a: [null, 'value'] }),
    message('Ac/L3/Current', { current_a: [null, null, 'value'] }),
    { topic: 'N/{portal}/{service}/{instance}/#', meter, ignore: true },
  ],
};

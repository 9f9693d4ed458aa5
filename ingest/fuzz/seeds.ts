import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resealed } from './mutation.ts';

/** A payload as a decoder wants it, made by hand, and where it comes in. What is mutated from it gets deep into that decoder. */
export interface Seed {
  profile: string;
  topic: string;
  payload: Buffer;
}

function text(profile: string, topic: string, payload: string): Seed {
  return { profile, topic, payload: Buffer.from(payload) };
}

function hex(profile: string, topic: string, payload: string): Seed {
  return { profile, topic, payload: Buffer.from(payload.replaceAll(' ', ''), 'hex') };
}

/** A frame of DL/T 645 as far as its data. */
function frame(topic: string, head: string): Seed {
  const { payload } = hex('dlt645', topic, `${head} 0000`);
  return { profile: 'dlt645', topic, payload: resealed(payload) };
}

const victron = 'N/p/grid/1/Ac';
const openwb = 'openWB/set/mqtt/counter/M1/get';

export const seeds: readonly Seed[] = [
  text(
    'canonical',
    'meters/M1/readings',
    '{"time":"2026-11-24T08:00:00+08:00","energy_kwh":123.4,"power_kw":5,"voltage_v":[230,231,229]}',
  ),
  text(
    'canonical',
    'gateways/G1/readings',
    '[{"meter":"M1","time":1795478400000,"energy_kwh":1},{"meter":"M2","time":1795478400000,"power_kw":1e3}]',
  ),
  text('status', 'meters/M1/status', 'online'),
  // Forward energy, voltages with an absent phase, forward energy of 1997, and an error.
  frame('meters/M1/dlt645', '68563412907856 68 91 08 33333433 AB896745'),
  frame('gateways/G1/dlt645', 'FEFEFEFE 68563412907856 68 91 0A 33323435 C35538563232'),
  frame('gateways/G1/dlt645', '68563412907856 68 81 06 43C3 AB896745'),
  frame('gateways/G1/dlt645', '68563412907856 68 D1 01 35'),
  text(
    'tasmota',
    'tele/M1/SENSOR',
    '{"Time":"2026-11-24T08:00:00","ENERGY":{"Total":12.5,"Power":[1000,500],"Voltage":230,"Factor":0.9}}',
  ),
  text('tasmota', 'tele/M1/LWT', 'Online'),
  text(
    'shelly',
    'M1/events/rpc',
    '{"src":"s","method":"NotifyStatus","params":{"ts":1757059829.08,"em:0":{"total_act_power":5},"emdata:0":{"total_act":1}}}',
  ),
  text(
    'shelly',
    'M1/status/em:0',
    '{"id":0,"a_voltage":230,"b_voltage":231,"a_current":1,"total_act_power":-18.017}',
  ),
  text('shelly', 'M1/status/switch:1', '{"apower":12,"voltage":230,"pf":0.5,"aenergy":{"total":5000}}'),
  text(
    'zigbee2mqtt',
    'zigbee2mqtt/M1',
    '{"energy":8.42,"power":3,"voltage":241,"last_seen":"2026-11-24T08:00:00+08:00"}',
  ),
  text('zigbee2mqtt', 'zigbee2mqtt/M1/energy', '8.42'),
  text(
    'senml',
    'gateways/G1/senml',
    '[{"bn":"urn:dev:1:","bt":1.79e9,"bu":"kWh","n":"energy","v":12.5},{"n":"power","u":"W","t":-5,"v":1500}]',
  ),
  hex(
    'senml',
    'gateways/G1/senml',
    '82 A4 21 634D313A 00 66656E65726779 01 636B5768 02 FB4028F5C28F5C28F6 A3 00 65706F776572 01 6157 02 1905DC',
  ),
  // A birth that names its aliases, then data by alias alone; written by the reference implementation.
  hex(
    'sparkplug',
    'spBv1.0/city/DBIRTH/E1/M1',
    '0880d8e8d6a03412360a0c6d657465722f456e6572677910011880d8e8d6a034200a4a120a07656e67556e69741207080c42036b576869' +
      '000000000020594012300a0b6d657465722f506f77657210021880d8e8d6a03420034a100a07656e67556e69741205080c42015750a4f4ffff0f',
  ),
  hex('sparkplug', 'spBv1.0/city/DDATA/E1/M1', '0888ffe8d6a034120e10021888ffe8d6a034200350c413'),
  text('sparkplug', 'spBv1.0/city/NDEATH/E1', ''),
  text(
    'dsmr',
    'meters/M1/dsmr',
    '/ABC5TEST\r\n\r\n0-0:1.0.0(261124080000W)\r\n1-0:1.8.0(000123.456*kWh)\r\n1-0:1.7.0(01.500*kW)\r\n1-0:32.7.0(230.1*V)\r\n!\r\n',
  ),
  text(
    'acrel-adw300',
    'platform/acrel/meter/json-v2/analog/0000',
    '{"data":[{"tp":1736871132698,"point":[{"id":0,"val":"1"},{"id":1,"val":230},{"id":13,"val":1.5},{"id":28,"val":7}]}]}',
  ),
  text(
    'acrel-awt200',
    'gateways/G1/acrel-awt200',
    '{"timestamp":"1736871132","reported":{"0_1":{"EPI":"21.60","P":"1.5","Ua":"230.1","PF":"0.9"}}}',
  ),
  text('acrel-hw', '/gw/acrelHW/1/login/2', '{"version":1}'),
  text(
    'compere-kpm33b',
    'MQTT_RT_DATA',
    '{"id":"33B1","zyggl":1.5,"ua":229,"time":"20260117211500","isend":"0"}',
  ),
  text('compere-kpm33b', 'MQTT_ENY_NOW', '{"id":"33B1","zygsz":163.486,"time":"20260117211500","isend":"1"}'),
  text(
    'glow',
    'glow/M1/SENSOR/electricitymeter',
    '{"electricitymeter":{"timestamp":"2026-11-24T08:00:00Z","energy":{"import":{"cumulative":6613.4}},"power":{"value":0.26}}}',
  ),
  text('openwb', `${openwb}/imported`, '12500.5'),
  text('openwb', `${openwb}/currents`, '[1.5,2,null]'),
  text('victron', `${victron}/Energy/Forward`, '{"value":936}'),
  text('victron', `${victron}/Power`, '{"value":1500}'),
];

/** The collected payloads of real meters, where they lie; none where they do not. */
export function collected(): Buffer[] {
  const file = join(import.meta.dirname, '../../../shared/samples/payloads.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const sample = JSON.parse(line) as { payload: string; payload_encoding: 'utf8' | 'hex' };
    return Buffer.from(sample.payload, sample.payload_encoding);
  });
}

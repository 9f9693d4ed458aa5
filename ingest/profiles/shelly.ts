import type { DecodeContext, Decoded, Profile, ShownReading, TopicMatch } from '../profile.ts';
import {
  emptyReading,
  fieldsOf,
  ignored,
  jsonOf,
  kilo,
  numberOf,
  ownTopic,
  phasesOf,
  refused,
  textOf,
} from '../profile.ts';

/** Components that measure, with the channel: `em:0` and `emdata:0` are three phases, `em1:N` and the others are one. */
const component = /^(em|emdata|em1|em1data|switch|pm1):(\d{1,3})$/;

/** `<prefix>/events/rpc`, `<prefix>/status/<component>`, `<prefix>/online`; the device is the prefix's last level. */
function match(topic: string): TopicMatch | null {
  const levels = topic.split('/');
  const [branch = '', leaf = ''] = levels.slice(-2);
  let device: string | undefined;
  if ((branch === 'events' && leaf === 'rpc') || (branch === 'status' && component.test(leaf)))
    device = levels.at(-3);
  else if (leaf === 'online' && levels.length === 2) device = branch;
  return device === undefined || device === '' ? ownTopic(topic, 'shelly') : { device, gateway: null };
}

/** Channel 0 is the device itself; another channel of a device with several single phases is a meter of its own. */
function meterOf(device: string, name: string, channel: string): string {
  return name.startsWith('em1') || name === 'switch' || name === 'pm1'
    ? channel === '0'
      ? device
      : `${device}:${channel}`
    : device;
}

function phase(fields: Record<string, unknown>, quantity: string): ShownReading['voltageV'] {
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => numberOf(fields[`${letter}_${quantity}`]));
  return phasesOf(a ?? null, b ?? null, c ?? null);
}

function factor(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Math.abs(number) <= 1 ? number : null;
}

/** What one component's fields say; energies are in Wh and powers in W, whatever a document calls them. */
function put(reading: ShownReading, name: string, fields: Record<string, unknown>): void {
  if (name === 'em') {
    reading.powerKw = kilo(numberOf(fields.total_act_power));
    reading.voltageV = phase(fields, 'voltage');
    reading.currentA = phase(fields, 'current');
  } else if (name === 'emdata') {
    reading.energyKwh = kilo(numberOf(fields.total_act));
  } else if (name === 'em1data') {
    reading.energyKwh = kilo(numberOf(fields.total_act_energy));
  } else {
    reading.powerKw = kilo(numberOf(fields.act_power ?? fields.apower));
    reading.energyKwh = kilo(numberOf(fieldsOf(fields.aenergy)?.total));
    reading.voltageV = phasesOf(numberOf(fields.voltage), null, null);
    reading.currentA = phasesOf(numberOf(fields.current), null, null);
    reading.powerFactor = factor(fields.pf);
  }
}

function readingsOf(components: Iterable<[string, unknown]>, device: string, timeMs: number): ShownReading[] {
  const readings = new Map<string, ShownReading>();
  for (const [key, value] of components) {
    const parts = component.exec(key);
    const fields = fieldsOf(value);
    if (parts === null || fields === null) continue;
    const meter = meterOf(device, parts[1]!, parts[2]!);
    const reading = readings.get(meter) ?? emptyReading(meter, timeMs);
    readings.set(meter, reading);
    put(reading, parts[1]!, fields);
  }
  return [...readings.values()];
}

/** `NotifyStatus` tells what has changed, `NotifyFullStatus` everything, with the time in Unix seconds. */
function decodeRpc(message: Record<string, unknown>, device: string, receivedMs: number): Decoded {
  const params = fieldsOf(message.params);
  const method = message.method;
  if (params === null || (method !== 'NotifyStatus' && method !== 'NotifyFullStatus')) {
    return ignored(`${String(method)} is no status`);
  }
  const seconds = numberOf(params.ts);
  const timeMs = seconds === null ? receivedMs : Math.round(seconds * 1000);
  return outcome(readingsOf(Object.entries(params), device, timeMs));
}

function outcome(readings: ShownReading[]): Decoded {
  return readings.length === 0 ? ignored('no component of it measures') : { readings, refusals: [] };
}

function decode(payload: Uint8Array, context: DecodeContext): Decoded {
  const { topic, device, receivedMs } = context;
  if (device === null) return refused('unknown-meter', 'a Shelly topic names its device');
  if (topic.endsWith('/online')) {
    const online = textOf(payload) === 'true';
    return { ...ignored(`online: ${online}`), presence: { device, online } };
  }
  const fields = fieldsOf(jsonOf(payload));
  if (fields === null) return refused('unreadable', 'no JSON object');
  if ('method' in fields) return decodeRpc(fields, device, receivedMs);
  return outcome(readingsOf([[topic.slice(topic.lastIndexOf('/') + 1), fields]], device, receivedMs));
}

/** Shelly Gen2 and later (Pro 3EM, Pro EM, Plus and Plug with power measuring). */
export function shelly(): Profile {
  return { name: 'shelly', inParts: true, match, decode };
}

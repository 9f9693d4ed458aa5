import { parseInstant } from '../instant.ts';
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

/** Quantities that a device may send one a topic (attribute mode). */
const attributes = new Set(['energy', 'power', 'voltage', 'current', 'power_factor']);

/** `zigbee2mqtt/<name>`, in attribute mode `zigbee2mqtt/<name>/<attribute>`; the base topic may have a suffix. */
function match(topic: string): TopicMatch | null {
  if (!topic.startsWith('zigbee2mqtt')) return ownTopic(topic, 'zigbee2mqtt');
  const [, device = '', leaf, ...more] = topic.split('/');
  if (device === '' || device === 'bridge' || more.length > 0) return null;
  if (leaf !== undefined && !attributes.has(leaf) && leaf !== 'availability') return null;
  return { device, gateway: null };
}

/** `last_seen` is ISO 8601 or epoch milliseconds, as configured; absent by default. */
function timeOf(lastSeen: unknown, receivedMs: number): number {
  if (lastSeen === undefined || lastSeen === null) return receivedMs;
  return typeof lastSeen === 'string' ? parseInstant(lastSeen) : (numberOf(lastSeen) ?? Number.NaN);
}

function phases(fields: Record<string, unknown>, name: string): ShownReading['voltageV'] {
  const phase = (letter: string) => numberOf(fields[`${name}_phase_${letter}`]);
  return phasesOf(numberOf(fields[name]) ?? phase('a'), phase('b'), phase('c'));
}

function availability(text: string, device: string): Decoded {
  const online = text.includes('online');
  return { ...ignored(online ? 'online' : 'offline'), presence: { device, online } };
}

function decode(payload: Uint8Array, context: DecodeContext): Decoded {
  const { topic, device, receivedMs } = context;
  if (device === null) return refused('unknown-meter', 'a topic of Zigbee2MQTT names its device');
  const leaf = topic.slice(topic.lastIndexOf('/') + 1);
  if (leaf === 'availability') return availability(textOf(payload), device);
  const parsed = jsonOf(payload);
  const fields = attributes.has(leaf) && leaf !== device ? { [leaf]: parsed } : fieldsOf(parsed);
  if (fields === null) return refused('unreadable', 'no JSON object');
  const timeMs = timeOf(fields.last_seen, receivedMs);
  if (Number.isNaN(timeMs)) return refused('no-time', `last_seen: ${String(fields.last_seen)} is no time`);
  const factor = numberOf(fields.power_factor);
  const reading: ShownReading = {
    ...emptyReading(device, timeMs),
    energyKwh: numberOf(fields.energy),
    powerKw: kilo(numberOf(fields.power)),
    voltageV: phases(fields, 'voltage'),
    currentA: phases(fields, 'current'),
    powerFactor: factor !== null && Math.abs(factor) <= 1 ? factor : null,
  };
  const measures = reading.energyKwh !== null || reading.powerKw !== null || reading.voltageV !== null;
  return measures || reading.currentA !== null
    ? { readings: [reading], refusals: [] }
    : ignored('the device does not measure');
}

/** Sockets and meters behind Zigbee2MQTT, as one object or one topic an attribute. */
export function zigbee2mqtt(): Profile {
  return { name: 'zigbee2mqtt', inParts: true, match, decode };
}

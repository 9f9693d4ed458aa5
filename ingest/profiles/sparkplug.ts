import { BoundedMap } from '../bounded-map.ts';
import type { DecodeContext, Decoded, Profile, ShownReading, TopicMatch } from '../profile.ts';
import { emptyReading, ignored, numberOf, refused } from '../profile.ts';
import { putQuantity, type Quantity, quantityOf } from '../quantity.ts';
import { type Metric, readSparkplug, rebirthCommand, signedValue } from './sparkplug-payload.ts';

/** What a birth says of a metric, so that data may name it by its alias alone. */
interface Born {
  meter: string;
  quantity: Quantity | null;
  datatype: number | null;
}

const rebirthEveryMs = 60_000;
const maxMetricsOfEdge = 100_000;

interface Topic {
  group: string;
  type: string;
  edge: string;
  meter: string;
}

/** `spBv1.0/<group>/<type>/<edge>[/<device>]`; the meter is the device, or the edge node itself. */
function topicOf(topic: string): Topic | null {
  if (!topic.startsWith('spBv1.0/')) return null;
  const [, group = '', type = '', edge = '', device, more] = topic.split('/');
  if (edge === '' || device === '' || more !== undefined || !/^[ND](?:BIRTH|DATA|DEATH)$/.test(type))
    return null;
  if (type.startsWith('D') !== (device !== undefined)) return null;
  return { group, type, edge, meter: device ?? edge };
}

function match(topic: string): TopicMatch | null {
  const parts = topicOf(topic);
  return parts === null ? null : { device: parts.meter, gateway: parts.edge };
}

/** One that is forgotten is asked for its birth again. */
const maxEdges = 10_000;

class Sparkplug {
  /** By edge node, then by alias (unique over the whole node) or by meter and name. */
  readonly #births = new BoundedMap<string, Map<string, Born>>(maxEdges);
  readonly #askedMs = new BoundedMap<string, number>(maxEdges);

  decode(payload: Uint8Array, context: DecodeContext): Decoded {
    const topic = topicOf(context.topic);
    if (topic === null) return refused('unknown-topic', `${context.topic} is no topic of Sparkplug B`);
    if (topic.type.endsWith('DEATH'))
      return { ...ignored(topic.type), presence: { device: topic.meter, online: false } };
    const read = readSparkplug(payload);
    if (read === null) return refused('unreadable', 'no payload of Sparkplug B');
    if (topic.type.endsWith('BIRTH')) this.#bear(topic, read.metrics);
    const atMs = read.timestampMs ?? context.receivedMs;
    const { readings, unborn } = this.#readings(topic, read.metrics, atMs);
    const online = { presence: { device: topic.meter, online: true } };
    if (unborn > 0) {
      const detail = `${unborn} metrics are named by an alias whose birth was not seen; the birth is asked for`;
      return {
        readings,
        ...online,
        refusals: refused('unreadable', detail).refusals,
        ...this.#ask(topic, context.receivedMs),
      };
    }
    if (readings.length > 0) return { readings, refusals: [], ...online };
    return { ...ignored(`${topic.type}, ${read.metrics.length} metrics, none of electricity`), ...online };
  }

  /** The birth of a node forgets what was born before; a device's birth adds its own. */
  #bear({ type, edge, meter }: Topic, metrics: readonly Metric[]): void {
    const births =
      type === 'NBIRTH' ? new Map<string, Born>() : (this.#births.get(edge) ?? new Map<string, Born>());
    this.#births.set(edge, births);
    for (const { name, alias, datatype, unit } of metrics) {
      if (name === null || births.size >= maxMetricsOfEdge) continue;
      const born: Born = { meter, quantity: quantityOf(lastLevel(name), unit), datatype };
      births.set(`${meter} ${name}`, born);
      if (alias !== null) births.set(String(alias), born);
    }
  }

  #readings(
    { edge, meter }: Topic,
    metrics: readonly Metric[],
    atMs: number,
  ): { readings: ShownReading[]; unborn: number } {
    const births = this.#births.get(edge);
    const readings = new Map<number, ShownReading>();
    let unborn = 0;
    for (const metric of metrics) {
      const born = births?.get(metric.name === null ? String(metric.alias) : `${meter} ${metric.name}`);
      if (born === undefined && metric.name === null) unborn++;
      const quantity =
        born?.quantity ?? (metric.name === null ? null : quantityOf(lastLevel(metric.name), metric.unit));
      if (quantity === null || metric.isNull || metric.value === null) continue;
      const value = numberOf(signedValue(metric.value, metric.datatype ?? born?.datatype ?? null));
      if (value === null) continue;
      const timeMs = metric.timestampMs ?? atMs;
      const reading = readings.get(timeMs) ?? emptyReading(born?.meter ?? meter, timeMs);
      readings.set(timeMs, reading);
      putQuantity(reading, quantity, value);
    }
    return { readings: [...readings.values()], unborn };
  }

  /** Once a minute for a node: its answer may take a while, and it is long. */
  #ask({ group, edge }: Topic, nowMs: number): Pick<Decoded, 'request'> {
    if (nowMs - (this.#askedMs.get(edge) ?? Number.NEGATIVE_INFINITY) < rebirthEveryMs) return {};
    this.#askedMs.set(edge, nowMs);
    return { request: { topic: `spBv1.0/${group}/NCMD/${edge}`, payload: rebirthCommand() } };
  }
}

function lastLevel(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Sparkplug B: births teach names and units, data may use aliases, deaths mean off line. */
export function sparkplug(): Profile {
  const decoder = new Sparkplug();
  return {
    name: 'sparkplug',
    inParts: true,
    match,
    decode: (payload, context) => decoder.decode(payload, context),
  };
}

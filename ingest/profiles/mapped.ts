import type { Phases } from '../../model/reading.ts';
import { parseInstant } from '../instant.ts';
import { compilePath, type Pluck } from '../json-path.ts';
import { LocalTime } from '../local-time.ts';
import type { Field, Mapping, Message, PhaseFields, timeFormats } from '../mapping.ts';
import type {
  DecodeContext,
  Decoded,
  ItemRefusal,
  Profile,
  ProfileOptions,
  ShownReading,
  TopicMatch,
} from '../profile.ts';
import { ignored, jsonOf, numberOf, ownTopic, phasesOf, refused } from '../profile.ts';
import { fillTemplate, TopicPattern } from '../topic-pattern.ts';

interface Entry {
  key: string;
  item: unknown;
}

/** One quantity of an entry: a number, null where it is said to be gone, undefined where nothing is said. */
type Read = (root: unknown, item: unknown) => number | null | undefined;

function path(text: string): Pluck {
  const pluck = compilePath(text);
  if (pluck === null) throw new TypeError(`${text} is no path`);
  return pluck;
}

function fieldReader(field: Field | null | undefined): Read {
  if (field === undefined || field === null) return () => undefined;
  const pluck = path(typeof field === 'string' ? field : field.path);
  const scale = typeof field === 'string' ? 1 : field.scale;
  return (root, item) => {
    const value = pluck(root, item);
    if (value === undefined) return undefined;
    const number = numberOf(value);
    return number === null || scale === 1 ? number : Number((number * scale).toPrecision(15));
  };
}

function phaseReader(fields: PhaseFields | undefined): (root: unknown, item: unknown) => Phases | null {
  const reads = (Array.isArray(fields) ? fields : [fields]).map(fieldReader);
  return (root, item) => {
    const [a = null, b = null, c = null] = reads.map((read) => read(root, item) ?? null);
    return phasesOf(a, b, c);
  };
}

function timeReader(format: (typeof timeFormats)[number], clock: LocalTime): (value: unknown) => number {
  switch (format) {
    case 'iso':
      return (value) => (typeof value === 'string' ? parseInstant(value) : Number.NaN);
    case 'epoch-s':
      return (value) => Math.round((numberOf(value) ?? Number.NaN) * 1000);
    case 'epoch-ms':
      return (value) => Math.round(numberOf(value) ?? Number.NaN);
    case 'local':
      return (value) => (typeof value === 'string' ? clock.parse(value) : Number.NaN);
    case 'compact':
      return (value) =>
        clock.parse(String(value).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6'));
  }
}

/** One message of a mapping, its paths compiled once. */
class MappedMessage {
  readonly pattern: TopicPattern | null;
  readonly #message: Message;
  readonly #items: Pluck | null;
  readonly #meter: ((entry: Entry, root: unknown) => string | null) | null;
  readonly #time: (root: unknown, item: unknown, receivedMs: number) => number;
  readonly #energy: Read;
  readonly #power: Read;
  readonly #factor: Read;
  readonly #voltage: (root: unknown, item: unknown) => Phases | null;
  readonly #current: (root: unknown, item: unknown) => Phases | null;

  constructor(message: Message, clock: LocalTime) {
    const { topic, items, time, fields = {} } = message;
    this.#message = message;
    this.pattern = topic === undefined ? null : new TopicPattern(topic);
    this.#items = items === undefined ? null : path(items);
    this.#meter = meterReader(message);
    const timeOf =
      time === undefined ? null : { pluck: path(time.path), read: timeReader(time.format, clock) };
    this.#time = (root, item, receivedMs) =>
      timeOf === null ? receivedMs : timeOf.read(timeOf.pluck(root, item));
    this.#energy = fieldReader(fields.energy_kwh);
    this.#power = fieldReader(fields.power_kw);
    this.#factor = fieldReader(fields.power_factor);
    this.#voltage = phaseReader(fields.voltage_v);
    this.#current = phaseReader(fields.current_a);
  }

  /** The meter's id when the topic tells it. */
  device(captures: Record<string, string>): string | null {
    const { meter } = this.#message;
    return meter !== undefined && 'topic' in meter ? fillTemplate(meter.topic, captures) : null;
  }

  decode(root: unknown, context: DecodeContext): Decoded {
    if (this.#message.ignore) return ignored('a message of this topic is no reading');
    const decoded: Decoded = { readings: [], refusals: [] };
    const entries = this.#entries(root);
    const gone: string[] = [];
    for (const [index, entry] of entries.entries()) {
      const result = this.#reading(root, entry, context);
      if (typeof result === 'string') gone.push(result);
      else if ('code' in result)
        decoded.refusals.push({ ...result, index: entries.length === 1 ? null : index });
      else decoded.readings.push(result);
    }
    if (decoded.readings.length === 0 && decoded.refusals.length === 0)
      return ignored(gone[0] ?? 'there are no entries');
    return decoded;
  }

  #entries(root: unknown): Entry[] {
    if (this.#items === null) return [{ key: '', item: root }];
    const items = this.#items(root, root);
    if (typeof items !== 'object' || items === null) return [];
    return Object.entries(items).map(([key, item]) => ({ key, item }));
  }

  /** A reading, why it is none, or in words that its values are gone. */
  #reading(root: unknown, entry: Entry, context: DecodeContext): ShownReading | ItemRefusal | string {
    const { item } = entry;
    const meter = this.#meter?.(entry, root) ?? context.device;
    if (meter === null || meter === '')
      return itemRefusal('unknown-meter', 'neither the topic nor the payload tells the meter');
    const timeMs = this.#time(root, item, context.receivedMs);
    if (Number.isNaN(timeMs)) return itemRefusal('no-time', `${meter}: the time cannot be read`);
    const energyKwh = this.#energy(root, item);
    const powerKw = this.#power(root, item);
    const voltageV = this.#voltage(root, item);
    const currentA = this.#current(root, item);
    if (energyKwh === undefined && powerKw === undefined && voltageV === null && currentA === null) {
      return itemRefusal('no-reading', `${meter}: none of the mapped fields is there`);
    }
    if (
      (energyKwh ?? null) === null &&
      (powerKw ?? null) === null &&
      voltageV === null &&
      currentA === null
    ) {
      return `${meter}: the value is gone`;
    }
    const factor = this.#factor(root, item) ?? null;
    const powerFactor = factor !== null && Math.abs(factor) <= 1 ? factor : null;
    return {
      meter,
      timeMs,
      energyKwh: energyKwh ?? null,
      powerKw: powerKw ?? null,
      voltageV,
      currentA,
      powerFactor,
    };
  }
}

function itemRefusal(code: ItemRefusal['code'], detail: string): ItemRefusal {
  return { code, detail, index: null, item: null };
}

function meterReader({ meter }: Message): ((entry: Entry, root: unknown) => string | null) | null {
  if (meter === undefined || 'topic' in meter) return null;
  const pluck = meter.path === '$key' ? null : path(meter.path);
  return ({ key, item }, root) => {
    const value = pluck === null ? key : pluck(root, item);
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    const text = String(value);
    const cut = meter.after === undefined ? -1 : text.indexOf(meter.after);
    return cut < 0 ? text : text.slice(cut + meter.after!.length);
  };
}

class Mapped implements Profile {
  readonly name: string;
  readonly inParts = true;
  readonly #messages: readonly MappedMessage[];

  constructor(mapping: Mapping, options: ProfileOptions) {
    const clock = new LocalTime(mapping.zone ?? options.zone);
    this.name = mapping.name;
    this.#messages = mapping.messages.map((message) => new MappedMessage(message, clock));
  }

  match(topic: string): TopicMatch | null {
    for (const message of this.#messages) {
      const captures = message.pattern?.captures(topic);
      if (captures) return { device: message.device(captures), gateway: null };
    }
    return ownTopic(topic, this.name);
  }

  /** On its own topics any of its messages may come: the first that finds something has it. */
  decode(payload: Uint8Array, context: DecodeContext): Decoded {
    const root = jsonOf(payload);
    if (root === undefined) return refused('unreadable', 'no JSON');
    const own = this.#messages.filter((message) => message.pattern?.captures(context.topic));
    let decoded = refused('no-reading', 'none of the mapped fields is there');
    for (const message of own.length > 0 ? own : this.#messages) {
      decoded = message.decode(root, context);
      if (decoded.readings.length > 0) break;
    }
    return decoded;
  }
}

/** A profile out of the configuration, or one of the ready ones in `mappings/`. */
export function mapped(mapping: Mapping, options: ProfileOptions): Profile {
  return new Mapped(mapping, options);
}

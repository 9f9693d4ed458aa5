/** A metric as far as metering goes. What a DATA message leaves out stands in the BIRTH before it. */
export interface Metric {
  name: string | null;
  alias: number | null;
  timestampMs: number | null;
  datatype: number | null;
  isNull: boolean;
  /** As on the wire: integers unsigned; see `signedValue`. */
  value: number | null;
  /** The property `engUnit`. */
  unit: string | null;
}

export interface SparkplugPayload {
  timestampMs: number | null;
  metrics: Metric[];
}

const textDecoder = new TextDecoder();

/** Protocol Buffers, as much of it as Sparkplug B 3.0 (chapter 6.4, sparkplug_b.proto) uses for numbers. */
class Wire {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  #at: number;
  field = 0;
  #type = 0;

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = from;
    this.#end = end;
  }

  /** Steps to the next field; throws RangeError where the payload is broken. */
  next(): boolean {
    if (this.#at >= this.#end) return false;
    const key = this.varint();
    this.field = Math.floor(key / 8);
    this.#type = key % 8;
    return true;
  }

  /** Exact to 2^53; a 64-bit two's complement loses its lowest bits, its sign does not. */
  varint(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10; i++) {
      if (this.#at >= this.#end) throw new RangeError('cut off');
      const byte = this.#bytes[this.#at++]!;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new RangeError('a number of more than 64 bits');
  }

  number(): number {
    if (this.#type === 0) return this.varint();
    const at = this.#skip(this.#type === 5 ? 4 : 8);
    return this.#type === 5 ? this.#view.getFloat32(at, true) : this.#view.getFloat64(at, true);
  }

  text(): string {
    const length = this.varint();
    const from = this.#skip(length);
    return textDecoder.decode(this.#bytes.subarray(from, from + length));
  }

  message(): Wire {
    const length = this.varint();
    const from = this.#skip(length);
    return new Wire(this.#bytes, from, from + length);
  }

  pass(): void {
    if (this.#type === 0) this.varint();
    else if (this.#type === 1) this.#skip(8);
    else if (this.#type === 2) this.#skip(this.varint());
    else if (this.#type === 5) this.#skip(4);
    else throw new RangeError(`wire type ${this.#type}`);
  }

  /** Whether the field is of the wire type that its number calls for. */
  is(...types: number[]): boolean {
    return types.includes(this.#type);
  }

  #skip(length: number): number {
    const from = this.#at;
    if (!(from + length <= this.#end)) throw new RangeError('cut off');
    this.#at = from + length;
    return from;
  }
}

/** PropertySet: keys and values side by side. */
function unitOf(properties: Wire): string | null {
  const keys: string[] = [];
  const values: (string | null)[] = [];
  while (properties.next()) {
    if (properties.field === 1 && properties.is(2)) keys.push(properties.text());
    else if (properties.field === 2 && properties.is(2)) values.push(stringValue(properties.message()));
    else properties.pass();
  }
  return values[keys.indexOf('engUnit')] ?? null;
}

function stringValue(property: Wire): string | null {
  let value: string | null = null;
  while (property.next()) {
    if (property.field === 8 && property.is(2)) value = property.text();
    else property.pass();
  }
  return value;
}

function metricOf(wire: Wire): Metric {
  const metric: Metric = {
    name: null,
    alias: null,
    timestampMs: null,
    datatype: null,
    isNull: false,
    value: null,
    unit: null,
  };
  while (wire.next()) {
    const { field } = wire;
    if (field === 1 && wire.is(2)) metric.name = wire.text();
    else if (field === 2 && wire.is(0)) metric.alias = wire.varint();
    else if (field === 3 && wire.is(0)) metric.timestampMs = wire.varint();
    else if (field === 4 && wire.is(0)) metric.datatype = wire.varint();
    else if (field === 7 && wire.is(0)) metric.isNull = wire.varint() !== 0;
    else if (field === 9 && wire.is(2)) metric.unit = unitOf(wire.message());
    else if (field >= 10 && field <= 13 && wire.is(0, 1, 5)) metric.value = wire.number();
    else wire.pass();
  }
  return metric;
}

/** null: no Sparkplug B payload. */
export function readSparkplug(bytes: Uint8Array): SparkplugPayload | null {
  const payload: SparkplugPayload = { timestampMs: null, metrics: [] };
  try {
    const wire = new Wire(bytes);
    while (wire.next()) {
      if (wire.field === 1 && wire.is(0)) payload.timestampMs = wire.varint();
      else if (wire.field === 2 && wire.is(2)) payload.metrics.push(metricOf(wire.message()));
      else wire.pass();
    }
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return payload;
}

/** Int8 to Int64 travel in unsigned fields of 32 and 64 bits as two's complement. */
const signedBits = new Map([
  [1, 32],
  [2, 32],
  [3, 32],
  [4, 64],
]);

export function signedValue(value: number, datatype: number | null): number {
  const bits = signedBits.get(datatype ?? 0);
  return bits !== undefined && value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
}

/** NCMD that asks an edge node for its births: the metric `Node Control/Rebirth`, Boolean, true. */
export function rebirthCommand(): Uint8Array {
  const name = Buffer.from('Node Control/Rebirth');
  // Metric: 1 name, 4 datatype 11 (Boolean), 14 boolean_value true; inside the payload's field 2.
  const metric = Buffer.concat([Buffer.from([0x0a, name.length]), name, Buffer.from([0x20, 11, 0x70, 1])]);
  return Buffer.concat([Buffer.from([0x12, metric.length]), metric]);
}

/** mulberry32: small, fast, and the same on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of them. */
export function pick<T>(some: readonly T[], random: () => number): T {
  return some[Math.floor(random() * some.length)]!;
}

const tokens = [
  'null',
  '1e999',
  '-1e999',
  '""',
  '[]',
  '{}',
  '9'.repeat(400),
  '"n/a"',
  '[['.repeat(200),
  'NaN',
  '\u0000',
  '__proto__',
];

/** One to four edits: a byte changed, a stretch taken out, doubled, cut off, or something strange put in. */
export function mutate(payload: Buffer, random: () => number): Buffer {
  const at = (length: number) => Math.floor(random() * length);
  let bytes = Buffer.from(payload);
  for (let edits = 1 + at(4); edits > 0; edits--) {
    const from = at(bytes.length + 1);
    const to = Math.min(bytes.length, from + at(12));
    const kind = at(6);
    if (kind === 0 && bytes.length > 0) bytes[at(bytes.length)] = at(256);
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    else if (kind === 3)
      bytes = Buffer.concat([
        bytes.subarray(0, from),
        Buffer.from(tokens[at(tokens.length)]!),
        bytes.subarray(to),
      ]);
    else if (kind === 4) bytes = bytes.subarray(0, from);
    else
      bytes = Buffer.concat([
        bytes.subarray(0, from),
        Buffer.from(Array.from({ length: at(16) }, () => at(256))),
        bytes.subarray(to),
      ]);
  }
  return bytes;
}

const strangeValues: readonly unknown[] = [
  null,
  true,
  0,
  -0.001,
  1e308,
  2 ** 53,
  1_795_478_400_000,
  '',
  '12.5',
  'n/a',
  '2026-02-30T25:61:00',
  '\u0000',
  [],
  [1, null, 'x', {}],
  {},
  { __proto__: 1, value: [[]] },
];
const strangeKeys = ['__proto__', 'constructor', '', 'value', 'Time', 'time', 'id'];

/** The same with its fields changed, so that what reads JSON gets to read fields; null: it is no JSON. */
export function mutateJson(payload: Buffer, random: () => number): Buffer | null {
  let value: unknown;
  try {
    value = JSON.parse(payload.toString());
  } catch {
    return null;
  }
  for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits--) value = edited(value, random);
  return Buffer.from(JSON.stringify(value));
}

/** Goes down a random way and changes what it comes to: replaced, left out, doubled, or under another name. */
function edited(value: unknown, random: () => number): unknown {
  const isTree = typeof value === 'object' && value !== null;
  if (!isTree || random() < 0.1) return pick(strangeValues, random);
  const entries = Object.entries(value);
  if (entries.length === 0) return pick(strangeValues, random);
  const at = Math.floor(random() * entries.length);
  const [key, inner] = entries[at]!;
  const kind = random();
  if (kind < 0.1) entries.splice(at, 1);
  else if (kind < 0.2) entries.push([pick(strangeKeys, random), inner]);
  else if (kind < 0.3) entries[at] = [pick(strangeKeys, random), inner];
  else entries[at] = [key, edited(inner, random)];
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

const frameStart = 0x68;
const frameEnd = 0x16;

/** Frames of DL/T 645 with checksum and end put right, so that what is wrong is inside of them. */
export function resealed(payload: Buffer): Buffer {
  const bytes = Buffer.from(payload);
  for (let at = bytes.indexOf(frameStart); at >= 0; at = bytes.indexOf(frameStart, at + 1)) {
    const checksumAt = at + 10 + (bytes[at + 9] ?? 0);
    if (bytes[at + 7] !== frameStart || checksumAt + 1 >= bytes.length) continue;
    bytes[checksumAt] = bytes.subarray(at, checksumAt).reduce((sum, byte) => sum + byte, 0) & 0xff;
    bytes[checksumAt + 1] = frameEnd;
    at = checksumAt + 1;
  }
  return bytes;
}

/** One to three bytes are others, so that all keeps its place. */
function flipped(payload: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(payload);
  for (let edits = 1 + Math.floor(random() * 3); edits > 0 && bytes.length > 0; edits--)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

/** A payload in one of these ways, whichever its form allows. */
export function mutateDeep(payload: Buffer, random: () => number): Buffer {
  const way = random();
  if (way < 0.5) {
    const json = mutateJson(payload, random);
    if (json !== null) return json;
    if (payload.includes(frameStart)) return resealed(flipped(payload, random));
  }
  const bytes = mutate(payload, random);
  return way < 0.8 ? resealed(bytes) : bytes;
}

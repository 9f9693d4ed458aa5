import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DecodeContext, type Decoded, ownTopic, type Profile } from './profile.ts';
import { allProfiles } from './profiles/list.ts';

/**
 * Throws payloads at every decoder and checks what each promises: it never throws, what it decodes is finite, and it is
 * done in time. `npm run fuzz` takes a million, `npm test` some thousands; the seed makes a run repeatable.
 */
export interface FuzzReport {
  payloads: number;
  readings: number;
  refused: number;
  /** The longest that one decoder took for one payload, milliseconds. */
  slowestMs: number;
}

const receivedMs = 1_795_478_400_000;

/** Payloads made by hand, as they are meant to be: what is mutated should get deep into a decoder. */
const seeds: readonly Buffer[] = [
  '{"time":"2026-11-24T08:00:00+08:00","energy_kwh":123.4,"power_kw":5,"voltage_v":[230,231,229]}',
  '[{"meter":"M1","time":1795478400000,"energy_kwh":1},{"meter":"M2","time":1795478400000,"power_kw":1e3}]',
  '{"Time":"2026-11-24T08:00:00","ENERGY":{"Total":12.5,"Power":[1000,500],"Voltage":230,"Factor":0.9}}',
  '{"src":"s","method":"NotifyStatus","params":{"ts":1757059829.08,"em:0":{"total_act_power":5},"emdata:0":{"total_act":1}}}',
  '{"energy":8.42,"power":3,"voltage":241,"last_seen":"2026-11-24T08:00:00+08:00"}',
  '[{"bn":"urn:dev:1:","bt":1.79e9,"bu":"kWh","n":"energy","v":12.5},{"n":"power","u":"W","t":-5,"v":1500}]',
  '/ABC5TEST\r\n\r\n0-0:1.0.0(261124080000W)\r\n1-0:1.8.0(000123.456*kWh)\r\n1-0:1.7.0(01.500*kW)\r\n!\r\n',
  '{"data":[{"tp":1736871132698,"point":[{"id":0,"val":"1"},{"id":13,"val":1.5},{"id":28,"val":7}]}]}',
  '{"id":"33B1","zygsz":163.486,"ua":229,"time":"20260117211500","isend":"1"}',
  '{"value":936}',
  'Online',
]
  .map((text) => Buffer.from(text))
  .concat(
    [
      'FEFEFEFE68563412907856689108333334' + '33AB896745' + '0016',
      '6856341290785668910833333433AB896745A016',
      '0880A0C2E8F6331219' + '0A06656E657267791001188080C2E8F633200A69000000000020594018' + '00',
      '82A4216262' + '6D313A0066656E657267790163' + '6B576802FB4028F5C28F5C28F6A10000',
    ].map((hex) => Buffer.from(hex, 'hex')),
  );

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

/** The collected payloads of real meters, where they lie; none where they do not. */
function collected(): Buffer[] {
  const file = join(import.meta.dirname, '../../shared/samples/payloads.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const sample = JSON.parse(line) as { payload: string; payload_encoding: 'utf8' | 'hex' };
    return Buffer.from(sample.payload, sample.payload_encoding);
  });
}

const leafOf = (profile: Profile) => (profile.name === 'canonical' ? 'readings' : profile.name);
const foreignTopics: Record<string, string> = {
  tasmota: 'tele/M1/SENSOR',
  shelly: 'M1/status/em:0',
  zigbee2mqtt: 'zigbee2mqtt/M1',
  sparkplug: 'spBv1.0/city/DDATA/E1/M1',
  openwb: 'openWB/set/mqtt/counter/M1/get/imported',
  victron: 'N/p/grid/1/Ac/Power',
};

function contexts(profile: Profile): DecodeContext[] {
  const own = `gateways/G1/${leafOf(profile)}`;
  const foreign = foreignTopics[profile.name];
  return [own, ...(foreign === undefined ? [] : [foreign])].map((topic) => {
    const match = profile.match(topic) ?? ownTopic(topic, leafOf(profile));
    return { topic, receivedMs, device: match?.device ?? null, gateway: match?.gateway ?? null };
  });
}

function check(decoded: Decoded, profile: Profile): void {
  for (const reading of decoded.readings) {
    const { meter, timeMs, energyKwh, powerKw, powerFactor } = reading;
    const numbers = [
      timeMs,
      energyKwh,
      powerKw,
      powerFactor,
      ...(reading.voltageV ?? []),
      ...(reading.currentA ?? []),
    ];
    if (meter === '' || numbers.some((number) => number !== null && !Number.isFinite(number))) {
      throw new Error(`${profile.name} decoded ${JSON.stringify(reading)}`);
    }
  }
}

/** For ever, and for one seed always the same. */
export function* mutatedPayloads(seed: number): Generator<Buffer, never> {
  const random = randomOf(seed);
  const corpus = [...seeds, ...collected()];
  while (true) yield mutate(corpus[Math.floor(random() * corpus.length)]!, random);
}

/** Throws, with the payload in hex, when a decoder breaks a promise. */
export function fuzz(payloads: number, seed: number): FuzzReport {
  const targets = allProfiles({ zone: 'Asia/Shanghai' }).map((profile) => ({
    profile,
    contexts: contexts(profile),
  }));
  const report: FuzzReport = { payloads: 0, readings: 0, refused: 0, slowestMs: 0 };
  for (const payload of mutatedPayloads(seed)) {
    if (report.payloads >= payloads) break;
    for (const { profile, contexts } of targets) {
      for (const context of contexts) {
        const before = performance.now();
        let decoded: Decoded;
        try {
          decoded = profile.decode(payload, context);
          check(decoded, profile);
        } catch (cause) {
          throw new Error(`${profile.name} on ${context.topic}: ${payload.toString('hex')}`, { cause });
        }
        report.slowestMs = Math.max(report.slowestMs, performance.now() - before);
        report.payloads++;
        report.readings += decoded.readings.length;
        report.refused += decoded.refusals.length;
      }
    }
  }
  return report;
}

if (import.meta.main) {
  const [payloads = 1_000_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
  process.stdout.write(`seed ${seed}\n${JSON.stringify(fuzz(payloads, seed))}\n`);
}

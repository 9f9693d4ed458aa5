import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalTime } from './local-time.ts';
import type { Decoded, Profile, ShownReading } from './profile.ts';
import { allProfiles } from './profiles/list.ts';

/**
 * Real payloads, collected outside the project under licences of their own, so they are read where they lie. Fields of
 * `expected` end in their unit; a reading has no word for tariffs, reactive energy and the like, so those are left out.
 */
interface Sample {
  profile: string;
  topic: string | null;
  payload: string;
  payload_encoding: 'utf8' | 'hex';
  expected: Record<string, unknown>;
}

const file = join(import.meta.dirname, '../../shared/samples/payloads.jsonl');
const receivedMs = Date.parse('2026-11-24T00:00:00Z');
const zone = 'Asia/Shanghai';

/** The sample's profile, and the leaf of `meters/{id}/…` or `gateways/{id}/…` on which it comes when its own topic is not known. */
const leaves: Record<string, string> = {
  dlt645: 'dlt645',
  'dlt645-1997': 'dlt645',
  'dlt645+usr-prefix': 'dlt645',
  'gdw376.1+dlt645': 'dlt645',
  dsmr: 'dsmr',
  'iec62056-21': 'dsmr',
  tasmota: 'tasmota',
  'tasmota-legacy': 'tasmota',
  'tasmota-sml': 'tasmota',
  'shelly-gen2': 'shelly',
  z2m: 'zigbee2mqtt',
  'z2m-attribute': 'zigbee2mqtt',
  senml: 'senml',
  'senml-cbor': 'senml',
  sparkplug: 'sparkplug',
  'acrel-json-v2': 'acrel-adw300',
  'acrel-awt200': 'acrel-awt200',
  'acrel-hw': 'acrel-hw',
  'compere-kpm33b': 'compere-kpm33b',
  glow: 'glow',
  openwb: 'openwb',
  victron: 'victron',
};

function profileAndTopic(sample: Sample): { profile: Profile; topic: string } {
  const profiles = allProfiles({ zone });
  const leaf = leaves[sample.profile]!;
  const named = profiles.find(({ name }) => name === leaf);
  if (sample.topic !== null) {
    const topic = sample.topic
      .replace(/ \(.*/, '')
      .replaceAll(/<([^>]*)>/g, (_, name: string) => name.replaceAll(' ', '-'));
    const profile = profiles.find((candidate) => candidate.match(topic) !== null);
    if (profile !== undefined) return { profile, topic };
  }
  const sayer = 'meter_id' in sample.expected ? 'gateways/G1' : 'meters/M1';
  return { profile: named!, topic: `${sayer}/${leaf}` };
}

function decode(sample: Sample): Decoded {
  const { profile, topic } = profileAndTopic(sample);
  const match = profile.match(topic)!;
  return profile.decode(Buffer.from(sample.payload, sample.payload_encoding), {
    ...match,
    topic,
    receivedMs,
  });
}

function quantity(reading: ShownReading, field: string): number | string | null | undefined {
  const [voltage, current] = [reading.voltageV ?? [], reading.currentA ?? []];
  switch (field) {
    case 'active_energy_import_kwh':
    case 'active_energy_combined_kwh':
      return reading.energyKwh;
    case 'active_power_kw':
      return reading.powerKw;
    case 'voltage_v':
    case 'voltage_l1_v':
      return voltage[0];
    case 'voltage_l2_v':
    case 'voltage_l3_v':
      return voltage[field === 'voltage_l2_v' ? 1 : 2];
    case 'current_a':
    case 'current_l1_a':
      return current[0];
    case 'current_l2_a':
    case 'current_l3_a':
      return current[field === 'current_l2_a' ? 1 : 2];
    case 'meter_id':
      return reading.meter;
    default:
      return undefined;
  }
}

/** An instant, or a local time in the configured zone. */
function expectedMs(time: string): number {
  const clock = new LocalTime(zone);
  return /[Z+]/.test(time.slice(10)) ? Date.parse(time) : clock.parse(time);
}

const measured =
  /^(active_energy_import_kwh|active_energy_combined_kwh|active_power_kw|(voltage|current)_(l[123]_)?[va])$/;

function check(sample: Sample): void {
  const decoded = decode(sample);
  const { expected } = sample;
  const fields = Object.keys(expected).filter((field) => measured.test(field));
  const [reading] = decoded.readings.slice(-1);
  if (expected.error !== undefined || fields.length === 0) {
    expect(decoded.readings).toEqual([]);
    expect(decoded.ignored ?? decoded.refusals[0]?.detail).not.toBe('');
    return;
  }
  expect(decoded.refusals).toEqual([]);
  for (const field of fields) {
    const want = expected[field] as number | null;
    const got = quantity(reading!, field);
    if (want === null) expect(got ?? null, field).toBeNull();
    else expect(got, field).toBeCloseTo(want, 9);
  }
  const time = expected.time;
  if (typeof time === 'string') expect(reading!.timeMs).toBe(expectedMs(time));
}

const samples: Sample[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Sample)
  : [];

if (samples.length === 0) {
  test(`no sample file at ${file}: the payloads of real meters are not checked here`, () => {
    expect(existsSync(file)).toBe(false);
  });
} else {
  test.each(
    samples.flatMap((sample, index) =>
      sample.profile in leaves ? [[index + 1, sample.profile, sample] as const] : [],
    ),
  )('line %i (%s) decodes to what is expected of it', (_, __, sample) => {
    check(sample);
  });
}

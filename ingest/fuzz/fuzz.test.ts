import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allProfiles } from '../profiles/list.ts';
import { decodeSeed, fuzz } from './fuzz.ts';
import { seeds } from './seeds.ts';

const profiles = allProfiles({ zone: 'Asia/Shanghai' });
/** They know what is no reading, and nothing else. */
const withoutReadings = ['status', 'acrel-hw'];

test('no decoder breaks its promises on mutated payloads, and enough of them get past its first lines', () => {
  for (const report of fuzz(20_000, 20261124)) {
    // A status is one word of two: nearly every change of it is another word.
    const least = report.decoder === 'status' ? 0.005 : 0.1;
    expect(report.understood / report.payloads, report.decoder).toBeGreaterThan(least);
    if (!withoutReadings.includes(report.decoder))
      expect(report.readings / report.payloads, report.decoder).toBeGreaterThan(0.03);
  }
});

test.each(seeds.map((seed) => [seed.profile, seed.topic, seed] as const))(
  'what is mutated for %s is understood as it is: %s',
  (_, __, seed) => {
    const { refusals } = decodeSeed(seed, profiles);
    expect(refusals.filter(({ code }) => code !== 'device-error')).toEqual([]);
  },
);

test.each(profiles.map((profile) => [profile.name, profile] as const))(
  '%s takes any bytes and any JSON without throwing',
  (_, profile) => {
    const context = { topic: 'gateways/G1/x', device: 'M1', gateway: null, receivedMs: 0 };
    const json = fc.json().map((text) => Buffer.from(text));
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(fc.oneof(json, bytes), (payload) => {
        profile.decode(payload, context);
      }),
    );
  },
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';
import { allProfiles } from './profiles/list.ts';

test('no decoder breaks its promises on twenty thousand mutated payloads', () => {
  const report = fuzz(20_000, 20261124);
  expect(report.readings).toBeGreaterThan(0);
  expect(report.refused).toBeGreaterThan(0);
});

test.each(allProfiles({ zone: 'Asia/Shanghai' }).map((profile) => [profile.name, profile] as const))(
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

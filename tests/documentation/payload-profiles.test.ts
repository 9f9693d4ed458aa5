import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { IngestConfiguration } from '../../ingest/configuration.ts';
import { allProfiles } from '../../ingest/profiles/list.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const page = readFileSync(path.join(root, 'docs', 'payload-profiles.md'), 'utf8');
const zone = 'Asia/Shanghai';

function readingsOf(topic: string, payload: Uint8Array, configuration: unknown = {}) {
  const { mappings } = IngestConfiguration.parse(configuration);
  const profile = allProfiles({ zone }, mappings).find((candidate) => candidate.match(topic) !== null)!;
  const decoded = profile.decode(payload, { ...profile.match(topic)!, topic, receivedMs: 0 });
  expect(decoded.refusals).toEqual([]);
  return decoded.readings.map(({ timeMs, ...values }) => ({
    ...values,
    time: new Date(timeMs).toISOString(),
  }));
}

test('the mapping of the page reads the payload beside it', () => {
  const payload = /site\/M1\/data` with `(\{.*\})`/.exec(page)![1]!;
  const yaml = /^```yaml\n([\s\S]*?)^```/m.exec(page)![1]!;
  const { ingest } = parse(yaml) as { ingest: unknown };
  expect(readingsOf('site/M1/data', Buffer.from(payload), ingest)).toMatchObject([
    { meter: 'M1', energyKwh: 12.5, powerKw: 1.5, voltageV: [230, null, 229], powerFactor: 0.9 },
  ]);
});

test('every profile has its place on the page', () => {
  const missing = allProfiles({ zone }).filter(
    ({ name }) => name !== 'canonical' && !page.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
});

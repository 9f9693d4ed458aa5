import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { seeds } from '../../ingest/fuzz/seeds.ts';
import { decodeCommand } from './decode.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'liangshai-decode-'));
const file = path.join(directory, 'payload');
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

async function decode(payload: Uint8Array, ...words: string[]): Promise<{ shown: object; told: string }> {
  writeFileSync(file, payload);
  const shown = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await decodeCommand().parseAsync([...words, file], { from: 'user' });
  const said = (spy: typeof shown) => spy.mock.calls.map(([text]) => String(text)).join('');
  return { shown: JSON.parse(said(shown)) as object, told: said(told) };
}

test.each(seeds.map((seed) => [seed.profile, seed.topic, seed] as const))(
  'a payload of %s on %s is shown as what it is',
  async (profile, topic, { payload }) => {
    const { shown, told } = await decode(payload, '--profile', profile, '--topic', topic);
    expect(shown).toMatchObject({ profile, topic });
    const { readings, ignored, presence } = shown as Record<string, unknown[]>;
    expect(readings!.length > 0 || ignored !== undefined || presence !== undefined || told !== '').toBe(true);
    expect(process.exitCode ?? 0).toBe(told === '' ? 0 : 1);
  },
);

test('why a payload means nothing is told by code and reason, and the command fails', async () => {
  const { shown, told } = await decode(Buffer.from('{"energy_kwh":"12"}'), '--topic', 'meters/M1/readings');
  expect(shown).toMatchObject({ profile: 'canonical', readings: [] });
  expect(told).toBe('liangshai: no-time: time: it is missing\n');
  expect(process.exitCode).toBe(1);
});

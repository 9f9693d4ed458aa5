import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { faultText, LiangshaiError } from '../model/error.ts';
import { parseConfiguration, readConfiguration } from './config.ts';
import { configurationExample } from './config-example.ts';

function faultsOf(text: string): string[] {
  try {
    parseConfiguration(text, 'liangshai.yaml');
  } catch (error) {
    if (error instanceof LiangshaiError) return error.faults.map(faultText);
    throw error;
  }
  return [];
}

test('an empty file is a whole configuration', () => {
  expect(parseConfiguration('', 'liangshai.yaml')).toMatchObject({
    city: { zone: 'Asia/Shanghai' },
    http: { port: 8080, publicView: false },
    mqtt: { port: 1883 },
  });
});

test.each([
  ['an unknown key', 'http:\n  prot: 80\n', ['liangshai.yaml:2 http.prot: unknown key']],
  [
    'every fault at once',
    'city:\n  zone: Mars/Base\nmqtt:\n  port: 70000\n',
    [
      'liangshai.yaml:2 city.zone: no time zone of this name; write one such as Asia/Shanghai',
      'liangshai.yaml:4 mqtt.port: Too big: expected number to be <=65535',
    ],
  ],
  ['a wrong type', 'log: loud\n', ['liangshai.yaml:1 log: Invalid input: expected object, received string']],
])('%s is refused with its line', (_name, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});

test('broken YAML is refused with its line', () => {
  expect(faultsOf('http:\n  port: [1\n')).toEqual([expect.stringMatching(/^liangshai\.yaml:\d: /)]);
});

/** The example with what it comments out switched on: a line that begins with `# key` or `#   key`. */
function uncommented(example: string): string {
  return example.replaceAll(/^(\s*)# (?=\s*([\w-]+:|- ))/gm, '$1');
}

test('what init writes is the defaults, and what it comments out is accepted too', () => {
  const { data, ...defaults } = parseConfiguration('', 'liangshai.yaml');
  expect(parseConfiguration(configurationExample, 'liangshai.yaml')).toEqual({ data, ...defaults });
  expect(parseConfiguration(uncommented(configurationExample), 'liangshai.yaml')).toMatchObject({
    mqtt: { websocketPort: 9001, external: { share: 'liangshai' } },
    ingest: { mappings: [{ name: 'my-device' }] },
    paging: {
      people: { zhang: { name: '张三' } },
      routes: [{ to: 'operator' }, { to: 'district' }, { to: 'department' }],
    },
  });
});

test('files are named from the configuration on, wherever the command is run', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'config-'));
  const file = path.join(directory, 'liangshai.yaml');
  await writeFile(
    file,
    'mqtt: { viewers: [{ id: oa, secretFile: secrets/oa }] }\nstore: { records: { engine: postgresql, urlFile: /run/pg } }\n',
  );
  const { data, mqtt, store } = await readConfiguration(path.relative(process.cwd(), file));
  await rm(directory, { recursive: true });
  expect(data).toBe(path.join(directory, 'data'));
  expect(mqtt.viewers[0]?.secretFile).toBe(path.join(directory, 'secrets/oa'));
  expect(store.records).toEqual({ engine: 'postgresql', urlFile: '/run/pg' });
});

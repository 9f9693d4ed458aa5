import { expect, test } from 'vitest';
import { faultText, LiangshaiError } from '../model/error.ts';
import { parseConfiguration } from './config.ts';

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

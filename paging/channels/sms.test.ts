import { beforeEach, expect, test } from 'vitest';
import { matter, message, nowMs, parts } from './message.fixture.ts';
import { type Receiver, startReceiver } from './receiver.fixture.ts';
import { sms } from './sms.ts';

let gateway: Receiver;
let answer: { status?: number; headers?: Record<string, string>; body?: string };

beforeEach(async () => {
  answer = { body: '{"code":"OK"}' };
  gateway = await startReceiver(() => answer);
  return () => gateway.stop();
});

const build = (over: object) =>
  sms.build(
    sms.Configuration.parse({ type: 'sms', url: gateway.url, body: '', privateNetwork: true, ...over }),
    parts({ key: 'k&"1' }),
  );

test('a JSON template is filled in with everything escaped', async () => {
  const channel = await build({
    body: '{"phone": "{{target}}", "content": "{{text}}", "outId": "{{id}}", "key": "{{secret}}"}',
    headers: { authorization: 'Bearer {{secret}}' },
    secretFile: 'key',
    accepted: '"OK"',
  });
  expect(await channel.send(message(), '+8613800000000')).toEqual({ outcome: 'delivered', detail: null });
  const { body, headers } = gateway.received[0]!;
  expect(JSON.parse(body)).toMatchObject({
    phone: '+8613800000000',
    outId: 'LS0123456789ABCDEF',
    key: 'k&"1',
  });
  expect(JSON.parse(body).content).toMatch(/^【晾晒】催办：.*\n.*停工.*\n确认收到 https:\/\/board/s);
  expect(headers.authorization).toBe('Bearer k&"1');
});

test('an urlencoded template is filled in with everything encoded', async () => {
  const channel = await build({
    form: 'urlencoded',
    body: 'to={{target}}&msg={{text}}&key={{secret}}',
    secretFile: 'key',
  });
  await channel.send(message(), '13800000000');
  const sent = new URLSearchParams(gateway.received[0]!.body);
  expect([sent.get('to'), sent.get('key')]).toEqual(['13800000000', 'k&"1']);
  expect([...sent.keys()]).toEqual(['to', 'msg', 'key']);
});

test.each([
  ['an answer without the agreed word', { body: '{"code":"BLACKLIST"}' }, { outcome: 'refused' }],
  ['a bad request', { status: 400 }, { outcome: 'refused' }],
  [
    'a redirect, which nobody follows',
    { status: 302, headers: { location: 'http://169.254.169.254/' } },
    { outcome: 'refused' },
  ],
  ['a server in trouble', { status: 503 }, { outcome: 'postponed', afterMs: null }],
  [
    'too many requests, in seconds',
    { status: 429, headers: { 'retry-after': '30' } },
    { outcome: 'postponed', afterMs: 30_000 },
  ],
  [
    'too many requests, by a date',
    { status: 429, headers: { 'retry-after': new Date(nowMs + 90_000).toUTCString() } },
    { outcome: 'postponed', afterMs: 90_000 },
  ],
  [
    'a wait of a year, which is an hour',
    { status: 429, headers: { 'retry-after': '31536000' } },
    { outcome: 'postponed', afterMs: 3_600_000 },
  ],
])('%s is told as what it means', async (_name, given, outcome) => {
  answer = given;
  const channel = await build({ body: '{"to":"{{target}}"}', accepted: '"OK"' });
  expect(await channel.send(message(), '13800000000')).toMatchObject(outcome);
});

test('a gateway that is not there is tried again', async () => {
  const channel = await build({ url: 'http://127.0.0.1:9', body: '{"to":"{{target}}"}' });
  expect(await channel.send(message(), '13800000000')).toMatchObject({ outcome: 'postponed' });
});

test('a long name is cut between characters, so that what is left is text', async () => {
  const channel = await build({ form: 'urlencoded', body: 'to={{target}}&msg={{text}}' });
  const name = `${'名'.repeat(60)}${'𠮷'.repeat(60)}`;
  const given = message({ matters: [matter({ project: { id: 'P1', name } })] });
  expect(await channel.send(given, '13800000000')).toMatchObject({ outcome: 'delivered' });
  expect(new URLSearchParams(gateway.received[0]!.body).get('msg')!.isWellFormed()).toBe(true);
});

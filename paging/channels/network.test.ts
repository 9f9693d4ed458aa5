import { expect, test } from 'vitest';
import { type Endpoint, endpointOf, post } from './http.ts';
import { startReceiver } from './receiver.fixture.ts';

test.each([
  'http://127.0.0.1/hook',
  'http://10.1.2.3',
  'http://172.31.255.255:8080',
  'http://192.168.1.1',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1',
  'http://0.0.0.0',
  'http://0x7f000001',
  'http://2130706433',
  'http://127.1',
  'http://[::1]',
  'http://[fd00::1]',
  'http://[fe80::1]',
  'http://[::ffff:10.0.0.1]',
  'http://localhost',
])('%s is refused at the start', (url) => {
  expect(() => endpointOf(url, false)).toThrow('is in a private network; `privateNetwork: true`');
  expect(endpointOf(url, true)).toEqual({ url, privateNetwork: true });
});

test.each(['https://oapi.dingtalk.com/robot/send', 'http://172.32.0.1', 'http://[2001:4860:4860::8888]'])(
  '%s is public',
  (url) => expect(endpointOf(url, false).url).toBe(url),
);

test('a name that leads to a private address is refused when it is looked up, and nothing is sent', async () => {
  const receiver = await startReceiver(() => ({}));
  const { port } = new URL(receiver.url);
  // Past the check of the start, as a name would be that answers otherwise later.
  const endpoint: Endpoint = { url: `http://localhost:${port}`, privateNetwork: false };
  expect(await post(endpoint, {}, '{}', () => 0)).toMatchObject({
    outcome: 'refused',
    detail: expect.stringContaining('localhost is in a private network'),
  });
  expect(receiver.received).toEqual([]);
  expect(await post({ ...endpoint, privateNetwork: true }, {}, '{}', () => 0)).toEqual({ body: '{}' });
  await receiver.stop();
});

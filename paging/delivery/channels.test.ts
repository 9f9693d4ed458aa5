import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { message } from '../channels/message.fixture.ts';
import { startReceiver } from '../channels/receiver.fixture.ts';
import { PagingConfiguration } from '../configuration.ts';
import { buildChannels } from './channels.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'liangshai-channels-'));
  return () => rm(directory, { recursive: true });
});

const build = (channels: object) => buildChannels(PagingConfiguration.parse({ channels }).channels, Date.now);
const write = async (name: string, text: string) => {
  const file = path.join(directory, name);
  await writeFile(file, `${text}\n`);
  return file;
};

test('what the other side echoes of a secret does not get into log or record', async () => {
  const receiver = await startReceiver(({ path: asked, query, headers }) => ({
    status: 404,
    body: `Cannot POST ${asked} key=${query.get('key')} ${headers.authorization ?? ''}`,
  }));
  const urlFile = await write('wecom', `${receiver.url}/hook/0a1b2c3d-token?key=4e5f6a7b-secret`);
  const secretFile = await write('sms', 'k-9f8e7d');
  const channels = await build({
    group: { type: 'wecom', urlFile, privateNetwork: true },
    sms: {
      type: 'sms',
      url: receiver.url,
      privateNetwork: true,
      body: '{}',
      headers: { authorization: 'Bearer {{secret}}' },
      secretFile,
    },
  });
  const details = await Promise.all(
    [channels.get('group')!.send(message(), ''), channels.get('sms')!.send(message(), '13800000000')].map(
      async (outcome) => JSON.stringify(await outcome),
    ),
  );
  await receiver.stop();
  expect(details[0]).toContain('HTTP 404 Cannot POST /hook/*** key=***');
  expect(details[1]).toContain('Bearer ***');
  expect(details.join()).not.toMatch(/0a1b2c3d|4e5f6a7b|9f8e7d/);
});

test('a private address that nobody allowed is a fault of the start, with the channel it is of', async () => {
  const urlFile = await write('url', 'http://192.168.0.9/robot?key=1');
  const secretFile = await write('secret', `whsec_${Buffer.alloc(24).toString('base64')}`);
  const channels = {
    group: { type: 'wecom', urlFile },
    hook: { type: 'webhook', url: 'http://localhost:9', secretFile },
  };
  await expect(build(channels)).rejects.toMatchObject({
    code: 'channel-faulty',
    faults: [
      { place: { source: 'channel group' }, message: expect.stringContaining('192.168.0.9 is in a private') },
      { place: { source: 'channel hook' }, message: expect.stringContaining('localhost is in a private') },
    ],
  });
});

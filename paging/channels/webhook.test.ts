import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { message, nowMs, parts } from './message.fixture.ts';
import { startReceiver } from './receiver.fixture.ts';
import { webhook } from './webhook.ts';

const key = Buffer.from('a secret of more than twenty-four bytes');
const secret = `whsec_${key.toString('base64')}`;

test('a letter is signed as Standard Webhooks says, under an id that stays the same', async () => {
  const receiver = await startReceiver(() => ({ status: 204 }));
  const channel = await webhook.build(
    { type: 'webhook', url: receiver.url, secretFile: 's', privateNetwork: true },
    parts({ s: secret }),
  );
  for (let attempt = 0; attempt < 2; attempt++) {
    expect(await channel.send(message(), 'zhang')).toEqual({ outcome: 'delivered', detail: null });
  }
  const [first, second] = receiver.received;
  const { headers, body } = first!;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  );
  expect(headers['webhook-timestamp']).toBe(String(nowMs / 1000));
  expect(second!.headers['webhook-id']).toBe(headers['webhook-id']);
  expect(second!.body).toBe(body);
  expect(JSON.parse(body)).toMatchObject({
    type: 'liangshai.letter',
    target: 'zhang',
    matters: [{ matter: 'stalled', level: 'yellow', project: { id: 'P1' } }],
  });
  await receiver.stop();
});

test('a secret that is too short is refused at the start', async () => {
  const short = webhook.build(
    { type: 'webhook', url: 'https://x', secretFile: 's', privateNetwork: false },
    parts({ s: 'whsec_YWJj' }),
  );
  await expect(short).rejects.toThrow('s: a secret is whsec_ and 24 bytes or more in base64');
});

import { createHmac } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { feishu } from './feishu.ts';
import { message, nowMs, parts } from './message.fixture.ts';
import { type Receiver, startReceiver } from './receiver.fixture.ts';

const secret = 'demo-secret';
let robot: Receiver;

/** The robot's own check, as its documentation gives it: nothing, under the key `timestamp\nsecret`, within an hour. */
function isSigned({ timestamp, sign }: { timestamp: string; sign: string }): boolean {
  const right = createHmac('sha256', [timestamp, secret].join('\n'))
    .update(new Uint8Array())
    .digest('base64');
  return sign === right && Math.abs(Number(timestamp) * 1000 - nowMs) < 3_600_000;
}

beforeEach(async () => {
  robot = await startReceiver(({ body, path }) => {
    if (path === '/busy') return { body: '{"code":11232,"msg":"frequency limited"}' };
    const code = isSigned(JSON.parse(body)) ? 0 : 19021;
    return { body: JSON.stringify({ code, msg: code === 0 ? 'success' : 'sign match fail', data: {} }) };
  });
  return () => robot.stop();
});

const build = (own = secret, path = '/hook/T', now = () => nowMs) =>
  feishu.build(
    { type: 'feishu', urlFile: 'url', secretFile: 'secret', privateNetwork: true },
    parts({ url: robot.url + path, secret: own }, now),
  );

test('a message is signed as the robot checks it, links are links, and the duty officer is mentioned', async () => {
  const channel = await build();
  expect(await channel.send(message(), 'ou_1')).toEqual({ outcome: 'delivered', detail: null });
  const { msg_type, content } = JSON.parse(robot.received[0]!.body);
  expect(msg_type).toBe('post');
  const { title, content: lines } = content.post.zh_cn;
  expect(title).toBe('【晾晒】催办：地铁 4 号线 [三标] 停工');
  expect(lines.at(-1)).toEqual([{ tag: 'at', user_id: 'ou_1' }]);
  expect(lines.flat()).toContainEqual({
    tag: 'a',
    text: '打开看板',
    href: 'https://board.example.org/projects/P1',
  });
});

test('a wrong secret is refused for good, too many requests pass', async () => {
  expect(await (await build('wrong')).send(message(), '')).toMatchObject({ outcome: 'refused' });
  expect(await (await build(secret, '/busy')).send(message(), '')).toMatchObject({ outcome: 'postponed' });
});

test('the sixth message within a second is not even sent', async () => {
  const channel = await build();
  for (let index = 0; index < 5; index++) await channel.send(message(), '');
  expect(await channel.send(message(), '')).toEqual({ outcome: 'full', afterMs: 1000 });
  expect(robot.received).toHaveLength(5);
});

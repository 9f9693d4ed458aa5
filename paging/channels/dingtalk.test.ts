import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dingtalk } from './dingtalk.ts';
import { message, nowMs, parts } from './message.fixture.ts';
import { type Receiver, startReceiver } from './receiver.fixture.ts';

const secret = 'SEC000000000000000000000000000000000000000000000000000000000000000';
let robot: Receiver;
let errcode: number;

/** The robot's own check, as its documentation gives it: `timestamp\nsecret` under the secret, within an hour. */
function isSigned(query: URLSearchParams): boolean {
  const timestamp = query.get('timestamp')!;
  const right = createHmac('sha256', secret).update([timestamp, secret].join('\n')).digest('base64');
  return query.get('sign') === right && Math.abs(Number(timestamp) - nowMs) < 3_600_000;
}

beforeEach(async () => {
  errcode = 0;
  robot = await startReceiver(({ query }) => {
    const code = isSigned(query) && query.get('access_token') === 'T' ? errcode : 310000;
    return { body: JSON.stringify({ errcode: code, errmsg: code === 0 ? 'ok' : 'sign not match' }) };
  });
  return () => robot.stop();
});

const build = (own = secret, now = () => nowMs) =>
  dingtalk.build(
    { type: 'dingtalk', urlFile: 'url', secretFile: 'secret', privateNetwork: true },
    parts({ url: `${robot.url}/robot/send?access_token=T`, secret: own }, now),
  );

test('a message is signed as the robot checks it, and mentions the duty officer', async () => {
  const channel = await build();
  expect(await channel.send(message(), '13800000000')).toEqual({ outcome: 'delivered', detail: null });
  const body = JSON.parse(robot.received[0]!.body);
  expect(body.msgtype).toBe('markdown');
  expect(body.at).toEqual({ atMobiles: ['13800000000'], atUserIds: [], isAtAll: false });
  expect(body.markdown.text).toContain('@13800000000');
  expect(body.markdown.text).toContain('地铁 4 号线 \\[三标\\]');
  expect(body.markdown.text).toContain('LS0123456789ABCDEF');
});

test('a user id is mentioned as one, and nobody where there is no target', async () => {
  const channel = await build();
  await channel.send(message(), 'zhangsan');
  await channel.send(message(), '');
  const [one, none] = robot.received.map(({ body }) => JSON.parse(body).at);
  expect(one).toEqual({ atMobiles: [], atUserIds: ['zhangsan'], isAtAll: false });
  expect(none).toEqual({ atMobiles: [], atUserIds: [], isAtAll: false });
});

test('a wrong secret is refused for good', async () => {
  const channel = await build('SECwrong');
  expect(await channel.send(message(), '')).toMatchObject({ outcome: 'refused' });
});

test('who is too fast waits out the ten minutes for which the robot cuts off', async () => {
  errcode = 130101;
  const channel = await build();
  expect(await channel.send(message(), '')).toMatchObject({ outcome: 'postponed', afterMs: 600_000 });
  // Another letter would be refused as well, and may lengthen it.
  expect(await channel.send(message(), '')).toEqual({ outcome: 'full', afterMs: 600_000 });
  expect(robot.received).toHaveLength(1);
});

test('a robot that is busy is tried again soon', async () => {
  errcode = -1;
  expect(await (await build()).send(message(), '')).toMatchObject({ outcome: 'postponed', afterMs: null });
});

test('the 21st message within a minute is not even sent', async () => {
  let now = nowMs;
  const channel = await build(secret, () => now);
  for (let index = 0; index < 20; index++) {
    await channel.send(message(), '');
    now += 1000;
  }
  expect(await channel.send(message(), '')).toEqual({ outcome: 'full', afterMs: 40_000 });
  expect(robot.received).toHaveLength(20);
  now += 40_000;
  expect(await channel.send(message(), '')).toMatchObject({ outcome: 'delivered' });
});

afterEach(() =>
  expect(robot.received.every(({ headers }) => headers['content-type']?.includes('json'))).toBe(true),
);

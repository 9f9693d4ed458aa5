import { beforeEach, expect, test } from 'vitest';
import { matter, message, nowMs, parts } from './message.fixture.ts';
import { type Receiver, startReceiver } from './receiver.fixture.ts';
import { wecom } from './wecom.ts';

let robot: Receiver;
let errcode: number;

beforeEach(async () => {
  errcode = 0;
  // The robot's check: its key, the kind of message, and how long that kind may be.
  robot = await startReceiver(({ query, body }) => {
    const { msgtype, text, markdown } = JSON.parse(body);
    const isShort =
      msgtype === 'text'
        ? Buffer.byteLength(text.content) <= 2048
        : msgtype === 'markdown' && Buffer.byteLength(markdown.content) <= 4096;
    const code = query.get('key') !== 'K' ? 93000 : isShort ? errcode : 40058;
    return { body: JSON.stringify({ errcode: code, errmsg: code === 0 ? 'ok' : 'no' }) };
  });
  return () => robot.stop();
});

const build = (key = 'K', now = () => nowMs) =>
  wecom.build(
    { type: 'wecom', urlFile: 'url', privateNetwork: true },
    parts({ url: `${robot.url}/cgi-bin/webhook/send?key=${key}` }, now),
  );

test('a mobile number is mentioned in a text, a user id in Markdown', async () => {
  const channel = await build();
  expect(await channel.send(message(), '13800000000')).toEqual({ outcome: 'delivered', detail: null });
  expect(await channel.send(message(), 'zhangsan')).toEqual({ outcome: 'delivered', detail: null });
  const [text, markdown] = robot.received.map(({ body }) => JSON.parse(body));
  expect(text.text.mentioned_mobile_list).toEqual(['13800000000']);
  expect(markdown.markdown.content).toMatch(/<@zhangsan>$/);
});

test('a long letter is cut to what the robot takes, and says how much is left out', async () => {
  const matters = Array.from({ length: 60 }, (_, index) =>
    matter({ project: { id: `P${index}`, name: `项目${index}` } }),
  );
  const channel = await build();
  for (const target of ['13800000000', 'zhangsan', '']) {
    expect(await channel.send(message({ matters }), target)).toMatchObject({ outcome: 'delivered' });
  }
  for (const { body } of robot.received) expect(body).toMatch(/另有 \d+ 项/);
});

test('a wrong key is refused for good, too many messages pass', async () => {
  expect(await (await build('wrong')).send(message(), '')).toMatchObject({ outcome: 'refused' });
  errcode = 45009;
  expect(await (await build()).send(message(), '')).toMatchObject({ outcome: 'postponed', afterMs: 60_000 });
});

test('an address without a key is refused at the start', async () => {
  const without = wecom.build(
    { type: 'wecom', urlFile: 'url', privateNetwork: true },
    parts({ url: `${robot.url}/send` }),
  );
  await expect(without).rejects.toThrow('url: the address has no key');
});

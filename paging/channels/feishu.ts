import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { fitted, type Message, plainText } from '../message.ts';
import type { Channel, ChannelKind } from './channel.ts';
import { endpointOf, post, privateNetwork, robotAnswer } from './http.ts';
import { Pace } from './pace.ts';

/** A custom robot of a Feishu group (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot). */
const Configuration = z.strictObject({
  type: z.literal('feishu'),
  /** File with the robot's address, `https://open.feishu.cn/open-apis/bot/v2/hook/…`. */
  urlFile: z.string().min(1),
  /** File with the secret of the security setting 签名校验. */
  secretFile: z.string().min(1),
  privateNetwork,
});

/** 5 messages a second and 100 a minute; a body of 20 KB. */
const limits = [
  { most: 5, perMs: 1000 },
  { most: 100, perMs: 60_000 },
] as const;
/** Of text: in the body each line has its tags around it. */
const mostBytes = 9_000;
/** Too many requests, by the gateway's and by the message service's numbers. */
const tooFastCodes = [9499, 11232, 99991400];

export const feishu: ChannelKind<typeof Configuration> = {
  Configuration,
  /** Whom it mentions: an open id or a user id; empty: nobody. */
  Target: z.string(),
  async build({ urlFile, secretFile, privateNetwork }, { readSecret, nowMs }): Promise<Channel> {
    const endpoint = endpointOf(await readSecret(urlFile), privateNetwork, urlFile);
    const secret = await readSecret(secretFile);
    const pace = new Pace(limits, nowMs);
    return {
      async send(message, target) {
        const waitMs = pace.take();
        if (waitMs > 0) return { outcome: 'full', afterMs: waitMs };
        const body = JSON.stringify({ ...signature(secret, nowMs()), ...bodyOf(message, target) });
        const answer = await post(endpoint, { 'content-type': 'application/json' }, body, nowMs);
        if ('outcome' in answer) return answer;
        const { code, detail } = robotAnswer(answer.body, 'code', 'msg');
        if (code === 0) return { outcome: 'delivered', detail: null };
        if (!tooFastCodes.includes(code)) return { outcome: 'refused', detail };
        pace.close(limits[1].perMs);
        return { outcome: 'postponed', detail, afterMs: limits[1].perMs };
      },
      async stop() {},
    };
  },
};

/** The signature is the HMAC-SHA256 of nothing under the key `timestamp\nsecret`, in base64; the time is in seconds. */
function signature(secret: string, nowMs: number): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(nowMs / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
}

function bodyOf(message: Message, target: string): object {
  const [title = '', ...lines] = fitted(message, plainText, mostBytes).split('\n');
  const content: object[][] = lines.filter((line) => line !== '').map((line) => [lineOf(line)]);
  if (target !== '') content.push([{ tag: 'at', user_id: target }]);
  return { msg_type: 'post', content: { post: { zh_cn: { title, content } } } };
}

/** A line that ends in an address becomes a link under its label. */
function lineOf(line: string): object {
  const link = /^(.{1,40}): (https?:\/\/\S+)$/.exec(line);
  return link ? { tag: 'a', text: link[1], href: link[2] } : { tag: 'text', text: line };
}

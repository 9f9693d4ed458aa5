import { z } from 'zod';
import { fitted, type Message, markdown, plainText } from '../message.ts';
import type { Channel, ChannelKind } from './channel.ts';
import { endpointOf, post, privateNetwork, robotAnswer } from './http.ts';
import { Pace } from './pace.ts';

/**
 * A robot of a WeCom group (https://developer.work.weixin.qq.com/document/path/91770). Its whole authentication is
 * the key in its address; so the address is a secret, and there is nothing to sign.
 */
const Configuration = z.strictObject({
  type: z.literal('wecom'),
  /** File with the robot's address, `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…`. */
  urlFile: z.string().min(1),
  privateNetwork,
});

const limit = { most: 20, perMs: 60_000 };
/** 2,048 bytes of text or 4,096 of Markdown; a mention by mobile number exists for text only. */
const mostBytes = { text: 2048, markdown: 4096 };
const busyCode = -1;
/** Too many calls, too many at once. */
const tooFastCodes = [45009, 45033];

export const wecom: ChannelKind<typeof Configuration> = {
  Configuration,
  /** Whom it mentions: a mobile number or a user id; empty: nobody. */
  Target: z.string(),
  async build({ urlFile, privateNetwork }, { readSecret, nowMs }): Promise<Channel> {
    const endpoint = endpointOf(await readSecret(urlFile), privateNetwork, urlFile);
    if (!new URL(endpoint.url).searchParams.has('key')) throw new Error(`${urlFile}: the address has no key`);
    const pace = new Pace([limit], nowMs);
    return {
      async send(message, target) {
        const waitMs = pace.take();
        if (waitMs > 0) return { outcome: 'full', afterMs: waitMs };
        const body = JSON.stringify(bodyOf(message, target));
        const answer = await post(endpoint, { 'content-type': 'application/json' }, body, nowMs);
        if ('outcome' in answer) return answer;
        const { code, detail } = robotAnswer(answer.body, 'errcode', 'errmsg');
        if (code === 0) return { outcome: 'delivered', detail: null };
        if (code === busyCode) return { outcome: 'postponed', detail, afterMs: null };
        if (!tooFastCodes.includes(code)) return { outcome: 'refused', detail };
        pace.close(limit.perMs);
        return { outcome: 'postponed', detail, afterMs: limit.perMs };
      },
      async stop() {},
    };
  },
};

function bodyOf(message: Message, target: string): object {
  if (/^\+?\d{6,20}$/.test(target)) {
    const content = fitted(message, plainText, mostBytes.text);
    return { msgtype: 'text', text: { content, mentioned_mobile_list: [target] } };
  }
  const mention = target === '' ? '' : `\n<@${target}>`;
  const room = mostBytes.markdown - Buffer.byteLength(mention);
  return { msgtype: 'markdown', markdown: { content: fitted(message, markdown, room) + mention } };
}

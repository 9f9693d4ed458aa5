import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { fitted, type Message, markdown } from '../message.ts';
import type { Channel, ChannelKind } from './channel.ts';
import { type Endpoint, endpointOf, post, privateNetwork, robotAnswer } from './http.ts';
import { Pace } from './pace.ts';

/** A custom robot of a DingTalk group (https://open.dingtalk.com/document/robots/custom-robot-access). */
const Configuration = z.strictObject({
  type: z.literal('dingtalk'),
  /** File with the robot's address, `https://oapi.dingtalk.com/robot/send?access_token=…`. */
  urlFile: z.string().min(1),
  /** File with the secret of the security setting 加签, `SEC…`. */
  secretFile: z.string().min(1),
  privateNetwork,
});

/** 20 messages a minute; who sends more is cut off for ten minutes. */
const limit = { most: 20, perMs: 60_000 };
const cutOffMs = 600_000;
const mostBytes = 18_000;
const busyCode = -1;
const tooFastCodes = [130101, 410100];

export const dingtalk: ChannelKind<typeof Configuration> = {
  Configuration,
  /** Whom it mentions: a mobile number or a user id; empty: nobody. */
  Target: z.string(),
  async build({ urlFile, secretFile, privateNetwork }, { readSecret, nowMs }): Promise<Channel> {
    const endpoint = endpointOf(await readSecret(urlFile), privateNetwork, urlFile);
    const secret = await readSecret(secretFile);
    const pace = new Pace([limit], nowMs);
    return {
      async send(message, target) {
        const waitMs = pace.take();
        if (waitMs > 0) return { outcome: 'full', afterMs: waitMs };
        const body = JSON.stringify(bodyOf(message, target));
        const answer = await post(signed(endpoint, secret, nowMs()), headers, body, nowMs);
        if ('outcome' in answer) return answer;
        const { code, detail } = robotAnswer(answer.body, 'errcode', 'errmsg');
        if (code === 0) return { outcome: 'delivered', detail: null };
        if (code === busyCode) return { outcome: 'postponed', detail, afterMs: null };
        if (!tooFastCodes.includes(code)) return { outcome: 'refused', detail };
        pace.close(cutOffMs);
        return { outcome: 'postponed', detail, afterMs: cutOffMs };
      },
      async stop() {},
    };
  },
};

const headers = { 'content-type': 'application/json; charset=utf-8' };

/** The signature is the HMAC-SHA256 of `timestamp\nsecret` under the secret, in base64; the time is in milliseconds. */
function signed({ url, privateNetwork }: Endpoint, secret: string, nowMs: number): Endpoint {
  const sign = createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64');
  const address = new URL(url);
  address.searchParams.set('timestamp', String(nowMs));
  address.searchParams.set('sign', sign);
  return { url: address.href, privateNetwork };
}

function bodyOf(message: Message, target: string): object {
  const isMobile = /^\+?[\d-]{6,20}$/.test(target);
  // A mention shows only where its text is in the message too.
  const mention = target === '' ? '' : `\n\n@${target}`;
  return {
    msgtype: 'markdown',
    markdown: { title: message.title, text: fitted(message, markdown, mostBytes) + mention },
    at: {
      atMobiles: isMobile ? [target] : [],
      atUserIds: target !== '' && !isMobile ? [target] : [],
      isAtAll: false,
    },
  };
}

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Channel, ChannelKind } from './channel.ts';
import { endpointOf, HttpUrl, post, privateNetwork } from './http.ts';

const leastSecretBytes = 24;

/**
 * A signed webhook after Standard Webhooks (https://www.standardwebhooks.com, specification, "Signature scheme"):
 * `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature` = `v1,` + base64 of the HMAC-SHA256 of
 * `id.timestamp.body`. The id is the letter's, so a receiver that keeps ids takes each letter once.
 */
const Configuration = z.strictObject({
  type: z.literal('webhook'),
  url: HttpUrl,
  privateNetwork,
  /** File with the secret: `whsec_` and at least 24 bytes in base64. */
  secretFile: z.string().min(1),
});

export const webhook: ChannelKind<typeof Configuration> = {
  Configuration,
  /** Passed on as `target`, for receivers that tell people apart. */
  Target: z.string(),
  async build({ url, secretFile, privateNetwork }, { readSecret, nowMs }): Promise<Channel> {
    const endpoint = endpointOf(url, privateNetwork);
    const key = keyOf(await readSecret(secretFile), secretFile);
    return {
      async send(message, target) {
        const { id, title, intro, entries, actions, matters } = message;
        const body = JSON.stringify({
          type: 'liangshai.letter',
          target,
          title,
          intro,
          entries,
          actions,
          matters,
        });
        const timestamp = String(Math.floor(nowMs() / 1000));
        const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
        const headers = {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        };
        const answer = await post(endpoint, headers, body, nowMs);
        return 'outcome' in answer ? answer : { outcome: 'delivered', detail: null };
      },
      async stop() {},
    };
  },
};

function keyOf(secret: string, file: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (key.byteLength >= leastSecretBytes) return key;
  throw new Error(`${file}: a secret is whsec_ and ${leastSecretBytes} bytes or more in base64`);
}

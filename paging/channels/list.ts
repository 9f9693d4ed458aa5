import { z } from 'zod';
import { alertmanager } from './alertmanager.ts';
import { dingtalk } from './dingtalk.ts';
import { email } from './email.ts';
import { feishu } from './feishu.ts';
import { sms } from './sms.ts';
import { webhook } from './webhook.ts';
import { wecom } from './wecom.ts';

/** Every kind of channel, by the `type` of its configuration. */
export const channelKinds = { email, dingtalk, wecom, feishu, sms, webhook, alertmanager };

export const ChannelConfiguration = z.discriminatedUnion('type', [
  email.Configuration,
  dingtalk.Configuration,
  wecom.Configuration,
  feishu.Configuration,
  sms.Configuration,
  webhook.Configuration,
  alertmanager.Configuration,
]);
export type ChannelConfiguration = z.infer<typeof ChannelConfiguration>;

import { z } from 'zod';
import { shortText } from '../message.ts';
import type { Channel, ChannelKind, Outcome } from './channel.ts';
import { endpointOf, HttpUrl, post, privateNetwork } from './http.ts';

const placeholders = ['target', 'text', 'id', 'secret'] as const;
type Values = Record<(typeof placeholders)[number], string>;

function isPlaceholder(name: string | undefined): name is keyof Values {
  return placeholders.some((known) => known === name);
}

const Template = z.string().superRefine((template, context) => {
  for (const [, name] of template.matchAll(/\{\{(.*?)\}\}/g)) {
    if (isPlaceholder(name)) continue;
    const known = placeholders.map((one) => `{{${one}}}`).join(', ');
    context.addIssue({ code: 'custom', message: `{{${name}}} is unknown; there are ${known}` });
  }
});

/** Any gateway that takes a text message by HTTP: what is posted to it is a template. */
const Configuration = z
  .strictObject({
    type: z.literal('sms'),
    url: HttpUrl,
    privateNetwork,
    form: z.enum(['json', 'urlencoded']).default('json'),
    /** With `{{target}}`, `{{text}}`, `{{id}}` (the same for every attempt) and `{{secret}}`, escaped as the form needs. */
    body: Template,
    headers: z.record(z.string(), Template).default({}),
    /** File whose content is `{{secret}}`. */
    secretFile: z.string().min(1).optional(),
    /** Text that is in the answer of a gateway when it took the message; without it any 2xx is good. */
    accepted: z.string().min(1).optional(),
  })
  .refine(({ form, body }) => form !== 'json' || isJson(filled(body, sample, jsonText)), {
    path: ['body'],
    message: 'filled in, it is no JSON; placeholders stand within quotes',
  });

const sample: Values = { target: '1', text: '"', id: '1', secret: '1' };

export const sms: ChannelKind<typeof Configuration> = {
  Configuration,
  Target: z.string().regex(/^\+?\d[\d -]{4,19}$/, 'a telephone number has 5 to 20 digits'),
  async build(configuration, { readSecret, nowMs }): Promise<Channel> {
    const { form, body, headers, secretFile, accepted } = configuration;
    const endpoint = endpointOf(configuration.url, configuration.privateNetwork);
    const secret = secretFile === undefined ? '' : await readSecret(secretFile);
    const encode = form === 'json' ? jsonText : encodeURIComponent;
    const fixed = Object.entries(headers).map(([name, value]) => [
      name,
      filled(value, { target: '', text: '', id: '', secret }, (text) => text),
    ]);
    const type = form === 'json' ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded';
    return {
      async send(message, target) {
        const values = { target, text: shortText(message), id: message.id, secret };
        const sent = { 'content-type': type, ...Object.fromEntries(fixed) };
        const answer = await post(endpoint, sent, filled(body, values, encode), nowMs);
        return 'outcome' in answer ? answer : outcomeOf(answer.body, accepted);
      },
      async stop() {},
    };
  },
};

function filled(template: string, values: Values, encode: (text: string) => string): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    isPlaceholder(name) ? encode(values[name]) : whole,
  );
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function outcomeOf(body: string, accepted: string | undefined): Outcome {
  if (accepted === undefined || body.includes(accepted)) return { outcome: 'delivered', detail: null };
  return { outcome: 'refused', detail: `the gateway answered ${body.slice(0, 200)}` };
}

import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { html, plainText } from '../message.ts';
import type { Channel, ChannelKind, Outcome } from './channel.ts';

const tlsModes = ['implicit', 'starttls', 'none'] as const;

/** E-mail through a submission server (RFC 6409). */
const Configuration = z
  .strictObject({
    type: z.literal('email'),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(465),
    /** `implicit` from the first byte (usually port 465), `starttls` or nothing at all (587), `none` (25, a relay nearby). */
    tls: z.enum(tlsModes).default('implicit'),
    user: z.string().min(1).optional(),
    passwordFile: z.string().min(1).optional(),
    from: z.email('an address such as liangshai@example.org'),
  })
  .refine(({ user, passwordFile }) => (user === undefined) === (passwordFile === undefined), {
    path: ['passwordFile'],
    message: 'user and passwordFile go together',
  });

const timeoutMs = 20_000;

export const email: ChannelKind<typeof Configuration> = {
  Configuration,
  Target: z.email('an address such as li@example.org'),
  async build({ host, port, tls, user, passwordFile, from }, { readSecret }): Promise<Channel> {
    const auth =
      user === undefined || passwordFile === undefined ? {} : { user, pass: await readSecret(passwordFile) };
    const transport = createTransport({
      host,
      port,
      secure: tls === 'implicit',
      requireTLS: tls === 'starttls',
      ignoreTLS: tls === 'none',
      ...('user' in auth ? { auth } : {}),
      pool: true,
      maxConnections: 2,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return {
      async send(message, target) {
        try {
          const { response } = await transport.sendMail({
            from: { name: '晾晒 Liangshai', address: from },
            to: target,
            subject: message.title,
            text: plainText(message),
            html: html(message),
            // The same for every attempt: mail systems drop a second message of the same id (RFC 5322, 3.6.4).
            messageId: `<${message.id}@${from.split('@')[1]}>`,
            headers: { 'Auto-Submitted': 'auto-generated', 'X-Liangshai-Letter': message.id },
          });
          return { outcome: 'delivered', detail: response };
        } catch (error) {
          return outcomeOf(error);
        }
      },
      async stop() {
        transport.close();
      },
    };
  },
};

/** A 5xx reply is for good, a 4xx reply or no connection passes (RFC 5321, 4.2.1). */
function outcomeOf(error: unknown): Outcome {
  const { message, responseCode, code } = error as Error & { responseCode?: number; code?: string };
  const isForGood =
    responseCode === undefined ? code === 'EENVELOPE' || code === 'EMESSAGE' : responseCode >= 500;
  return isForGood
    ? { outcome: 'refused', detail: message }
    : { outcome: 'postponed', detail: message, afterMs: null };
}

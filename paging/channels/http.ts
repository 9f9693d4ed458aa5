import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { z } from 'zod';
import type { Outcome } from './channel.ts';
import { PrivateAddress, publicLookup, refusePrivate } from './network.ts';

const timeoutMs = 15_000;
const mostAnswerBytes = 64 * 1024;
const mostWaitMs = 3_600_000;

/** An address that the configuration names. Nothing else decides where a request goes: redirects are not followed. */
export const HttpUrl = z.url({ protocol: /^https?$/, error: 'an address begins with http:// or https://' });

/** Whether a channel may send into private networks: an OA, a gateway or a chat server of the house. */
export const privateNetwork = z.boolean().default(false);

/** Where a channel sends to. */
export interface Endpoint {
  url: string;
  privateNetwork: boolean;
}

/** @throws Error where the address in a secret's file is none, or is private and may not be */
export function endpointOf(text: string, allowed: boolean, file?: string): Endpoint {
  const parsed = HttpUrl.safeParse(text);
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.issues[0]!.message}`);
  if (!allowed) refusePrivate(parsed.data);
  return { url: parsed.data, privateNetwork: allowed };
}

export interface HttpAnswer {
  body: string;
}

/** The answer to a POST when it is a 2xx, and otherwise what that means for the message. */
export async function post(
  endpoint: Endpoint,
  headers: Record<string, string>,
  body: string,
  nowMs: () => number,
): Promise<HttpAnswer | Outcome> {
  let response: IncomingMessage;
  let answer: string;
  try {
    response = await request(endpoint, headers, body);
    answer = await beginning(response);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof PrivateAddress) return { outcome: 'refused', detail: message };
    return { outcome: 'postponed', detail: message, afterMs: null };
  }
  const status = response.statusCode ?? 0;
  if (200 <= status && status < 300) return { body: answer };
  const detail = `HTTP ${status} ${answer.slice(0, 200)}`.trim();
  // 408, 425, 429 and the server's own faults pass; any other answer will be the same the next time (RFC 9110, 15.5).
  const passes = status >= 500 || [408, 425, 429].includes(status);
  if (!passes) return { outcome: 'refused', detail };
  return { outcome: 'postponed', detail, afterMs: retryAfter(response.headers['retry-after'], nowMs()) };
}

function request(
  { url, privateNetwork }: Endpoint,
  headers: Record<string, string>,
  body: string,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    // Letters are few: a connection that was kept and is dead by now would only fail.
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    ...(privateNetwork ? {} : { lookup: publicLookup }),
  } as const;
  const { request: open } = url.startsWith('https:') ? https : http;
  open(url, options, resolve).on('error', reject).end(body);
  return promise;
}

async function beginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= mostAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString();
}

/** Seconds or a date (RFC 9110, 10.2.3) as milliseconds from now, an hour at most. */
function retryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), mostWaitMs);
}

/** The answer of a chat robot: a number that is 0 when all is well, and a text. */
export function robotAnswer(body: string, code: 'errcode' | 'code', text: 'errmsg' | 'msg'): RobotAnswer {
  try {
    const answer = JSON.parse(body) as Record<string, unknown>;
    return { code: Number(answer[code]), detail: `${code} ${String(answer[code])} ${String(answer[text])}` };
  } catch {
    return { code: Number.NaN, detail: `no answer of a robot: ${body.slice(0, 200)}` };
  }
}

export interface RobotAnswer {
  code: number;
  detail: string;
}

import { z } from 'zod';
import type { Outcome } from './channel.ts';

const timeoutMs = 15_000;
const mostAnswerBytes = 64 * 1024;
const mostWaitMs = 3_600_000;

/** An address that the configuration names. Nothing else decides where a request goes: redirects are not followed. */
export const HttpUrl = z.url({ protocol: /^https?$/, error: 'an address begins with http:// or https://' });

/** The address in a secret's file. */
export function httpUrl(text: string, file: string): string {
  const parsed = HttpUrl.safeParse(text);
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.issues[0]!.message}`);
  return parsed.data;
}

export interface HttpAnswer {
  body: string;
}

/** The answer to a POST when it is a 2xx, and otherwise what that means for the message. */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  nowMs: () => number,
): Promise<HttpAnswer | Outcome> {
  let response: Response;
  let answer: string;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    answer = await beginning(response);
  } catch (error) {
    return { outcome: 'postponed', detail: causeOf(error), afterMs: null };
  }
  if (response.ok) return { body: answer };
  const detail = `HTTP ${response.status} ${answer.slice(0, 200)}`.trim();
  // 408, 425, 429 and the server's own faults pass; any other answer will be the same the next time (RFC 9110, 15.5).
  const passes = response.status >= 500 || [408, 425, 429].includes(response.status);
  if (!passes) return { outcome: 'refused', detail };
  return { outcome: 'postponed', detail, afterMs: retryAfter(response.headers.get('retry-after'), nowMs()) };
}

async function beginning(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= mostAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString();
}

/** Seconds or a date (RFC 9110, 10.2.3) as milliseconds from now, an hour at most. */
function retryAfter(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), mostWaitMs);
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
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

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { acknowledge, explain, subjectOf } from '../../paging/answer.ts';
import { type Link, readLink } from '../../paging/link.ts';
import type { ApiPorts, PagerPort } from '../ports.ts';
import { Refused } from '../refused.ts';
import {
  ChannelList,
  ChannelTest,
  ChannelTestOutcome,
  LinkAct,
  LinkOutcome,
  LinkView,
} from '../schemas/act.ts';

const Token = z.object({ token: z.string().max(2000) });

function pagerOf(pager: PagerPort | undefined): PagerPort {
  if (pager === undefined)
    throw new Refused('unavailable', 'This process does not page.', { retryAfterSeconds: 60 });
  return pager;
}

function linkOf(pager: PagerPort | undefined, token: string, nowMs: number): Link {
  const link = readLink(pagerOf(pager).linkSecret, token, nowMs);
  if ('refused' in link) throw new Refused(link.refused, 'The link of a letter allows nothing here.');
  return link;
}

/**
 * What a duty officer does from a letter, without signing in: the token is the authority, for one action of one
 * person. A GET changes nothing, because mail systems look at links by themselves.
 */
export function registerActs(
  server: FastifyInstance,
  { records, pager, nowMs }: Pick<ApiPorts, 'records' | 'pager' | 'nowMs'>,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/act/:token',
    {
      config: { access: 'open' },
      schema: {
        tags: ['pages'],
        summary: 'What the link in a letter is about',
        security: [],
        params: Token,
        response: { 200: LinkView },
      },
    },
    async (request) => {
      const link = linkOf(pager, request.params.token, nowMs());
      const subject = await subjectOf(records, link);
      if (subject === null) throw new Refused('no-such-page', 'What the letter was about is gone.');
      const { action, person, expiresMs } = link;
      return { action, person, expiresMs, matters: subject.matters };
    },
  );

  app.post(
    '/api/v1/act/:token',
    {
      config: { access: 'open' },
      schema: {
        tags: ['pages'],
        summary: 'Do what the link is for: acknowledge with {}, or explain',
        security: [],
        params: Token,
        body: LinkAct,
        response: { 200: LinkOutcome },
      },
    },
    async (request) => {
      const link = linkOf(pager, request.params.token, nowMs());
      const acted = await act(link, request.body);
      pager?.wake();
      return { acted };
    },
  );

  app.get(
    '/api/v1/channels',
    {
      config: { access: 'test-channels' },
      schema: { tags: ['pages'], summary: 'The channels by name', response: { 200: ChannelList } },
    },
    async () => ({ channels: pagerOf(pager).channels() }),
  );

  app.post(
    '/api/v1/channels/:name/test',
    {
      config: { access: 'test-channels' },
      schema: {
        tags: ['pages'],
        summary: 'Send a letter that says it is a test',
        params: z.object({ name: z.string() }),
        body: ChannelTest,
        response: { 200: ChannelTestOutcome },
      },
    },
    async (request) => {
      const { outcome, ...rest } = await pagerOf(pager).testChannel(request.params.name, request.body.target);
      return { outcome, detail: 'detail' in rest ? rest.detail : null };
    },
  );

  async function act(link: Link, body: LinkAct): Promise<number> {
    if (link.action === 'acknowledge') return acknowledge(records, link, nowMs());
    const { reason, text, asks = null } = body;
    if (reason === undefined || text === undefined) {
      throw new Refused('invalid-request', 'This link is for an explanation: reason and text.');
    }
    return (await explain(records, link, { reason, text, asks }, nowMs())) === null ? 0 : 1;
  }
}

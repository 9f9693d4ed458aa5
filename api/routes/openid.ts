import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LiangshaiError } from '../../model/error.ts';
import { setSessionCookie } from '../gate.ts';
import type { Departure, OpenIdProvider, Vouched } from '../openid.ts';
import { personOf } from '../openid-claims.ts';
import type { ApiPorts } from '../ports.ts';
import { type SignInFault, SignInWays } from '../schemas/session.ts';
import type { Sessions } from '../sessions.ts';
import { checkUser } from '../users.ts';

const returnPath = '/api/v1/session/openid/return';
const departureCookie = 'liangshai_departure';
/** Long enough to find the second factor. */
const departureSeconds = 600;

interface Kept extends Departure {
  /** Where in the board the reader was. */
  to: string;
}

interface OpenIdPorts extends Pick<ApiPorts, 'registry' | 'log'> {
  sessions: Sessions;
  provider: OpenIdProvider | null;
}

/** Signing in elsewhere: out to the provider, and back with a session of ours. */
export function registerOpenId(server: FastifyInstance, ports: OpenIdPorts): void {
  const { provider, log } = ports;
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/session/ways',
    {
      config: { access: 'open' },
      schema: { tags: ['session'], summary: 'How one can sign in', response: { 200: SignInWays } },
    },
    async () => ({ openId: provider === null ? null : { label: provider.settings.label } }),
  );

  if (provider === null) return;

  app.get(
    '/api/v1/session/openid',
    {
      config: { access: 'open' },
      schema: {
        tags: ['session'],
        summary: 'Go to the provider to sign in; a browser opens this address',
        querystring: z.object({
          to: z.string().default('/').describe('Where in the board to come back to.'),
        }),
        response: { 302: z.undefined() },
      },
    },
    async (request, reply) => {
      try {
        const { address, departure } = await provider.depart(returnAddress(request, returnPath).href);
        keep(request, reply, { ...departure, to: ownPath(request.query.to) });
        return reply.redirect(address.href);
      } catch (error) {
        log.warn({ error }, 'the OpenID provider could not be asked');
        return turnedAway(reply, 'provider-unreachable');
      }
    },
  );

  app.get(
    returnPath,
    {
      config: { access: 'open' },
      schema: {
        tags: ['session'],
        summary: 'Where the provider sends the browser back to; opens the session',
        response: { 302: z.undefined() },
      },
    },
    async (request, reply) => {
      const kept = keptBy(request);
      reply.clearCookie(departureCookie, { path: '/api/v1/session/openid' });
      if (kept === null) return turnedAway(reply, 'departure-forgotten');
      let vouched: Vouched;
      try {
        vouched = await provider.arrive(returnAddress(request, request.url), kept);
      } catch (error) {
        log.warn({ error }, 'a sign-in by OpenID failed');
        return turnedAway(reply, 'provider-refused');
      }
      const opened = await openFor(vouched, request.ip, ports, provider);
      if (typeof opened === 'string') return turnedAway(reply, opened);
      setSessionCookie(request, reply, opened.token);
      return reply.redirect(kept.to);
    },
  );
}

async function openFor(
  { claims, identity }: Vouched,
  address: string,
  { sessions, registry }: OpenIdPorts,
  { settings }: OpenIdProvider,
) {
  const person = personOf(claims, settings);
  if (typeof person === 'string') return person;
  try {
    checkUser(person, registry());
  } catch (error) {
    if (error instanceof LiangshaiError) return error.code === 'bad-name' ? 'no-name' : 'no-scope';
    throw error;
  }
  return sessions.openFor(person, identity, address);
}

/** The address under which the browser sees us; the provider knows it by heart. */
function returnAddress(request: FastifyRequest, path: string): URL {
  return new URL(path, `${request.protocol}://${request.host}`);
}

/** A path of the board; anything else would let a link lead through us to a stranger. */
function ownPath(to: string): string {
  return /^\/(?![/\\])/.test(to) ? to : '/';
}

/** Lax, not Strict: the browser comes back from another site. Nothing of it is worth stealing without the code. */
function keep(request: FastifyRequest, reply: FastifyReply, kept: Kept): void {
  reply.setCookie(departureCookie, Buffer.from(JSON.stringify(kept)).toString('base64url'), {
    path: '/api/v1/session/openid',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: departureSeconds,
  });
}

const KeptForm = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  to: z.string().transform(ownPath),
});

function keptBy(request: FastifyRequest): Kept | null {
  const text = Buffer.from(request.cookies[departureCookie] ?? '', 'base64url').toString();
  try {
    return KeptForm.parse(JSON.parse(text));
  } catch {
    // No cookie, an old one, or one that somebody made up: the way begins again.
    return null;
  }
}

/** A browser is shown the board with a sentence, not a problem in JSON. */
function turnedAway(reply: FastifyReply, fault: SignInFault): FastifyReply {
  return reply.redirect(`/?sign-in=${fault}`);
}

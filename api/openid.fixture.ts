import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** A real OpenID provider that knows one client and signs in whoever is set, without asking. */
export interface ProviderFixture {
  issuer: string;
  /** Who sits before the browser: the subject, and what is claimed of it. */
  person: { sub: string; claims: Record<string, unknown> };
  stop(): Promise<void>;
}

export const client = { id: 'liangshai', secret: 'a secret between the two of them' };

export async function openProvider(redirectUri: string): Promise<ProviderFixture> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fixture: ProviderFixture = {
    issuer,
    person: { sub: 'nobody', claims: {} },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['preferred_username', 'roles', 'organization'] },
    cookies: { keys: ['of this run only'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...fixture.person.claims }) }),
    // Consent is an employer's, not asked for each time.
    async loadExistingGrant(context) {
      const { session, client: asking } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        accountId: session!.accountId!,
        clientId: asking!.clientId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url!.startsWith('/interaction/')) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: fixture.person.sub } });
  });
  return fixture;
}

import { createHash } from 'node:crypto';
import * as client from 'openid-client';
import type { OpenIdConfiguration } from './configuration.ts';

/** What a browser keeps between leaving for the provider and coming back. */
export interface Departure {
  state: string;
  nonce: string;
  /** Of PKCE (RFC 7636). */
  codeVerifier: string;
}

/** Somebody whom the provider vouches for. */
export interface Vouched {
  claims: Record<string, unknown>;
  /** The same for the same person at the same provider, and for nobody else. */
  identity: string;
}

export interface OpenIdSettings extends Omit<OpenIdConfiguration, 'clientSecretFile'> {
  clientSecret: string | null;
}

/** Who may sign in elsewhere: the code flow with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 9700). */
export class OpenIdProvider {
  readonly settings: OpenIdSettings;
  #described: Promise<client.Configuration> | null = null;

  constructor(settings: OpenIdSettings) {
    this.settings = settings;
  }

  /** Where to send a browser, and what it has to bring back. Rejects when the provider cannot be asked. */
  async depart(redirectUri: string): Promise<{ address: URL; departure: Departure }> {
    const described = await this.#describe();
    const departure = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const address = client.buildAuthorizationUrl(described, {
      redirect_uri: redirectUri,
      scope: this.settings.scope,
      state: departure.state,
      nonce: departure.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(departure.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { address, departure };
  }

  /**
   * Who came back to `address`, the whole of what the browser asked for. Rejects when the answer is not to this
   * departure, was refused, or cannot be redeemed.
   */
  async arrive(address: URL, { state, nonce, codeVerifier }: Departure): Promise<Vouched> {
    const described = await this.#describe();
    const tokens = await client.authorizationCodeGrant(described, address, {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const idToken = tokens.claims()!;
    // Many providers put the profile there and only the subject into the token.
    const profile =
      described.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await client.fetchUserInfo(described, tokens.access_token, idToken.sub);
    const identity = createHash('sha256').update(`${idToken.iss}\n${idToken.sub}`).digest('hex');
    return { claims: { ...idToken, ...profile }, identity: `openid:${identity}` };
  }

  /** Asked for when it is first needed, and again after a failure: the service starts whether it is there or not. */
  #describe(): Promise<client.Configuration> {
    this.#described ??= this.#discover().catch((error: unknown) => {
      this.#described = null;
      throw error;
    });
    return this.#described;
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const insecure = issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {};
    return client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
      insecure,
    );
  }
}

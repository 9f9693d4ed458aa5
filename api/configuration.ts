import { z } from 'zod';
import { roles } from '../store/records.ts';

const File = z.string().min(1);

/** TLS of the board and the API, with files in PEM; without it whatever stands in front speaks TLS. */
export const HttpTls = z.strictObject({ certificateFile: File, keyFile: File });
export type HttpTls = z.infer<typeof HttpTls>;

/** An IP address, or a network of them as `10.0.0.0/8`. */
const TrustedProxy = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'no IP address or network; write one such as 127.0.0.1 or 10.0.0.0/8',
});

/** A sign-in elsewhere, beside our own passwords (OpenID Connect Core 1.0, code flow with PKCE). */
export const OpenIdConfiguration = z.strictObject({
  /** Its description lies at `{issuer}/.well-known/openid-configuration`. */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  /** File with the client's secret; without it the client is a public one. */
  clientSecretFile: File.optional(),
  /** On the button that leads there. */
  label: z
    .strictObject({ zh: z.string().min(1), en: z.string().min(1) })
    .prefault({ zh: '统一身份认证', en: 'Single sign-on' }),
  scope: z.string().default('openid profile'),
  /** The claim that names the user here and in the audit. */
  nameClaim: z.string().min(1).default('preferred_username'),
  /** The claim with a word or a list of words; dots lead into objects, as in `realm_access.roles`. */
  roleClaim: z.string().min(1).default('roles'),
  /** Which word of that claim is which role; who has none of them is refused, who has several is given the first of ours. */
  roles: z
    .record(z.string().min(1), z.enum(roles))
    .default(Object.fromEntries(roles.map((role) => [role, role]))),
  /** The claim with the id of the district or department of those roles. */
  scopeClaim: z.string().min(1).default('organization'),
});
export type OpenIdConfiguration = z.infer<typeof OpenIdConfiguration>;

/** `http:` of the configuration. */
export const HttpConfiguration = z.strictObject({
  host: z.string().default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(8080),
  /** Anyone who reaches the address may look (never change) without a login. */
  publicView: z.boolean().default(false),
  tls: HttpTls.optional(),
  /** The proxies whose X-Forwarded-For, -Proto and -Host are believed; from anybody else they are passed over. */
  behindProxy: z.array(TrustedProxy).default([]),
  openId: OpenIdConfiguration.optional(),
});
export type HttpConfiguration = z.infer<typeof HttpConfiguration>;

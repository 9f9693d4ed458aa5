import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * scrypt costs (RFC 7914) as log2 N, r, p. A person's password needs the slow one (OWASP 2024: N = 2^15, r = 8,
 * p = 3); a meter's secret is 160 random bits that nobody can guess at any speed, and a thousand meters may come
 * back at once after an outage, so theirs is cheap.
 */
export const scryptCosts = {
  person: { ln: 15, r: 8, p: 3 },
  device: { ln: 10, r: 8, p: 1 },
} as const;

interface Cost {
  ln: number;
  r: number;
  p: number;
}

const keyBytes = 32;
const phcForm = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function derive(secret: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const options = { N: 2 ** cost.ln, r: cost.r, p: cost.p, maxmem: 256 * 2 ** cost.ln * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

/** A new secret for a device: 160 bits, safe in a shell, a URL and a meter's setup page. */
export function newSecret(): string {
  return randomBytes(20).toString('base64url');
}

/** PHC string `$scrypt$ln=…,r=…,p=…$salt$key`: it carries its own cost, so costs can be raised later. */
export async function hashSecret(secret: string, kind: keyof typeof scryptCosts): Promise<string> {
  const cost = scryptCosts[kind];
  const salt = randomBytes(16);
  const key = await derive(secret, salt, cost);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(key)}`;
}

/** Constant-time in the secret; false for a hash of another form. */
export async function verifySecret(secret: string, hash: string): Promise<boolean> {
  const parts = phcForm.exec(hash);
  if (!parts) return false;
  const [ln, r, p] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const expected = Buffer.from(parts[5]!, 'base64');
  const key = await derive(secret, Buffer.from(parts[4]!, 'base64'), { ln, r, p });
  return expected.length === key.length && timingSafeEqual(expected, key);
}

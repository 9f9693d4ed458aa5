import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hashSecret, verifySecret } from '../model/secret.ts';

/** A meter's or a gateway's login, as the records keep it. */
export interface DeviceCredential {
  id: string;
  kind: 'meter' | 'gateway';
  /** PHC string of the salted hash. */
  hash: string;
  meters: readonly string[];
}

interface Entry {
  credential: DeviceCredential;
  meters: ReadonlySet<string>;
  /** Keyed digest of the secret that opened the hash: the next login costs microseconds, not milliseconds. */
  proven: Buffer | null;
}

/** Who may come in, and for which meters it may speak. */
export class CredentialBook {
  readonly #entries = new Map<string, Entry>();
  readonly #key = randomBytes(32);
  /** What an unknown id is checked against, so that it takes as long as a known one. */
  readonly #nobody = hashSecret(randomBytes(16).toString('hex'), 'device');

  constructor(credentials: readonly DeviceCredential[]) {
    this.replace(credentials);
  }

  /** A rotated secret works at once, and the one before no longer. */
  replace(credentials: readonly DeviceCredential[]): void {
    const before = new Map(this.#entries);
    this.#entries.clear();
    for (const credential of credentials) {
      const known = before.get(credential.id);
      const proven = known?.credential.hash === credential.hash ? known.proven : null;
      this.#entries.set(credential.id, { credential, meters: new Set(credential.meters), proven });
    }
  }

  /** null: no such id, or not its secret; the caller is not told which. */
  async verify(id: string, secret: string): Promise<DeviceCredential | null> {
    const entry = this.#entries.get(id);
    if (entry === undefined) {
      await verifySecret(secret, await this.#nobody);
      return null;
    }
    const digest = createHmac('sha256', this.#key).update(secret).digest();
    if (entry.proven !== null && timingSafeEqual(entry.proven, digest)) return entry.credential;
    if (!(await verifySecret(secret, entry.credential.hash))) return null;
    entry.proven = digest;
    return entry.credential;
  }

  /** The credential of an id that a TLS client certificate has proven. */
  credential(id: string): DeviceCredential | null {
    return this.#entries.get(id)?.credential ?? null;
  }

  readonly speaksFor = (client: string, meter: string): boolean =>
    this.#entries.get(client)?.meters.has(meter) ?? false;
}

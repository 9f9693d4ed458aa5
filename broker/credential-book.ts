import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hashSecret, verifySecret } from '../model/secret.ts';

/** A meter's or a gateway's login, as the records keep it. */
export interface DeviceCredential {
  id: string;
  /** A viewer reads findings and sends nothing. */
  kind: 'meter' | 'gateway' | 'viewer';
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
  readonly #listeners: (() => void)[] = [];
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
    for (const listener of this.#listeners) listener();
  }

  /** Called after each replacement. */
  onReplaced(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** null: no such id, or not its secret; the caller is not told which. */
  async verify(id: string, secret: string): Promise<DeviceCredential | null> {
    const entry = this.#entries.get(id);
    if (entry === undefined) {
      await verifySecret(secret, await this.#nobody);
      return null;
    }
    const digest = this.#digest(secret);
    if (isProven(entry, digest)) return entry.credential;
    if (!(await verifySecret(secret, entry.credential.hash))) return null;
    entry.proven = digest;
    return entry.credential;
  }

  /** The same without scrypt, for a secret that has been right before; null tells nothing. */
  proven(id: string, secret: string): DeviceCredential | null {
    const entry = this.#entries.get(id);
    return entry !== undefined && isProven(entry, this.#digest(secret)) ? entry.credential : null;
  }

  /** Of an id that a TLS client certificate has proven, or to see whether it still holds. */
  credential(id: string): DeviceCredential | null {
    return this.#entries.get(id)?.credential ?? null;
  }

  readonly speaksFor = (client: string, meter: string): boolean =>
    this.#entries.get(client)?.meters.has(meter) ?? false;

  #digest(secret: string): Buffer {
    return createHmac('sha256', this.#key).update(secret).digest();
  }
}

function isProven(entry: Entry, digest: Buffer): boolean {
  return entry.proven !== null && timingSafeEqual(entry.proven, digest);
}

import type { CredentialBook, DeviceCredential } from './credential-book.ts';
import type { LoginThrottle } from './login-throttle.ts';

export interface LoginAttempt {
  username: string | undefined;
  password: string | undefined;
  address: string;
  /** The CN of a client certificate that our authority signed; null: there is none. */
  certificateId: string | null;
}

export type LoginRefusal = 'throttled' | 'wrong';

/** Who a client is: by its certificate, or by id and password. */
export class Login {
  readonly #book: CredentialBook;
  readonly #throttle: LoginThrottle;

  constructor(book: CredentialBook, throttle: LoginThrottle) {
    this.#book = book;
    this.#throttle = throttle;
  }

  async attempt({
    username,
    password,
    address,
    certificateId,
  }: LoginAttempt): Promise<DeviceCredential | LoginRefusal> {
    if (certificateId !== null) return this.#byCertificate(certificateId, username);
    const id = username ?? '';
    // A secret that has opened its hash before opens it again whatever others guess: no stranger can lock a meter out.
    const proven = this.#book.proven(id, password ?? '');
    if (proven !== null) return proven;
    if (this.#throttle.blocks(id, address)) return 'throttled';
    const credential = await this.#book.verify(id, password ?? '');
    if (credential !== null) return credential;
    this.#throttle.failed(id, address);
    return 'wrong';
  }

  /** The certificate says who it is; a gateway's meters stand in its credential, a meter needs none. */
  #byCertificate(id: string, username: string | undefined): DeviceCredential | LoginRefusal {
    if (username !== undefined && username !== id) return 'wrong';
    return this.#book.credential(id) ?? { id, kind: 'meter', hash: '', meters: [id] };
  }
}

import type { IncomingMessage } from 'node:http';
import type { AuthenticateError } from 'aedes';
import type { TopicOwner } from './acl.ts';
import type { MqttLimits } from './configuration.ts';
import type { Connection } from './connection.ts';
import type { CredentialBook, DeviceCredential } from './credential-book.ts';
import { Guest } from './guest.ts';
import { addressOf, certificateIdOf } from './listeners.ts';
import { Login } from './login.ts';
import { LoginThrottle } from './login-throttle.ts';
import { Counted, type RefusalLog } from './refusal-log.ts';
import { TokenBucket } from './token-bucket.ts';

export interface ReceptionOptions {
  credentials: CredentialBook;
  limits: MqttLimits;
  /** Whose readings a topic carries; null: no profile knows it. */
  ownerOf: (topic: string) => TopicOwner | null;
  refusals: RefusalLog;
  nowMs: () => number;
}

/** MQTT CONNACK return code 4 (bad user name or password) or 3 (server unavailable: later, perhaps). */
function loginError(returnCode: 3 | 4): AuthenticateError {
  const message = returnCode === 4 ? 'bad user name or password' : 'too many failed logins';
  return Object.assign(new Counted(message), { returnCode });
}

/** Lets clients in as guests, each at its rate, and puts out those whose credential went. */
export class Reception {
  readonly #options: ReceptionOptions;
  readonly #login: Login;
  /** One for each id, over all its connections. */
  readonly #rates = new Map<string, TokenBucket>();

  constructor(options: ReceptionOptions) {
    this.#options = options;
    this.#login = new Login(options.credentials, new LoginThrottle(options.nowMs));
  }

  /** Gives the connection its guest; or why not. */
  async login(
    connection: Connection,
    request: IncomingMessage | undefined,
    username: string | undefined,
    password: string | undefined,
  ): Promise<AuthenticateError | null> {
    const address = addressOf(connection.socket, request);
    const certificateId = certificateIdOf(connection.socket, request);
    const outcome = await this.#login
      .attempt({ username, password, address, certificateId })
      .catch(() => 'failed' as const);
    if (outcome === 'failed') return loginError(3);
    if (typeof outcome === 'string') {
      const reason = outcome === 'wrong' ? 'login' : 'login-throttled';
      this.#options.refusals.note(reason, `${username ?? 'nobody'} from ${address}`);
      return loginError(outcome === 'wrong' ? 4 : 3);
    }
    connection.guest = this.#guestOf(outcome);
    return null;
  }

  /** A secret that was rotated, or a meter that lost its credential, is out at once. */
  closeRevoked(connections: Iterable<Connection>): void {
    for (const connection of connections) {
      if (connection.guest === null) continue;
      const { id, hash } = connection.guest.credential;
      const current = this.#options.credentials.credential(id);
      if (hash !== '' && current?.hash !== hash) connection.destroy();
      else if (current !== null) connection.guest = this.#guestOf(current);
    }
  }

  #guestOf(credential: DeviceCredential): Guest {
    return new Guest(credential, this.#rateOf(credential.id), this.#options.ownerOf);
  }

  #rateOf(id: string): TokenBucket {
    const known = this.#rates.get(id);
    if (known !== undefined) return known;
    const { messagesPerSecond } = this.#options.limits;
    const rate = new TokenBucket(messagesPerSecond, 2 * messagesPerSecond, this.#options.nowMs());
    this.#rates.set(id, rate);
    return rate;
  }
}

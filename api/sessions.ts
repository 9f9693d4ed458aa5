import { createHash, randomBytes } from 'node:crypto';
import { hashSecret, verifySecret } from '../model/secret.ts';
import type { RecordsStore, Session, User } from '../store/records.ts';
import type { Viewer } from './access.ts';
import { LoginGuard } from './login-guard.ts';

const sessionMs = 12 * 3_600_000;

/** A session that was opened: the token goes into the cookie and is kept nowhere. */
export interface Opened {
  token: string;
  viewer: Viewer;
}

export interface LoginRefusal {
  refused: 'wrong-password' | 'too-many-attempts' | 'password-unchanged';
  retryAfterSeconds: number;
}

interface SessionPorts {
  records: RecordsStore;
  nowMs: () => number;
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function viewerOf(user: User, expiresMs: number): Viewer {
  const { name, role, scope, mustChangePassword } = user;
  return { user: name, role, scope, mustChangePassword, expiresMs };
}

/** Who is signed in. A token is 256 random bits; the records hold its hash. */
export class Sessions {
  readonly #records: RecordsStore;
  readonly #nowMs: () => number;
  readonly #guard: LoginGuard;
  /** Verified in place of an unknown user's hash, so that an unknown name takes as long as a wrong password. */
  readonly #nobody = hashSecret(randomBytes(16).toString('hex'), 'person');

  constructor(ports: SessionPorts) {
    this.#records = ports.records;
    this.#nowMs = ports.nowMs;
    this.#guard = new LoginGuard(ports.nowMs);
  }

  async open(name: string, password: string, address: string): Promise<Opened | LoginRefusal> {
    const user = await this.#checked(name, password, address);
    if ('refused' in user) return user;
    const opened = await this.#open(user);
    await this.#records.audit({
      actor: name,
      atMs: this.#nowMs(),
      action: 'sign-in',
      subject: name,
      detail: { address },
    });
    return opened;
  }

  /**
   * Opens a session for somebody whom a provider vouches for, who becomes a user of ours or is given the role that the
   * provider says now. Refused where the name is another one's: a provider cannot take over a user with a password.
   */
  async openFor(
    person: Pick<User, 'name' | 'role' | 'scope'>,
    identity: string,
    address: string,
  ): Promise<Opened | 'name-taken'> {
    const known = await this.#records.user(person.name);
    // The identity stands where the hash of a password would, and is the hash of none.
    if (known !== null && known.passwordHash !== identity) return 'name-taken';
    const user: User = { ...person, passwordHash: identity, mustChangePassword: false };
    const act = { actor: person.name, atMs: this.#nowMs() };
    if (known?.role !== user.role || known.scope !== user.scope) await this.#records.putUser(user, act);
    const opened = await this.#open(user);
    await this.#records.audit({
      ...act,
      action: 'sign-in',
      subject: person.name,
      detail: { address, openId: true },
    });
    return opened;
  }

  /** The viewer behind a cookie's token; null: none, expired, or the user is gone. */
  async viewer(token: string): Promise<Viewer | null> {
    const session = await this.#records.session(tokenHash(token), this.#nowMs());
    if (session === null) return null;
    const user = await this.#records.user(session.user);
    return user === null ? null : viewerOf(user, session.expiresMs);
  }

  /** Half of its time gone, a session in use is given the whole again: a wall need not sign in twice a day. */
  async prolong(token: string, viewer: Viewer): Promise<void> {
    const now = this.#nowMs();
    if (viewer.user === null || viewer.expiresMs === null || viewer.expiresMs - now > sessionMs / 2) return;
    await this.#records.putSession({
      tokenHash: tokenHash(token),
      user: viewer.user,
      expiresMs: now + sessionMs,
    });
  }

  async close(token: string): Promise<void> {
    await this.#records.dropSession(tokenHash(token));
  }

  /** Ends every session of the user and opens a new one. */
  async changePassword(
    name: string,
    password: string,
    newPassword: string,
    address: string,
  ): Promise<Opened | LoginRefusal> {
    const user = await this.#checked(name, password, address);
    if ('refused' in user) return user;
    if (password === newPassword) return { refused: 'password-unchanged', retryAfterSeconds: 0 };
    const changed: User = {
      ...user,
      passwordHash: await hashSecret(newPassword, 'person'),
      mustChangePassword: false,
    };
    await this.#records.putUser(changed, { actor: name, atMs: this.#nowMs() });
    await this.#records.dropSessionsOf(name);
    return this.#open(changed);
  }

  async #open(user: User): Promise<Opened> {
    const token = randomBytes(32).toString('base64url');
    const session: Session = {
      tokenHash: tokenHash(token),
      user: user.name,
      expiresMs: this.#nowMs() + sessionMs,
    };
    await this.#records.putSession(session);
    return { token, viewer: viewerOf(user, session.expiresMs) };
  }

  async #checked(name: string, password: string, address: string): Promise<User | LoginRefusal> {
    const waitMs = this.#guard.waitMs(name, address);
    if (waitMs > 0) return { refused: 'too-many-attempts', retryAfterSeconds: Math.ceil(waitMs / 1000) };
    this.#guard.attempted(name, address);
    const user = await this.#records.user(name);
    const right = await verifySecret(password, user?.passwordHash ?? (await this.#nobody));
    if (user !== null && right) {
      this.#guard.succeeded(name, address);
      return user;
    }
    const lockedMs = this.#guard.waitMs(name, address);
    if (lockedMs > 0) {
      await this.#records.audit({
        actor: 'system',
        atMs: this.#nowMs(),
        action: 'sign-in-locked',
        subject: name,
        detail: { address, seconds: Math.ceil(lockedMs / 1000) },
      });
    }
    return { refused: 'wrong-password', retryAfterSeconds: Math.ceil(lockedMs / 1000) };
  }
}

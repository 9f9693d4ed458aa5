import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../free-port.fixture.ts';

/** Where Debian's newest `postgresql` has its programs. */
const programs = globSync('/usr/lib/postgresql/*/bin').sort().at(-1);

export const hasPostgres = programs !== undefined;
export const withoutPostgres = 'postgres is missing: apt-get install postgresql';

// PostgreSQL refuses to run as root: then it runs as the user that Debian made for it.
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/** A real PostgreSQL with a cluster of its own; its superuser is `postgres` without a password. */
export class PostgresServer {
  readonly port: number;
  readonly #directory: string;
  readonly #spawn: () => ChildProcess;
  #process: ChildProcess;

  private constructor(port: number, directory: string, start: () => ChildProcess) {
    this.port = port;
    this.#directory = directory;
    this.#spawn = start;
    this.#process = start();
  }

  /** `durable`: with fsync, as it is in use; tests do without. */
  static async start(options: { durable?: boolean } = {}): Promise<PostgresServer> {
    const as = identity();
    const directory = await mkdtemp(join(tmpdir(), 'liangshai-postgres-'));
    if (as.uid !== undefined && as.gid !== undefined) chownSync(directory, as.uid, as.gid);
    const cluster = join(directory, 'cluster');
    const made = spawnSync(
      join(programs!, 'initdb'),
      ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync', '--locale=C.UTF-8'],
      { ...as, encoding: 'utf8', cwd: directory },
    );
    if (made.status !== 0) throw new Error(made.stderr);
    const port = await freePort();
    const settings = [
      '-c',
      `fsync=${options.durable ? 'on' : 'off'}`,
      '-c',
      `unix_socket_directories=${directory}`,
    ];
    const server = new PostgresServer(port, directory, () =>
      spawn(
        join(programs!, 'postgres'),
        ['-D', cluster, '-h', '127.0.0.1', '-p', String(port), ...settings],
        { ...as, stdio: 'ignore', cwd: directory },
      ),
    );
    await server.#ready();
    return server;
  }

  url(database: string, user = 'postgres'): string {
    return `postgresql://${user}@127.0.0.1:${this.port}/${database}`;
  }

  get pid(): number | null {
    return this.#process.pid ?? null;
  }

  /** Runs statements as the superuser. */
  async run(database: string, statements: string): Promise<void> {
    const client = new pg.Client(this.url(database));
    await client.connect();
    await client.query(statements);
    await client.end();
  }

  /** From now on it takes TLS besides, with this certificate and key in PEM. */
  async speakTls(certificate: string, key: string): Promise<void> {
    for (const [name, pem] of [
      ['server.crt', certificate],
      ['server.key', key],
    ] as const) {
      const file = join(this.#directory, 'cluster', name);
      writeFileSync(file, pem, { mode: 0o600 });
      const { uid, gid } = identity();
      if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
    }
    await this.run('postgres', 'ALTER SYSTEM SET ssl = on');
    await this.run('postgres', 'SELECT pg_reload_conf()');
  }

  /** Ends it at once, as a failing machine would: the next start recovers. */
  async crash(): Promise<void> {
    this.#process.kill('SIGQUIT');
    await once(this.#process, 'exit');
  }

  async resume(): Promise<void> {
    this.#process = this.#spawn();
    await this.#ready();
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGINT');
    await once(this.#process, 'exit');
    rmSync(this.#directory, { recursive: true });
  }

  async #ready(): Promise<void> {
    while (true) {
      try {
        await this.run('postgres', 'SELECT 1');
        return;
      } catch (error) {
        if (this.#process.exitCode !== null)
          throw new Error('postgres ended while it started', { cause: error });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

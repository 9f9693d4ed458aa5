import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.fixture.ts';

/** Debian's `influxdb` is there. */
export const hasInfluxd = spawnSync('influxd', ['version']).status === 0;
export const withoutInfluxd = 'influxd is missing: apt-get install influxdb';

/** The type, a length of 256 bytes, and fewer of them than that. */
const tornEntry = Buffer.from([1, 0, 0, 1, 0, 5, 5, 5]);

/** A real InfluxDB 1.x with its files in a directory of its own, which can be stopped and started again. */
export class InfluxServer {
  readonly url: string;
  readonly #directory: string;
  #process: ChildProcess | null = null;

  private constructor(directory: string, port: number) {
    this.#directory = directory;
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * `coldAfter`: how long after the last write a shard's log goes into a data file, 10 minutes where nothing is said;
   * `under`: the directory in which it has its own.
   */
  static async start(
    options: { auth?: boolean; coldAfter?: string; under?: string } = {},
  ): Promise<InfluxServer> {
    const directory = await mkdtemp(join(options.under ?? tmpdir(), 'liangshai-influx-'));
    const [http, rpc] = [await freePort(), await freePort()];
    await writeFile(
      join(directory, 'influxdb.conf'),
      configuration(directory, http, rpc, { auth: false, coldAfter: '10m', ...options }),
    );
    const server = new InfluxServer(directory, http);
    await server.resume();
    return server;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  async resume(): Promise<void> {
    const influxd = spawn('influxd', ['-config', join(this.#directory, 'influxdb.conf')], {
      stdio: 'ignore',
    });
    this.#process = influxd;
    while (!(await this.#answers())) {
      if (influxd.exitCode !== null) throw new Error('influxd ended while it started');
    }
  }

  /** Ends it as a failing machine would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it and leaves what a full disk or a failing machine leaves: an entry of which only the beginning was written. */
  async killWhileWriting(): Promise<void> {
    await this.#end('SIGKILL');
    const logs = await readdir(join(this.#directory, 'wal'), { recursive: true, withFileTypes: true });
    const segments = logs.filter((entry) => entry.isFile() && !entry.parentPath.includes('_internal'));
    for (const { parentPath, name } of segments) await appendFile(join(parentPath, name), tornEntry);
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.#directory, { recursive: true });
  }

  /** It takes connections and says nothing. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const influxd = this.#process;
    this.#process = null;
    if (influxd === null || influxd.exitCode !== null) return;
    influxd.kill(signal);
    await once(influxd, 'exit');
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/ping`)).ok;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return false;
    }
  }
}

function configuration(
  directory: string,
  http: number,
  rpc: number,
  { auth, coldAfter }: { auth: boolean; coldAfter: string },
): string {
  return `
reporting-enabled = false
bind-address = "127.0.0.1:${rpc}"
[meta]
dir = "${directory}/meta"
[data]
dir = "${directory}/data"
wal-dir = "${directory}/wal"
query-log-enabled = false
cache-snapshot-write-cold-duration = "${coldAfter}"
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:${http}"
log-enabled = false
auth-enabled = ${auth}
`;
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.fixture.ts';

/** Debian's `influxdb` is there. */
export const hasInfluxd = spawnSync('influxd', ['version']).status === 0;
export const withoutInfluxd = 'influxd is missing: apt-get install influxdb';

/** A real InfluxDB 1.x with its files in a directory of its own, which can be stopped and started again. */
export class InfluxServer {
  readonly url: string;
  readonly #directory: string;
  #process: ChildProcess | null = null;

  private constructor(directory: string, port: number) {
    this.#directory = directory;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(options: { auth?: boolean } = {}): Promise<InfluxServer> {
    const directory = await mkdtemp(join(tmpdir(), 'liangshai-influx-'));
    const [http, rpc] = [await freePort(), await freePort()];
    await writeFile(
      join(directory, 'influxdb.conf'),
      configuration(directory, http, rpc, options.auth ?? false),
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

function configuration(directory: string, http: number, rpc: number, auth: boolean): string {
  return `
reporting-enabled = false
bind-address = "127.0.0.1:${rpc}"
[meta]
dir = "${directory}/meta"
[data]
dir = "${directory}/data"
wal-dir = "${directory}/wal"
query-log-enabled = false
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:${http}"
log-enabled = false
auth-enabled = ${auth}
`;
}

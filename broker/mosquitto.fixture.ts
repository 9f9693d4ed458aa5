import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../store/free-port.fixture.ts';

/** Exit status 3 is its way to show help. */
const program = ['mosquitto', '/usr/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(
  (path) => spawnSync(path, ['-h'], { stdio: 'ignore' }).status === 3,
);

export const hasMosquitto = program !== undefined;
export const withoutMosquitto = 'mosquitto is missing: apt-get install mosquitto mosquitto-clients';
if (!hasMosquitto && process.env.CI) throw new Error(withoutMosquitto);

/** A real Mosquitto that keeps all it is given in memory, with lines of configuration besides its listener. */
export class Mosquitto {
  readonly port: number;
  readonly #directory: string;
  #process: ChildProcess | null = null;

  private constructor(port: number, lines: readonly string[]) {
    this.port = port;
    this.#directory = mkdtempSync(join(tmpdir(), 'mosquitto-'));
    const all = [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'max_queued_messages 0', ...lines];
    writeFileSync(join(this.#directory, 'mosquitto.conf'), `${all.join('\n')}\n`);
  }

  static async start(...lines: string[]): Promise<Mosquitto> {
    const server = new Mosquitto(await freePort(), lines);
    await server.resume();
    return server;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#process!.pid!;
  }

  async resume(): Promise<void> {
    const mosquitto = spawn(program!, ['-c', join(this.#directory, 'mosquitto.conf')], { stdio: 'ignore' });
    this.#process = mosquitto;
    while (!(await answers(this.port))) {
      if (mosquitto.exitCode !== null) throw new Error('mosquitto ended while it started');
    }
  }

  /** Ends it; its sessions are gone with it. */
  async halt(): Promise<void> {
    const ended = once(this.#process!, 'exit');
    this.#process!.kill();
    await ended;
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.#directory, { recursive: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() !== null));
    socket.once('error', () => setTimeout(resolve, 20, false));
  });
}

/** One publish of QoS 1 by Mosquitto's own client to a broker on this machine; whether it was acknowledged. */
export function mosquittoPub(
  port: number,
  topic: string,
  message: string,
  ...more: string[]
): Promise<boolean> {
  const words = ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topic, '-m', message, ...more];
  return new Promise((resolve) => execFile('mosquitto_pub', words, (error) => resolve(error === null)));
}

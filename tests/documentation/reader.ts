import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { smallCity } from '../city.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

/** Somebody who has a checkout at `~/liangshai`, `liangshai` among the programs, and does what a page says. */
export class Reader {
  readonly home: string;
  /** Where commands run. */
  directory: string;
  readonly #programs: string;

  private constructor(home: string) {
    this.home = home;
    this.directory = path.join(home, 'city');
    this.#programs = path.join(home, 'bin');
  }

  static async settle(): Promise<Reader> {
    const reader = new Reader(await mkdtemp(path.join(tmpdir(), 'liangshai-reader-')));
    await mkdir(reader.directory);
    await mkdir(reader.#programs);
    await symlink(root, path.join(reader.home, 'liangshai'));
    const program = path.join(reader.#programs, 'liangshai');
    await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${root}/app/cli.ts" "$@"\n`);
    await chmod(program, 0o755);
    return reader;
  }

  /** What a command printed; rejects with it where it failed. */
  async does(command: string): Promise<string> {
    const child = this.#run(command);
    const said = collect(child);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${said()}`);
    return said();
  }

  /** Begins what runs until it is ended, and waits for what it says when it is up. */
  async begins(command: string, isUp: RegExp): Promise<{ end: () => Promise<void> }> {
    const child = this.#run(command);
    const said = collect(child);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.stdout!.on('data', () => isUp.test(said()) && resolve());
    child.on('close', (code) => reject(new Error(`${command} ended with ${code}: ${said()}`)));
    await promise;
    const end = async () => {
      const closed = once(child, 'close');
      // `npx` has a shell between, so the whole group is told.
      process.kill(-child.pid!, 'SIGTERM');
      await closed;
    };
    return { end };
  }

  async writes(files: Record<string, string | Uint8Array>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.directory, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }

  /** What a page leaves to the reader: the registry; and ports that are free on this machine. */
  async fillsIn(projects: number, edit = (text: string) => text): Promise<void> {
    const files = Object.entries(smallCity(projects)).map(([name, text]) => [`registry/${name}`, edit(text)]);
    await this.writes(Object.fromEntries(files));
    const configuration = await readFile(path.join(this.directory, 'liangshai.yaml'), 'utf8');
    await this.writes({
      'liangshai.yaml': configuration
        .replace('port: 8080', 'port: 0')
        .replace('host: 0.0.0.0\n  port: 1883', 'host: 127.0.0.1\n  port: 0'),
    });
  }

  async leaves(): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
  }

  #run(command: string): ChildProcess {
    const search = `${this.#programs}:${process.env.PATH}`;
    return spawn('bash', ['-c', command], {
      cwd: this.directory,
      env: { ...process.env, PATH: search, HOME: this.home, NO_UPDATE_NOTIFIER: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  }
}

function collect(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const cli = path.join(path.dirname(import.meta.dirname), 'app', 'cli.ts');

/** What a command answered. */
export interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs one command to its end. */
export function liangshai(directory: string, ...words: string[]): Promise<Answer> {
  return liangshaiWith({}, directory, ...words);
}

/** The same with more in its environment. */
export async function liangshaiWith(
  environment: Record<string, string>,
  directory: string,
  ...words: string[]
): Promise<Answer> {
  const child = spawn(process.execPath, [cli, ...words], {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output() };
}

/** A directory of its own, gone when the test is. */
export async function scratchDirectory(): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-'));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** A small city's registry and a configuration on free ports, as an operator would write them. */
export async function writeCity(directory: string, files: Record<string, string>): Promise<void> {
  await mkdir(path.join(directory, 'registry'), { recursive: true });
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(directory, 'registry', name), text);
  const configuration = 'http:\n  port: 0\n  publicView: true\nmqtt:\n  host: 127.0.0.1\n  port: 0\n';
  await writeFile(path.join(directory, 'liangshai.yaml'), configuration);
}

/** A started service in a process of its own. */
export class LiangshaiProcess {
  readonly child: ChildProcess;
  /** Empty where it serves none. */
  readonly board: string;
  readonly mqttPort: string;
  readonly output: () => { stdout: string; stderr: string };

  private constructor(child: ChildProcess, output: LiangshaiProcess['output'], board: string, mqtt: string) {
    this.child = child;
    this.output = output;
    this.board = board;
    this.mqttPort = new URL(mqtt).port;
  }

  /** Resolves when it has said where its doors are; rejects with what it printed when it ends before. */
  static async start(directory: string, ...words: string[]): Promise<LiangshaiProcess> {
    const child = spawn(process.execPath, [cli, ...words], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = collect(child);
    const { promise, resolve, reject } = Promise.withResolvers<LiangshaiProcess>();
    child.stdout!.on('data', () => {
      const board = /\bboard\s+(http\S+)/i.exec(output().stdout)?.[1] ?? '';
      const mqtt = /\bmqtt\s+(mqtt\S+)/i.exec(output().stdout)?.[1];
      const isUp = mqtt !== undefined && (board !== '' || words.includes('--only'));
      if (isUp) resolve(new LiangshaiProcess(child, output, board, mqtt));
    });
    child.on('close', (code) =>
      reject(new Error(`it ended with ${code}: ${output().stderr}${output().stdout}`)),
    );
    return promise;
  }

  async get<T>(route: string): Promise<T> {
    const response = await fetch(new URL(route, this.board));
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Ends it and answers the exit code; null after a kill. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const closed = once(this.child, 'close');
    this.child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr!.on('data', (chunk: Buffer) => stderr.push(chunk));
  return () => ({ stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
}

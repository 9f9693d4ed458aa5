import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Whether a program of the machine is there; in CI it has to be. */
export function hasProgram(name: string): boolean {
  const isThere = spawnSync('which', [name]).status === 0;
  if (!isThere && process.env.CI) throw new Error(`${name} is missing; .ci/run installs it`);
  return isThere;
}

/** One publish by Mosquitto's own client, QoS 1; resolves when it was acknowledged or refused. */
export async function mosquittoPub(
  port: string,
  user: string,
  password: string,
  topic: string,
  message: string,
): Promise<{ code: number | null; stderr: string }> {
  const words = [
    '-h',
    '127.0.0.1',
    '-p',
    port,
    '-q',
    '1',
    '-u',
    user,
    '-P',
    password,
    '-t',
    topic,
    '-m',
    message,
  ];
  const child = spawn('mosquitto_pub', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr: Buffer.concat(stderr).toString() };
}

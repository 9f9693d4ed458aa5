import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { smallCity } from '../city.ts';
import { scratchDirectory } from '../liangshai-process.ts';
import { hasProgram } from '../peers.ts';
import { allPages, blockUnder } from './pages.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const pages = new Map(allPages().map((page) => [page.file, page]));

/** The pages say it of a checkout one directory above. */
function ownProgram(line: string): string {
  return line.replace(/npx --prefix \S+ liangshai/, `"${process.execPath}" "${root}/app/cli.ts"`);
}

function run(directory: string, line: string): ChildProcess {
  return spawn('bash', ['-c', `exec ${line}`], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function output(child: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr!.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const said = Buffer.concat(chunks).toString();
  if (code !== 0) throw new Error(`${child.spawnargs.at(-1)} ended with ${code}: ${said}`);
  return said;
}

/** The address that a started service prints for one of its doors. */
async function doorsOf(service: ChildProcess): Promise<{ board: string; mqttPort: string }> {
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<{ board: string; mqttPort: string }>();
  service.stdout!.on('data', (chunk: Buffer) => {
    said += chunk;
    const board = /^board (\S+)$/m.exec(said);
    const mqtt = /^mqtt mqtt:\/\/\S+:(\d+)/m.exec(said);
    if (board && mqtt) resolve({ board: board[1]!, mqttPort: mqtt[1]! });
  });
  service.stderr!.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  service.on('close', () => reject(new Error(`the service ended: ${said}`)));
  return promise;
}

test.runIf(hasProgram('mosquitto_pub')).each([
  ['README.md', '## Five minutes with a real meter'],
  ['README.zh-CN.md', '## 五分钟接入一只真实电表'],
])(
  '%s: the tour with a real meter works word for word',
  async (file, heading) => {
    const lines = blockUnder(heading, pages.get(file)!);
    const [first, ...commands] = lines;
    expect(first).toBe('mkdir city && cd city');
    const publish = commands.pop()!;
    const serve = commands.pop()!;
    const scratch = await scratchDirectory();
    let service: ChildProcess | null = null;
    try {
      let secret = '';
      for (const line of commands) {
        const said = await output(run(scratch.directory, ownProgram(line)));
        if (line.endsWith('init')) await fillIn(scratch.directory);
        if (line.includes('meters add')) secret = /password (\S+)/.exec(said)![1]!;
      }
      service = run(scratch.directory, ownProgram(serve));
      const { board, mqttPort } = await doorsOf(service);
      const time = /"time":"([^"]+)"/.exec(publish)![1]!;
      const sent = publish
        .replace('-P …', `-P ${secret}`)
        .replace('-h 127.0.0.1', `-h 127.0.0.1 -p ${mqttPort}`)
        .replace(time, Temporal.Now.instant().toString());
      expect(await output(run(scratch.directory, sent))).toBe('');
      await expect
        .poll(async () => (await fetch(new URL('/metrics', board))).text(), { timeout: 20_000 })
        .toContain('liangshai_ingest_stored_total 1');
    } finally {
      if (service !== null && service.exitCode === null) {
        const closed = once(service, 'close');
        service.kill('SIGTERM');
        await closed;
      }
      await scratch.remove();
    }
  },
  120_000,
);

/** What the reader does by hand; and free ports, as this machine may have others. */
async function fillIn(directory: string): Promise<void> {
  // A meter of that power without transformers.
  const files = Object.entries(smallCity(1)).map(
    ([name, text]) => [name, text.replace(',60,', ',1,')] as const,
  );
  for (const [name, text] of files) await writeFile(path.join(directory, 'registry', name), text);
  const file = path.join(directory, 'liangshai.yaml');
  const configuration = await readFile(file, 'utf8');
  await writeFile(
    file,
    configuration
      .replace('port: 8080', 'port: 0')
      .replace('host: 0.0.0.0\n  port: 1883', 'host: 127.0.0.1\n  port: 0'),
  );
}

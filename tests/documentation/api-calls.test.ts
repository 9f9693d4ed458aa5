import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { smallCity } from '../city.ts';
import { LiangshaiProcess, liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';
import { hasProgram } from '../peers.ts';
import { allPages, blockUnder } from './pages.ts';

const run = promisify(execFile);
const page = allPages().find(({ file }) => file === 'docs/api.md')!;
const calls = [
  '## Somebody who signs in',
  '## What there is to see',
  '## A gateway that speaks HTTP',
].flatMap((heading) => blockUnder(heading, page));

test.runIf(hasProgram('curl'))('every call of docs/api.md is answered', { timeout: 180_000 }, async () => {
  expect(calls.length).toBeGreaterThan(8);
  const { directory, remove } = await scratchDirectory();
  let service: LiangshaiProcess | null = null;
  try {
    await writeCity(directory, smallCity(2));
    await liangshai(directory, 'import', 'registry');
    const user = await liangshai(directory, 'users', 'add', 'oa', '--role', 'viewer');
    const gateway = await liangshai(directory, 'meters', 'add', 'G1', '--gateway', 'M1', 'M2');
    service = await LiangshaiProcess.start(directory, 'serve');
    const env = {
      ...process.env,
      BOARD: service.board.replace(/\/$/, ''),
      PASSWORD: /one-time password (\S+)/.exec(user.stdout)![1]!,
      TOKEN: /token (\S+)/.exec(gateway.stdout)![1]!,
      NOW: Temporal.Now.instant().toString(),
    };
    for (const call of calls) {
      const answer = await run('bash', ['-c', call], { cwd: directory, env });
      expect(JSON.parse(answer.stdout), call).toBeInstanceOf(Object);
    }
  } finally {
    await service?.end();
    await remove();
  }
});

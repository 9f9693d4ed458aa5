import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const cli = path.join(import.meta.dirname, 'cli.ts');

test('a command whose reader has seen enough ends without a word, as with `| head`', async () => {
  const child = spawn('node', [cli, 'simulate', '--list-confounders'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([said, code]).toEqual(['', 0]);
});

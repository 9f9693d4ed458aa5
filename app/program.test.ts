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

test.each([
  ['backtest --registry . --readings x --out x --until soon', 2],
  ['backtest --registry . --readings x --out x --until 2026-02-30', 2],
  ['demo --http-port 99999', 2],
  ['decode payload.json', 2],
  ['decode payload.json --profile nosuch', 2],
  ['--version', 0],
])('liangshai %s ends with %i, said in one line', async (words, code) => {
  const child = spawn('node', [cli, ...words.split(' ')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [ended]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  expect(ended).toBe(code);
  expect([out, err].map((said) => said.split('\n').length - 1)).toEqual(code === 0 ? [1, 0] : [0, 1]);
});

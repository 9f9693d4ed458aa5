import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';

test.each([
  ['a second signal', 'SIGTERM', ''],
  // Whoever watches over the process takes this one for a failure, and an ended one for an orderly stop.
  ['an error that nobody caught', 'SIGABRT', 'nobody caught this'],
])(
  '%s ends the process at once, in the middle of a write, too',
  async (ending, died, said) => {
    const script = path.join(import.meta.dirname, 'lifetime.fixture.ts');
    const child = spawn(process.execPath, [script, ending], { stdio: ['ignore', 'inherit', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [, signal] = (await once(child, 'close', { signal: AbortSignal.timeout(20_000) }).catch(() => {
      child.kill('SIGKILL');
      return [null, 'never'];
    })) as [number | null, string | null];
    expect(signal).toBe(died);
    expect(stderr).toContain(said);
  },
  30_000,
);

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('an error in the log has its message and its stack', () => {
  const script = `import { buildLog } from './log.ts'; buildLog('info').error({ error: new Error('the disk is gone') }, 'failed');`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  expect(JSON.parse(stderr)).toMatchObject({
    msg: 'failed',
    error: { message: 'the disk is gone', stack: expect.stringContaining('Error: the disk is gone') },
  });
});

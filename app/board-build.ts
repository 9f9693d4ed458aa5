import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LiangshaiError } from '../model/error.ts';

const root = path.dirname(import.meta.dirname);
export const boardDirectory = path.join(root, 'board', 'dist');
/** Built beside the old one and put in its place whole: a browser never gets half of each. */
const nextDirectory = path.join(root, 'board', `dist.next-${process.pid}`);
const stamp = '.built-from';
const sources = [
  'board/**/*.{ts,tsx,css,html,json,svg}',
  'api/schemas/*.ts',
  'model/*.ts',
  'package-lock.json',
];

/**
 * Builds the board when its sources differ from those it was built from; else does nothing.
 * @throws LiangshaiError `board-build` with what the build printed
 */
export async function buildBoard(): Promise<void> {
  const wanted = await sourcesHash();
  if ((await builtFrom()) === wanted) return;
  try {
    await runBuild();
    await writeFile(path.join(nextDirectory, stamp), wanted);
    // Another process may have been at it too, and been faster.
    if ((await builtFrom()) === wanted) return;
    await rm(boardDirectory, { recursive: true, force: true });
    await rename(nextDirectory, boardDirectory);
  } finally {
    await rm(nextDirectory, { recursive: true, force: true });
  }
}

function builtFrom(): Promise<string | null> {
  return readFile(path.join(boardDirectory, stamp), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function sourcesHash(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: root, exclude: ['board/dist/**', 'board/dist.next-*/**'] }))
    files.push(file);
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(await readFile(path.join(root, file)));
  return hash.digest('hex');
}

function runBuild(): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(
    process.execPath,
    [vite, 'build', 'board', '--outDir', nextDirectory, '--emptyOutDir', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Whatever this process was started for: the board that is served is never a development build.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const printed = Buffer.concat(output).toString().trim();
      reject(
        new LiangshaiError('board-build', `the board could not be built:\n${printed}`, 'mend what it names'),
      );
    });
  });
}

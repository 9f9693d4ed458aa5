import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './compose-file.ts';
import { parseImage } from './image-steps.ts';

const image = parseImage(readFileSync(path.join(root, 'Dockerfile'), 'utf8'));
const last = image.at(-1)!;

test('the base is the Node that package.json pins', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const { from } of image) expect(from).toBe(`node:${dependencies.node}-bookworm-slim`);
});

test('what is copied from the tree is there, and what is copied from a stage was made by one before', () => {
  const before = new Set<string>();
  for (const { name, steps } of image) {
    for (const step of steps) {
      if (!('sources' in step)) continue;
      if (step.stage !== null) expect(before).toContain(step.stage);
      else for (const source of step.sources) expect(existsSync(path.join(root, source)), source).toBe(true);
    }
    if (name !== null) before.add(name);
  }
});

test('it runs without root, says when it is well, and starts a file that is there', () => {
  const instructions = last.steps.filter((step) => 'what' in step);
  const text = (what: string) => instructions.find((step) => step.what === what)?.text ?? '';
  expect(text('USER')).toBe('node');
  expect(text('HEALTHCHECK')).toContain('/healthz');
  const [node, file] = JSON.parse(text('ENTRYPOINT')) as string[];
  expect(node).toBe('node');
  expect(existsSync(path.join(root, file!))).toBe(true);
});

test('secrets, data and what only developers need stay outside', () => {
  const ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  expect(ignored).toEqual(
    expect.arrayContaining(['.env', '.git', 'secrets', 'data', '**/node_modules', 'board/dist']),
  );
});

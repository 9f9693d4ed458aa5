import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from '../../app/program.ts';
import { allPages, type CommandLine, liangshaiCalls } from './pages.ts';

const calls = allPages().flatMap(liangshaiCalls);
const program = await buildProgram([]);

/** What a call has that the program does not know; null: it would be taken. */
function faultOf({ words }: CommandLine): string | null {
  let command: Command = program;
  let rest = [...words];
  for (;;) {
    const child = command.commands.find((one) => one.name() === rest[0]);
    if (child === undefined) break;
    command = child;
    rest = rest.slice(1);
  }
  if (command === program) return `there is no command ${words[0]}`;
  const { operands, unknown } = command.parseOptions(rest);
  if (unknown.length > 0) return `${command.name()} has no ${unknown[0]}`;
  const most = command.registeredArguments.some(({ variadic }) => variadic)
    ? Number.POSITIVE_INFINITY
    : command.registeredArguments.length;
  if (operands.length > most) return `${command.name()} takes no ${operands[most]}`;
  return null;
}

test('the pages call the program often enough for this test to mean something', () => {
  expect(calls.length).toBeGreaterThan(30);
});

test.each(calls.map((call) => [`${call.file}: liangshai ${call.words.join(' ')}`, call] as const))(
  '%s is a command that the program takes',
  (_line, call) => {
    expect(faultOf(call)).toBeNull();
  },
);

test('npm scripts that the pages name are there', async () => {
  const { default: packageJson } = await import('../../package.json', { with: { type: 'json' } });
  const named = allPages().flatMap(({ file, text }) =>
    [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map((match) => `${file}: ${match[1]}`),
  );
  const missing = named.filter((line) => !(line.split(': ')[1]! in packageJson.scripts));
  expect(missing).toEqual([]);
});

test('programs of the project that the pages run are there', async () => {
  const { existsSync } = await import('node:fs');
  const named = allPages().flatMap(({ file, text }) =>
    [...text.matchAll(/\bnode ((?:[\w-]+\/)+[\w-]+\.(?:ts|mjs))/g)].map(
      (match) => [file, match[1]!] as const,
    ),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter(([, program]) => !existsSync(program))).toEqual([]);
});

test('links between the pages lead to files that are there', async () => {
  const { existsSync } = await import('node:fs');
  const path = await import('node:path');
  const broken = allPages().flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
      .map((match) => path.join(path.dirname(file), match[1]!))
      .filter((target) => !existsSync(target))
      .map((target) => `${file}: ${target}`),
  );
  expect(broken).toEqual([]);
});

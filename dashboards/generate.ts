import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;
const vendor = path.join(here, 'vendor');
const library = 'grafonnet-v11.4.0/main.libsonnet';

export const generatedDirectory = path.join(here, 'generated');

/** What generating needs and this machine does not have, in words of what to do about it. */
export class Missing extends Error {}

function hasCommand(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/**
 * The directory that jsonnet finds grafonnet in: installed by `jb` where that is there, else the first of
 * `JSONNET_PATH` and `dashboards/vendor` that has it.
 * @throws Missing
 */
export function findLibrary(environment: NodeJS.ProcessEnv): string {
  if (!hasCommand('jsonnet')) {
    throw new Missing(
      'there is no `jsonnet`: install it (Debian: apt-get install jsonnet; macOS: brew install jsonnet)',
    );
  }
  if (hasCommand('jb')) execFileSync('jb', ['install'], { cwd: here, stdio: 'inherit' });
  const places = [...(environment.JSONNET_PATH ?? '').split(path.delimiter).filter(Boolean), vendor];
  const found = places.find((place) => existsSync(path.join(place, library)));
  if (found !== undefined) return found;
  throw new Missing(
    `${library} is in none of ${places.join(', ')}: install jb (jsonnet-bundler) and run this again, ` +
      'or point JSONNET_PATH at a directory laid out as by `jb install`',
  );
}

/** Every dashboard as the text of its file, by its path below `generated/`. */
export function evaluate(libraryDirectory: string): Map<string, string> {
  const out = mkdtempSync(path.join(tmpdir(), 'liangshai-dashboards-'));
  try {
    for (const language of ['zh', 'en']) mkdirSync(path.join(out, language));
    execFileSync('jsonnet', ['-J', libraryDirectory, '-m', out, path.join(here, 'all.jsonnet')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return readFiles(out, (text) => `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The text of every JSON file below a directory, by its path. */
export function readFiles(directory: string, form = (text: string) => text): Map<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return new Map(names.sort().map((name) => [name, form(readFileSync(path.join(directory, name), 'utf8'))]));
}

function writeFiles(files: ReadonlyMap<string, string>): void {
  rmSync(generatedDirectory, { recursive: true, force: true });
  for (const [name, text] of files) {
    const file = path.join(generatedDirectory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

if (import.meta.main) {
  try {
    const files = evaluate(findLibrary(process.env));
    writeFiles(files);
    process.stdout.write(`${files.size} dashboards in ${path.relative(process.cwd(), generatedDirectory)}\n`);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    process.stderr.write(`dashboards: ${error.message}\n`);
    process.exitCode = 1;
  }
}

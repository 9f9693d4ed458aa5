import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Copy {
  stage: string | null;
  sources: string[];
  to: string;
}

/** Any other step: `USER`, `node`. */
export interface Instruction {
  what: string;
  text: string;
}

export interface Stage {
  from: string;
  name: string | null;
  steps: (Copy | Instruction)[];
}

/** A Dockerfile as stages and steps; only what ours uses. */
export function parseImage(text: string): Stage[] {
  const lines = text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const values = new Map<string, string>();
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, what, rest] = /^([A-Z]+)\s+(.*)$/.exec(line)!;
    const value = rest!.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '');
    if (what === 'ARG') values.set(...(value.split('=') as [string, string]));
    else if (what === 'FROM') {
      const [from, , name] = value.split(' ');
      stages.push({ from: from!, name: name ?? null, steps: [] });
    } else stages.at(-1)!.steps.push(what === 'COPY' ? copyStep(value) : { what: what!, text: value });
  }
  return stages;
}

function copyStep(text: string): Copy {
  const words = text.split(' ');
  const stage = words[0]!.startsWith('--from=') ? words.shift()!.slice('--from='.length) : null;
  return { stage, sources: words.slice(0, -1), to: words.at(-1)! };
}

/**
 * Does what the image's build would do, as plain commands in a directory of its own for each stage: copies, and RUN
 * steps that make something in the working directory. What belongs to the image's machine (users, /var) is left out.
 * @returns the directory of the last stage
 */
export function runImageSteps(root: string, directory: string, log: (line: string) => void): string {
  const stages = parseImage(readFileSync(path.join(root, 'Dockerfile'), 'utf8'));
  const placeOf = new Map<string, string>();
  let place = directory;
  for (const [index, { name, steps }] of stages.entries()) {
    place = path.join(directory, String(index));
    mkdirSync(place);
    if (name !== null) placeOf.set(name, place);
    for (const step of steps) {
      if ('sources' in step) copy(step, root, place, placeOf);
      else if (step.what === 'RUN' && !step.text.includes('/var/lib')) {
        log(`${name ?? 'image'}: ${step.text}`);
        execFileSync('sh', ['-c', step.text], { cwd: place, stdio: 'inherit' });
      }
    }
  }
  return place;
}

function copy(
  { stage, sources, to }: Copy,
  root: string,
  place: string,
  placeOf: ReadonlyMap<string, string>,
): void {
  if (stage !== null) {
    const source = sources[0]!.replace('/liangshai', placeOf.get(stage)!);
    cpSync(source, path.join(place, to), { recursive: true, verbatimSymlinks: true });
    return;
  }
  for (const source of sources) {
    if (source !== '.') cpSync(path.join(root, source), path.join(place, source));
    else copyTree(root, place);
  }
}

/** The tree as it was committed last, less what .dockerignore names. */
function copyTree(root: string, place: string): void {
  const archive = execFileSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 1 << 28 });
  execFileSync('tar', ['--extract', '--directory', place], { input: archive });
  const ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const isIgnored = (name: string) => ignored.some((rule) => path.matchesGlob(name, rule));
  for (const name of readdirSync(place, { recursive: true, encoding: 'utf8' })) {
    if (!name.startsWith('node_modules') && isIgnored(name))
      rmSync(path.join(place, name), { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const root = path.dirname(path.dirname(import.meta.dirname));
  const directory = mkdtempSync(path.join(tmpdir(), 'liangshai-image-'));
  try {
    const place = runImageSteps(root, directory, (line) => process.stdout.write(`${line}\n`));
    execFileSync(process.execPath, ['app/cli.ts', 'serve', '--help'], { cwd: place, stdio: 'inherit' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

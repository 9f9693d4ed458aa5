import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfiguration } from '../../app/config.ts';
import { openRecords } from '../../app/records.ts';
import { findingId } from '../../model/finding.ts';
import { smallCity } from '../city.ts';
import { idleReasons, reasonsFor } from './elsewhere.ts';
import { allPages, commandsOf, type ShellCommand } from './pages.ts';
import { Reader } from './reader.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const timeout = 120_000;
const pages = allPages().filter(({ file }) => file !== 'CHANGELOG.md');
const commands = pages.flatMap(commandsOf);

/** Which commands a test below runs. */
const walks = {
  decode: ({ text }: ShellCommand) => /\bliangshai decode --/.test(text),
  oneMachine: ({ text }: ShellCommand) => text.startsWith('npx --prefix ~/liangshai '),
  secrets: ({ file, text }: ShellCommand) =>
    file === 'docs/deploy.md' && /^(cp \.env|mkdir -m|for name|echo |chmod )/.test(text),
  address: ({ text }: ShellCommand) => text.startsWith('sed -i '),
  rules: ({ text }: ShellCommand) => /^liangshai (backtest|evaluate) /.test(text),
  moves: ({ text }: ShellCommand) => /^liangshai (backup \/backup\/move|restore DIR)$/.test(text),
  days: ({ text }: ShellCommand) =>
    /^liangshai (init|doctor|verify|import|meters|users|pages) ?/.test(text) ||
    /^liangshai (backup backup-today|restore --verify backup-today)$/.test(text),
} as const;

function pageOf(name: string): string {
  return pages.find(({ file }) => file === name)!.text;
}

/** What a walk runs, in the order of reading, each once. */
function said(by: (command: ShellCommand) => boolean): string[] {
  return [...new Set(commands.filter(by).map(({ text }) => text))];
}

let reader: Reader;
beforeEach(async () => {
  reader = await Reader.settle();
});
afterEach(() => reader.leaves());

test('every command of the pages is run by one test, or it is said why it is not', () => {
  expect(commands.length).toBeGreaterThan(90);
  const claims = (command: ShellCommand) =>
    Object.values(walks).filter((walk) => walk(command)).length + reasonsFor(command).length;
  const wrong = commands.filter((command) => claims(command) !== 1);
  expect(wrong.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  expect(idleReasons(commands)).toEqual([]);
});

test('docs/payload-profiles.md: every payload is decoded to what stands below it', { timeout }, async () => {
  const page = pageOf('docs/payload-profiles.md');
  const calls = said(walks.decode);
  expect(calls.length).toBeGreaterThan(15);
  await reader.writes({
    'liangshai.yaml': /^```yaml\n([\s\S]*?)^```/m.exec(page)![1]!,
    'payload.json': /site\/M1\/data` with `(\{.*\})`/.exec(page)![1]!,
  });
  for (const call of calls) {
    const { readings, refusals } = JSON.parse(await reader.does(call)) as {
      readings: object[];
      refusals: object[];
    };
    expect(refusals, call).toEqual([]);
    const below = page.slice(page.indexOf(call) + call.length).match(/^\n# (.*)$/m);
    const yielded = call.endsWith('-') ? (JSON.parse(below![1]!) as object) : { meter: 'M1' };
    expect(readings, call).toContainEqual(expect.objectContaining(yielded));
  }
});

test('docs/deploy.md: one machine', { timeout }, async () => {
  const [init, ...rest] = said(walks.oneMachine);
  const serve = rest.pop()!;
  await reader.does(init!);
  await reader.fillsIn(2);
  for (const command of rest) await reader.does(command);
  const service = await reader.begins(serve, /^board http[\s\S]*password/m);
  await service.end();
});

test('docs/deploy.md: the secrets that are made are those that the stack wants', { timeout }, async () => {
  for (const name of ['.env.example', 'docker-compose.yml']) {
    await cp(path.join(root, name), path.join(reader.directory, name));
  }
  for (const command of said(walks.secrets)) await reader.does(command);
  const { secrets } = parse(await readFile(path.join(root, 'docker-compose.yml'), 'utf8')) as {
    secrets: Record<string, { file: string }>;
  };
  const wanted = Object.values(secrets).map(({ file }) => path.basename(file));
  expect(await readdir(path.join(reader.directory, 'secrets'))).toEqual(expect.arrayContaining(wanted));
});

test('docs/deploy.md: the board has another address in every dashboard', { timeout }, async () => {
  const generated = path.join('dashboards', 'generated');
  await cp(path.join(root, generated), path.join(reader.directory, generated), { recursive: true });
  for (const command of said(walks.address)) await reader.does(command);
  const counts = await reader.does(`grep -rlF https://board.example.org ${generated} | wc -l`);
  expect(Number(counts)).toBeGreaterThan(0);
  expect(await reader.does(`grep -rlF http://127.0.0.1:8080 ${generated} || true`)).toBe('');
});

test('docs/rules.md: before and after a change of the rules', { timeout }, async () => {
  const registry = Object.entries(smallCity(1)).map(([name, text]) => [`registry/${name}`, text]);
  // 900 kWh a day, and 20 from the 30th on.
  const days = Array.from({ length: 50 }, (_, day) => {
    const kwh = 90 * Math.min(day, 30) + 2 * Math.max(0, day - 30);
    const date = Temporal.PlainDate.from('2026-03-02').add({ days: day });
    return { date, kwh, state: day < 30 ? 'working' : 'idle' };
  });
  await reader.writes({
    ...Object.fromEntries(registry),
    'readings.csv.gz': gzipSync(
      ['meter,time,energy_kwh', ...days.map(({ date, kwh }) => `M1,${date}T00:00:00+08:00,${kwh}`), ''].join(
        '\n',
      ),
    ),
    'truth.csv': ['project,date,state', ...days.map(({ date, state }) => `P1,${date},${state}`), ''].join(
      '\n',
    ),
    'changed.yaml': /^```yaml\n(rules:[\s\S]*?)^```/m.exec(pageOf('docs/rules.md'))![1]!,
  });
  let answer = '';
  for (const command of said(walks.rules)) answer = await reader.does(command);
  expect(answer).toMatch(/F1/i);
  const [before, after] = ['before', 'after'].map((name) =>
    readFile(path.join(reader.directory, name, 'findings.csv'), 'utf8'),
  );
  expect(await after).not.toBe(await before);
});

test('docs/operations.md and the other pages: what is done day by day, beside a running service', {
  timeout,
}, async () => {
  const [init, ...rest] = said(walks.days).toSorted((a, b) => order(a) - order(b));
  expect(init).toBe('liangshai init');
  await reader.does(init!);
  await reader.fillsIn(7, (text) => text.replaceAll('HS', 'YZ'));
  await reader.does('liangshai import registry');
  const finding = await putFinding(reader);
  // A running service evaluates at its next minute, and withdraws what no reading speaks for.
  const ofFinding = rest.filter((command) => /--finding (F|ID)$/.test(command));
  expect(ofFinding).not.toEqual([]);
  for (const command of ofFinding)
    await reader.does(command.replace(/--finding (F|ID)$/, `--finding '${finding}'`));
  const service = await reader.begins('liangshai serve', /^board http/m);
  try {
    for (const command of rest) if (!ofFinding.includes(command)) await reader.does(command);
  } finally {
    await service.end();
  }
});

test('docs/deploy.md: a backup is read into empty stores', { timeout }, async () => {
  await reader.does('liangshai init');
  await reader.fillsIn(2);
  await reader.does('liangshai import registry');
  const service = await reader.begins('liangshai serve', /^board http/m);
  const place = path.join(reader.home, 'backup');
  const [backup, restore] = said(walks.moves).toSorted();
  await reader.does(backup!.replace('/backup', place));
  await service.end();
  const configuration = await readFile(path.join(reader.directory, 'liangshai.yaml'));
  reader.directory = path.join(reader.home, 'elsewhere');
  await reader.writes({ 'liangshai.yaml': configuration });
  await reader.does(restore!.replace('DIR', path.join(place, 'move')));
});

/** A reader adds before listing or rotating, and takes a backup before looking through it. */
function order(command: string): number {
  const steps = ['init', 'import', 'doctor', 'meters add', 'users add', 'meters', 'users', 'pages', 'backup'];
  const at = steps.findIndex((step) => command.startsWith(`liangshai ${step}`));
  return at < 0 ? steps.length : at;
}

async function putFinding({ directory }: Reader): Promise<string> {
  const configuration = await readConfiguration(path.join(directory, 'liangshai.yaml'));
  const records = await openRecords(configuration);
  await records.start();
  try {
    const opened = '2026-11-20';
    const id = findingId('P1', 'meter-silent', opened);
    const [level, kind] = ['watch', 'meter-silent'] as const;
    const evidence = { sentence: { zh: '计量离线', en: 'silent' }, days: [], figures: {} };
    const finding = { id, project: 'P1', kind, level, since: opened, opened, closed: null, evidence };
    await records.replaceFindings(['P1'], [finding], { actor: 'test', atMs: Date.now() });
    return id;
  } finally {
    await records.stop();
  }
}

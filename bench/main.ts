import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { writeSection } from './results.ts';

/*
 * `npm run bench`: every benchmark that needs nothing started beforehand, one after the other with a short default, and
 * the ratios of all of them at the head of RESULTS.md. `npm run bench -- ingest rules` runs but those. Node-RED is a peer
 * where `npm run bench:flows -- --install` has put it.
 */
interface Bench {
  name: string;
  file: string;
  words: string[];
  /** It writes its own section of RESULTS.md. */
  writes: boolean;
}

const benches: readonly Bench[] = [
  { name: 'ingest', file: 'ingest/main.ts', words: ['10'], writes: true },
  { name: 'replay', file: 'ingest/main.ts', words: ['replay'], writes: true },
  { name: 'flows', file: 'flows/main.ts', words: [], writes: false },
  { name: 'store', file: 'store/main.ts', words: ['30'], writes: true },
  { name: 'rules', file: 'rules/rules.ts', words: [], writes: false },
  { name: 'board', file: 'board/main.ts', words: ['--minutes', '5'], writes: true },
  { name: 'growth', file: 'growth/main.ts', words: [], writes: false },
  { name: 'forecast', file: 'forecast/forecast.ts', words: ['--write'], writes: true },
  {
    name: 'accuracy',
    file: 'accuracy/accuracy.ts',
    words: ['--city', '1', '--projects', '60'],
    writes: false,
  },
];

const chosen = process.argv.slice(2);
const known = new Set(benches.map(({ name }) => name));
const unknown = chosen.filter((name) => !known.has(name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark ${unknown.join(', ')}; there are ${[...known].join(', ')}\n`);
  process.exit(2);
}

const ratios: string[] = [];
for (const bench of benches.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const lines = await run(bench);
  const command = ['node', `bench/${bench.file}`, ...bench.words].join(' ');
  // A heading of its own would be another section.
  const below = lines.map((line) => line.replace(/^##? /, '### '));
  if (!bench.writes) writeSection(bench.name, command, ['', ...below]);
  for (const line of lines) {
    const ratio = /^(ours \/ .+?): (.+)$/.exec(line);
    if (ratio !== null) ratios.push(`| ${bench.name} | ${ratio[1]} | ${ratio[2]} |`);
  }
}
if (ratios.length > 0) {
  const table = ['', '| benchmark | ratio | |', '|---|---|---|', ...ratios];
  writeSection('ratios', ['npm run bench', ...chosen].join(' '), table, 'first');
  process.stdout.write(`${table.join('\n')}\n`);
}

/** Runs one in a process of its own, so that none pays for another's memory; answers the lines that it printed. */
async function run({ name, file, words }: Bench): Promise<string[]> {
  process.stdout.write(`\n== ${name}\n`);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    process.stdout.write(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return Buffer.concat(chunks).toString().trimEnd().split('\n');
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

const file = join(import.meta.dirname, 'RESULTS.md');

/** The machine as it is now: a figure without it, and without what else it had to do, says little. */
function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]!.toFixed(1);
  return `${cpus().length} × ${cpus()[0]?.model}, ${gigabytes} GB, Linux, Node ${process.version}; load average ${load} at the end`;
}

/** Replaces one benchmark's section of RESULTS.md in its place; a new one stands last, or before all others. */
export function writeSection(
  name: string,
  command: string,
  lines: readonly string[],
  place: 'first' | 'last' = 'last',
): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Results of the benchmarks\n';
  const [title, ...sections] = before.split(/^(?=## )/m).map((text) => text.trimEnd());
  const day = new Date().toISOString().slice(0, 10);
  const section = [`## ${name}`, '', `\`${command}\`, ${day}, ${machine()}`, ...lines].join('\n');
  const known = sections.findIndex((text) => text.startsWith(`## ${name}\n`));
  if (known >= 0) sections[known] = section;
  else if (place === 'first') sections.unshift(section);
  else sections.push(section);
  writeFileSync(file, `${[title, ...sections].join('\n\n')}\n`);
}

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(path.dirname(import.meta.dirname));

/** A page that a user reads. */
export interface Page {
  /** Relative to the project. */
  file: string;
  text: string;
}

export function allPages(): Page[] {
  const files = globSync(['*.md', 'docs/**/*.md', 'docs/*.yml'], { cwd: root });
  return files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

export interface CommandLine {
  file: string;
  /** The words after `liangshai`. */
  words: string[];
}

/** Every call of `liangshai` in the shell blocks and in the running text of a page. */
export function liangshaiCalls({ file, text }: Page): CommandLine[] {
  const blocks = [...text.matchAll(/^```(?:sh|bash|console)\n([\s\S]*?)^```/gm)].flatMap((block) =>
    block[1]!.replaceAll('\\\n', ' ').split('\n'),
  );
  const inline = [...text.matchAll(/`(liangshai [^`\n]+)`/g)].map((match) => match[1]!);
  const lines = [...blocks, ...inline].flatMap((line) => line.replace(/\s#.*$/, '').split('&&'));
  return lines.flatMap((line) => {
    const call = /(?:.*node app\/cli\.ts|.*(?<![/.\w])liangshai) ([a-z].*)$/.exec(line);
    return call === null ? [] : [{ file, words: wordsOf(call[1]!) }];
  });
}

/** As a shell splits them, up to the end of the command. */
function wordsOf(line: string): string[] {
  const end = /\s[|;>&]/.exec(line)?.index ?? line.length;
  const words = line.slice(0, end).match(/'[^']*'|"[^"]*"|\S*\$\([^)]*\)\S*|\S+/g) ?? [];
  return words.map((word) => word.replaceAll(/^['"]|['"]$/g, ''));
}

/** The shell lines of the block under a heading, comments and blank lines left out. */
export function blockUnder(heading: string, { text }: Page): string[] {
  const after = text.slice(text.indexOf(heading) + heading.length);
  const block = /^```sh\n([\s\S]*?)^```/m.exec(after)?.[1] ?? '';
  return block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+#.*$|^#.*$/, ''))
    .filter((line) => line !== '');
}

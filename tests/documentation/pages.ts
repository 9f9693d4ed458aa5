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

/** What a reader pastes into a shell: a line, or a loop, of a block; or a call in the running text. */
export interface ShellCommand {
  file: string;
  text: string;
  /** The heading above it. */
  heading: string;
}

const programs = 'liangshai|npm|npx|node|docker|git|curl|sed|openssl|mosquitto_pub';
const block = /^```(?:sh|bash|console)\n([\s\S]*?)^```/;
const inText = new RegExp(String.raw`\x60((?:[A-Z_]+=\S+ )?(?:${programs})\s[^\x60]+)\x60`);
const heading = /^#+ (.*)$/;

/** Every command of a page in the order of reading. */
export function commandsOf({ file, text }: Page): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let under = '';
  const parts = new RegExp(`${block.source}|${inText.source}|${heading.source}`, 'gm');
  for (const [, lines, inline, title] of text.matchAll(parts)) {
    if (title !== undefined) under = title;
    const texts = lines === undefined ? [inline?.replaceAll(/\s+/g, ' ')] : pasted(lines);
    for (const one of texts) if (one !== undefined) commands.push({ file, text: one, heading: under });
  }
  return commands;
}

/** The lines of a block without comments; what a `\` or a `for` ties together is one. */
function pasted(lines: string): string[] {
  const texts: string[] = [];
  let open = '';
  for (const line of lines.replaceAll(/\\\n\s*/g, '').split('\n')) {
    const text = line.replace(/\s+#.*$|^#.*$/, '');
    if (text === '') continue;
    open = open === '' ? text : `${open}\n${text}`;
    if (/^for /.test(open) && text !== 'done') continue;
    texts.push(open);
    open = '';
  }
  return texts;
}

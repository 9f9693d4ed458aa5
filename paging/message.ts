import type { Matter } from './notice.ts';

/** One matter in a message, ready to be read. */
export interface Entry {
  /** The project, or what the matter is about. */
  heading: string;
  /** One fact a line: what, since when, on what evidence, what is asked, until when. */
  facts: string[];
  link: Action | null;
}

/** A link that does one thing. */
export interface Action {
  label: string;
  url: string;
}

/** A letter in its reader's language. Each channel gives it the form it needs. */
export interface Message {
  /** The letter's id: the same for every attempt, so that a receiver can tell a repetition from a new message. */
  id: string;
  title: string;
  intro: string;
  entries: Entry[];
  /** How the entries that found no room are mentioned. */
  more: (count: number) => string;
  actions: Action[];
  footer: string;
  /** The same for machines. */
  matters: Matter[];
}

export function plainText(message: Message): string {
  const blocks = [
    message.title,
    message.intro,
    ...message.entries.map(({ heading, facts, link }) => [heading, ...facts, ...linkLines(link)].join('\n')),
    message.actions.map(({ label, url }) => `${label}: ${url}`).join('\n'),
    message.footer,
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function linkLines(link: Action | null): string[] {
  return link === null ? [] : [`${link.label}: ${link.url}`];
}

/** Markdown of the small kind that chat robots read: headings, bold, links, line breaks by empty lines. */
export function markdown(message: Message): string {
  const blocks = [
    `### ${markdownText(message.title)}`,
    markdownText(message.intro),
    ...message.entries.map(({ heading, facts, link }) =>
      [
        `**${markdownText(heading)}**`,
        ...facts.map((fact) => `> ${markdownText(fact)}`),
        ...(link ? [markdownLink(link)] : []),
      ].join('\n\n'),
    ),
    message.actions.map(markdownLink).join('\u3000'),
    markdownText(message.footer),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Names and sentences are text of others: none of it may become a link, a mention or a heading. */
function markdownText(text: string): string {
  return text.replaceAll(/[\\`*_[\]()<>#~|!]/g, (sign) => `\\${sign}`).replaceAll('@', '＠');
}

function markdownLink({ label, url }: Action): string {
  return `[${markdownText(label)}](${url})`;
}

export function html(message: Message): string {
  const entry = ({ heading, facts, link }: Entry) =>
    `<h3>${htmlText(heading)}</h3><ul>${facts.map((fact) => `<li>${htmlText(fact)}</li>`).join('')}</ul>` +
    (link ? `<p>${htmlLink(link)}</p>` : '');
  return [
    '<!doctype html><html><head><meta charset="utf-8"></head><body>',
    `<h2>${htmlText(message.title)}</h2><p>${htmlText(message.intro)}</p>`,
    ...message.entries.map(entry),
    `<p>${message.actions.map(htmlLink).join(' · ')}</p>`,
    `<p><small>${htmlText(message.footer)}</small></p></body></html>`,
  ].join('\n');
}

function htmlText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

function htmlLink({ label, url }: Action): string {
  return `<a href="${htmlText(url)}">${htmlText(label)}</a>`;
}

const shortLine = 80;

/** The text for a telephone's screen: the title, the first matter, and where to answer. */
export function shortText(message: Message): string {
  const [first] = message.entries;
  const [action] = message.actions;
  return [
    cut(message.title),
    ...(first ? [cut([first.heading, ...first.facts.slice(0, 1)].join(' '))] : []),
    ...(action ? [`${action.label} ${action.url}`] : []),
  ].join('\n');
}

/** By whole characters: half of one would be no text any more. */
function cut(text: string): string {
  return [...text].slice(0, shortLine).join('');
}

/** The message in a form that takes at most `maxBytes` of UTF-8: entries are left out from the end, and counted. */
export function fitted(message: Message, form: (message: Message) => string, maxBytes: number): string {
  for (let kept = message.entries.length; kept >= 0; kept--) {
    const left = message.entries.length - kept;
    const entries = message.entries.slice(0, kept);
    if (left > 0) entries.push({ heading: message.more(left), facts: [], link: null });
    const text = form({ ...message, entries });
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  return Buffer.from(form({ ...message, intro: '', entries: [] }))
    .subarray(0, maxBytes)
    .toString()
    .replace(/\uFFFD$/, '');
}

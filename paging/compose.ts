import type { PageMatter } from '../store/pages.ts';
import { signLink } from './link.ts';
import type { Action, Entry, Message } from './message.ts';
import type { Matter, News, Notice, Purpose } from './notice.ts';
import { type Texts, texts } from './texts.ts';

const dayMs = 86_400_000;

/** What a letter is written with. */
export interface Stationery {
  /** Where the board is; links begin with it. */
  publicUrl: string;
  linkSecret: Uint8Array;
  linkDays: number;
  zone: string;
}

/** The letter as its reader reads it. The same letter is the same message whenever it is composed. */
export function compose(id: string, notice: Notice, stationery: Stationery): Message {
  const { purpose, recipient, matters, audience, news } = notice;
  const words = texts[recipient.language];
  const { publicUrl } = stationery;
  const first = matters[0];
  const headline = news ? words.news[news.what](news.period) : first ? headingOf(first, words) : '';
  const acknowledge: Action[] = isAsking(purpose)
    ? [{ label: words.acknowledge, url: linkOf(id, 'acknowledge', notice, stationery) }]
    : [];
  return {
    id,
    title: words.title(purpose, Math.max(1, matters.length), headline),
    intro: words.intro(purpose, recipient.name),
    entries: news
      ? [entryOfNews(news, words)]
      : matters.map((matter) => entryOf(matter, notice, words, stationery)),
    more: words.more,
    actions: [...acknowledge, { label: words.board, url: boardUrl(publicUrl, matters) }],
    footer: words.footer(id, audience),
    matters,
  };
}

/** Somebody has to do something. */
function isAsking(purpose: Purpose): boolean {
  return purpose !== 'closing' && purpose !== 'decision' && purpose !== 'bulletin';
}

function headingOf(matter: Matter, words: Texts): string {
  const name = matter.project?.name ?? matter.district?.name ?? words.service;
  return `${name} ${words.matters[matter.matter]}`;
}

function entryOf(matter: Matter, notice: Notice, words: Texts, stationery: Stationery): Entry {
  const { language } = notice.recipient;
  const facts = [
    `${words.matters[matter.matter]} · ${words.levels[matter.level]} · ${words.since(matter.since)}`,
    words.evidence(matter.evidence[language]),
  ];
  if (matter.decision) facts.push(words.decision(matter.decision));
  else if (notice.purpose === 'closing') facts.push(words.over);
  else facts.push(...asked(matter, words, stationery.zone));
  const mayExplain = isAsking(notice.purpose) && matter.explainUntilMs !== null;
  const link = mayExplain
    ? { label: words.explain, url: linkOf(matter.page, 'explain', notice, stationery) }
    : null;
  const place = [matter.district?.name, matter.department?.name].filter((name) => name !== undefined);
  const name = matter.project?.name ?? matter.district?.name ?? words.service;
  return {
    heading: place.length > 0 && matter.project ? `${name}（${place.join('，')}）` : name,
    facts,
    link,
  };
}

function entryOfNews(news: News, words: Texts): Entry {
  const heading = news.number === null ? news.title : `${news.title}（${news.number}）`;
  return { heading, facts: words.place(news), link: null };
}

/** What a red matter asks for besides an explanation. */
const acts: Partial<Record<PageMatter, 'resume' | 'start'>> = {
  stalled: 'resume',
  'not-resumed': 'resume',
  'late-start': 'start',
};

function asked({ matter, level, explainUntilMs }: Matter, words: Texts, zone: string): string[] {
  if (matter === 'undelivered') return [words.asked.reach];
  const isMeter = matter === 'meter-silent' || matter === 'meter-fault' || matter === 'meter-storm';
  const act = acts[matter] ?? 'improve';
  const what = isMeter ? 'mend' : ({ watch: 'check', yellow: 'explain', red: act } as const)[level];
  if (explainUntilMs === null) return [words.asked[what]];
  const time = Temporal.Instant.fromEpochMilliseconds(explainUntilMs).toZonedDateTimeISO(zone);
  const day = time.toPlainDate().toString();
  return [
    words.asked[what],
    words.until(`${day} ${time.toPlainTime().toString({ smallestUnit: 'minute' })}`),
  ];
}

function linkOf(
  subject: string,
  action: 'acknowledge' | 'explain',
  { recipient, writtenMs }: Notice,
  { publicUrl, linkSecret, linkDays }: Stationery,
): string {
  const expiresMs = writtenMs + linkDays * dayMs;
  const token = signLink(linkSecret, { action, subject, person: recipient.name, expiresMs });
  return `${publicUrl.replace(/\/$/, '')}/act/${token}`;
}

function boardUrl(publicUrl: string, matters: readonly Matter[]): string {
  const [only, ...others] = matters;
  const base = publicUrl.replace(/\/$/, '');
  return only?.project && others.length === 0
    ? `${base}/projects/${encodeURIComponent(only.project.id)}`
    : base;
}

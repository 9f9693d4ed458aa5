import { createHash } from 'node:crypto';
import type { Explanation, ExplanationReason, Page } from '../store/pages.ts';
import type { Act, RecordsStore } from '../store/records.ts';
import type { Link } from './link.ts';
import type { Matter, Notice } from './notice.ts';

/** What a link leads to: who asks, and the matters as the letter told them. */
export interface LinkSubject {
  link: Link;
  matters: Matter[];
}

/** Shows what a link is about; changes nothing, because mail systems look at links by themselves. null: it is gone. */
export async function subjectOf(records: RecordsStore, link: Link): Promise<LinkSubject | null> {
  const pages = await pagesOf(records, link);
  const letters = await records.letters(pages.flatMap(({ letter }) => letter ?? []));
  const matters = letters.flatMap(({ json }) => (JSON.parse(json) as Notice).matters);
  const shown = pages.flatMap(({ id }) => matters.find(({ page }) => page === id) ?? []);
  return shown.length === 0 ? null : { link, matters: shown };
}

/**
 * Acknowledges the pages of a letter in the name of the person it was written to. Doing it twice is doing it once. How
 * many of them are acknowledged now; 0: they are all over.
 */
export async function acknowledge(records: RecordsStore, link: Link, nowMs: number): Promise<number> {
  const pages = (await pagesOf(records, link)).filter(({ closedMs }) => closedMs === null);
  await acknowledgePages(records, pages, { actor: link.person, atMs: nowMs });
  return pages.length;
}

/** Acknowledges open pages: those of a finding in the finding's history, the operator's own in theirs. */
export async function acknowledgePages(
  records: RecordsStore,
  pages: readonly Page[],
  act: Act,
): Promise<void> {
  const seen = new Set<string>();
  for (const page of pages) {
    if (page.finding === null) await acknowledgePage(records, page.id, act);
    else if (!seen.has(page.finding) && !(await isAnswered(records, page, act.actor))) {
      await records.actOnFinding({ ...act, finding: page.finding, what: 'acknowledged', note: null }, null);
    }
    if (page.finding !== null) seen.add(page.finding);
  }
}

/** An explanation as a duty officer gives it. */
export interface Given {
  reason: ExplanationReason;
  text: string;
  /** The days, both inclusive, to be excused for; null: nothing is asked. */
  asks: Explanation['asks'];
}

/** Explains the page of a link in the name of the person it was written to, twice as once. null: the matter is over. */
export async function explain(
  records: RecordsStore,
  link: Link,
  given: Given,
  nowMs: number,
): Promise<Explanation | null> {
  const [page] = await pagesOf(records, link);
  if (!page?.finding || page.project === null || page.closedMs !== null) return null;
  const { finding, project } = page;
  const id = explanationId(link, given);
  const act = { actor: link.person, atMs: nowMs };
  await records.putExplanation({ id, ...act, finding, project, ...given, decision: null });
  const known = await records.explanations({ projects: [project] });
  return known.find((one) => one.id === id) ?? null;
}

/** The same words by the same link are the same explanation, however often the button is pressed. */
function explanationId({ subject, person }: Link, { reason, text, asks }: Given): string {
  const said = JSON.stringify([subject, person, reason, text, asks?.from, asks?.to]);
  return `E${createHash('sha256').update(said).digest('hex').slice(0, 20)}`;
}

async function pagesOf(records: RecordsStore, { action, subject }: Link): Promise<Page[]> {
  if (action === 'explain') return records.pages({ ids: [subject] });
  const [letter] = await records.letters([subject]);
  if (letter === undefined) return [];
  const { matters } = JSON.parse(letter.json) as Notice;
  return records.pages({ ids: matters.map(({ page }) => page) });
}

async function isAnswered(records: RecordsStore, page: Page, person: string): Promise<boolean> {
  const events = await records.findingEvents([page.finding!]);
  return events.some(
    ({ what, actor, atMs }) => what === 'acknowledged' && actor === person && atMs >= page.risenMs,
  );
}

async function acknowledgePage(records: RecordsStore, id: string, { actor, atMs }: Act): Promise<void> {
  const step = { page: id, what: 'acknowledged' as const, letter: null, note: null, actor, atMs };
  while (true) {
    const [page] = await records.pages({ ids: [id] });
    if (page === undefined || page.acknowledgedMs !== null || page.closedMs !== null) return;
    const acknowledged = {
      ...page,
      acknowledgedMs: atMs,
      acknowledgedBy: actor,
      version: page.version + 1,
    };
    // False: the planner wrote the page just now, so the next version is another one.
    if (await records.changePages({ pages: [acknowledged], steps: [step], letters: [] })) break;
  }
  await records.audit({ actor, atMs, action: 'page-acknowledged', subject: id, detail: {} });
}

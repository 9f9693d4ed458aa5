import { type Finding, type FindingKind, findingId } from '../../model/finding.ts';
import { dayText } from '../city-days.ts';
import type { RuleVerdict } from './rule.ts';

/** All findings of one project so far: at most one open of each kind, and those that have ended. */
export interface FindingBook {
  open: Partial<Record<FindingKind, Finding>>;
  closed: readonly Finding[];
}

export const emptyBook: FindingBook = { open: {}, closed: [] };

/** What becomes of a kind's finding by the verdict of a day. Returns a new book. */
export function enter(
  book: FindingBook,
  project: string,
  kind: FindingKind,
  day: number,
  verdict: RuleVerdict,
): FindingBook {
  const before = book.open[kind];
  if (verdict.is === 'unsure' || (verdict.is === 'clear' && before === undefined)) return book;
  const date = dayText(day);
  if (verdict.is === 'clear') {
    const { [kind]: ended, ...open } = book.open;
    return { open, closed: [...book.closed, { ...ended!, closed: date }] };
  }
  const opened = before?.opened ?? date;
  const finding: Finding = {
    id: findingId(project, kind, opened),
    project,
    kind,
    level: verdict.level,
    since: before?.since ?? dayText(verdict.sinceDay),
    opened,
    closed: null,
    evidence: verdict.evidence,
  };
  return { ...book, open: { ...book.open, [kind]: finding } };
}

export function allFindings(book: FindingBook): Finding[] {
  const open = Object.values(book.open);
  return [...book.closed, ...open].sort((a, b) => (a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : 0));
}

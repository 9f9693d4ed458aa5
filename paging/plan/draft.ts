import type { Letter, Page, PageChange, PageStep } from '../../store/pages.ts';
import type { RouteAnswer } from '../route.ts';

type Change = Partial<Omit<Page, 'id' | 'version'>>;
type StepOf = Pick<PageStep, 'what'> & Partial<Pick<PageStep, 'letter' | 'note' | 'actor' | 'atMs'>>;

/** The pages as a run leaves them, stage by stage, and what it writes in the end. */
export class Draft {
  /** Why a page is not told now. */
  readonly held = new Map<string, string>();
  /** How the open pages are routed at their findings' present levels. */
  readonly routed = new Map<string, RouteAnswer>();
  readonly #nowMs: number;
  readonly #pages: Map<string, Page>;
  /** Those that were open before. */
  readonly #wereOpen: ReadonlySet<string>;
  readonly #changed = new Set<string>();
  readonly #steps: PageStep[] = [];
  readonly #letters: Letter[] = [];

  constructor(pages: readonly Page[], nowMs: number) {
    this.#pages = new Map(pages.map((page) => [page.id, page]));
    this.#wereOpen = new Set(pages.flatMap(({ id, closedMs }) => (closedMs === null ? id : [])));
    this.#nowMs = nowMs;
  }

  page(id: string): Page | undefined {
    return this.#pages.get(id);
  }

  all(): Page[] {
    return [...this.#pages.values()];
  }

  open(): Page[] {
    return this.all().filter(({ closedMs }) => closedMs === null);
  }

  /** Those that this run closed. */
  closed(): Page[] {
    return this.all().filter(({ id, closedMs }) => closedMs !== null && this.#wereOpen.has(id));
  }

  add(page: Omit<Page, 'version'>, step: StepOf): void {
    this.#pages.set(page.id, { ...page, version: 1 });
    this.#changed.add(page.id);
    this.#note(page.id, step);
  }

  change(id: string, change: Change, step: StepOf | null): void {
    const page = this.#pages.get(id)!;
    // One run is one version, however many stages change the page.
    const version = this.#changed.has(id) ? page.version : page.version + 1;
    this.#pages.set(id, { ...page, ...change, version });
    this.#changed.add(id);
    if (step !== null) this.#note(id, step);
  }

  queue(letter: Letter): void {
    this.#letters.push(letter);
  }

  /** null: nothing has changed. */
  result(): PageChange | null {
    if (this.#changed.size === 0) return null;
    return {
      pages: [...this.#changed].map((id) => this.#pages.get(id)!),
      steps: this.#steps,
      letters: this.#letters,
    };
  }

  #note(page: string, step: StepOf): void {
    this.#steps.push({ letter: null, note: null, actor: 'system', atMs: this.#nowMs, ...step, page });
  }
}

/** A page on which nothing has happened yet. */
export function newPage(
  page: Pick<Page, 'id' | 'finding' | 'project' | 'matter' | 'level' | 'audience' | 'openedMs' | 'risenMs'>,
): Omit<Page, 'version'> {
  const unanswered = { toldMs: null, explainedMs: null, explainUntilMs: null, decidedMs: null };
  return { ...page, ...untold, ...unanswered, held: null, closedMs: null, closedBy: null };
}

/** Nobody was told yet, at this level. */
export const untold = { step: 0, letter: null, acknowledgedMs: null, acknowledgedBy: null };

import type { Page } from '../../store/pages.ts';
import { type Draft, newPage } from './draft.ts';
import { type Situation, timeOf, todayOf } from './situation.ts';

const dayMs = 86_400_000;

/** How much of a part of the city is silent. */
export interface Silent {
  /** `city` or `district/YZ`. */
  scope: string;
  silent: number;
  metered: number;
}

/**
 * Opens one page for the operator where a large share of a district's or of the city's meters went silent at once,
 * closes it when most speak again, and meanwhile holds the single ones back.
 */
export function storm(draft: Draft, situation: Situation): void {
  const fresh = silentBy(situation, timeOf(situation).toPlainDate().subtract({ days: 1 }).toString());
  for (const page of stormsOf(draft)) end(draft, situation, page);
  const city = fresh.find(({ scope }) => scope === 'city');
  begin(draft, situation, city);
  const covered = stormsOf(draft).some((page) => scopeOf(page) === 'city');
  if (covered) {
    for (const page of stormsOf(draft)) if (scopeOf(page) !== 'city') closeStorm(draft, situation, page);
  } else {
    for (const one of fresh) if (one.scope !== 'city') begin(draft, situation, one);
  }
  hold(draft, situation);
}

/** How many of the metered projects of each part have been silent since a day or later. */
export function silentBy({ projects, findings, registry, ...now }: Situation, since: string): Silent[] {
  const today = todayOf(now);
  const metered = new Set(registry.meters.flatMap((meter) => (isThere(meter, today) ? meter.project : [])));
  const silent = new Set(
    [...findings.values()].flatMap(({ kind, project, opened }) =>
      kind === 'meter-silent' && opened >= since ? project : [],
    ),
  );
  const parts = new Map<string, Silent>();
  for (const id of metered) {
    const district = projects.get(id)?.district;
    if (district === undefined) continue;
    for (const scope of ['city', `district/${district}`]) {
      const part = parts.get(scope) ?? { scope, silent: 0, metered: 0 };
      part.metered += 1;
      if (silent.has(id)) part.silent += 1;
      parts.set(scope, part);
    }
  }
  return [...parts.values()];
}

/** `city` or `district/YZ`, as it stands in the id of a storm's page. */
export function scopeOf({ id }: Pick<Page, 'id'>): string {
  return id.split('~')[1]!;
}

/** The first day that counts as going silent together with the others. */
export function stormSince({ openedMs }: Page, zone: string): string {
  return todayOf({ nowMs: openedMs - dayMs, zone });
}

function stormsOf(draft: Draft): Page[] {
  return draft.open().filter(({ matter }) => matter === 'meter-storm');
}

function begin(draft: Draft, situation: Situation, part: Silent | undefined): void {
  if (part === undefined) return;
  const { storm } = situation.configuration;
  const share = part.scope === 'city' ? storm.cityShare : storm.districtShare;
  if (part.silent < storm.leastProjects || part.silent < share * part.metered) return;
  const id = `storm~${part.scope}~${todayOf(situation)}`;
  if (draft.page(id) || stormsOf(draft).some((page) => scopeOf(page) === part.scope)) return;
  const { nowMs } = situation;
  draft.add(
    newPage({
      id,
      finding: null,
      project: null,
      matter: 'meter-storm',
      level: 'red',
      audience: 'operator',
      openedMs: nowMs,
      risenMs: nowMs,
    }),
    { what: 'opened', note: `${part.silent} of ${part.metered}` },
  );
}

/** It is over when less than half the share that makes a storm is still silent. */
function end(draft: Draft, situation: Situation, page: Page): void {
  const { storm } = situation.configuration;
  const scope = scopeOf(page);
  const part = silentBy(situation, stormSince(page, situation.zone)).find((one) => one.scope === scope);
  const share = scope === 'city' ? storm.cityShare : storm.districtShare;
  if (part && part.silent >= (share / 2) * part.metered) return;
  closeStorm(draft, situation, page);
}

function closeStorm(draft: Draft, { nowMs }: Situation, { id }: Page): void {
  draft.change(id, { closedMs: nowMs, closedBy: 'measurement' }, { what: 'closed', note: 'measurement' });
}

function hold(draft: Draft, { projects, zone, findings }: Situation): void {
  for (const page of stormsOf(draft)) {
    const scope = scopeOf(page);
    for (const other of draft.open()) {
      if (other.matter !== 'meter-silent' || other.project === null) continue;
      const isWithin = scope === 'city' || scope === `district/${projects.get(other.project)?.district}`;
      const opened = other.finding === null ? undefined : findings.get(other.finding)?.opened;
      if (isWithin && (opened ?? '') >= stormSince(page, zone))
        draft.held.set(other.id, page.id.replace('~', ' '));
    }
  }
}

function isThere({ from, to }: Situation['registry']['meters'][number], today: string): boolean {
  return (from ?? today) <= today && today <= (to ?? today);
}

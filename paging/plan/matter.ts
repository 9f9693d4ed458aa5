import type { Sentence } from '../../model/activity.ts';
import type { Letter, Page } from '../../store/pages.ts';
import type { Matter, Name, Notice } from '../notice.ts';
import { type Situation, timeOf, todayOf } from './situation.ts';
import { scopeOf, silentBy, stormSince } from './storm.ts';
import { urgencyOf } from './urgency.ts';

/** The id of the page that says that a letter did not arrive. */
export function undeliveredId(letter: string): string {
  return `undelivered~${letter}`;
}

/** What a letter says of a page; null: there is nothing to say any more. */
export function matterOf(page: Page, situation: Situation): Matter | null {
  const { projects, registry, findings } = situation;
  const project = page.project === null ? undefined : projects.get(page.project);
  const finding = page.finding === null ? undefined : findings.get(page.finding);
  const evidence = finding?.evidence.sentence ?? evidenceOf(page, situation);
  if (evidence === null) return null;
  const stormDistrict = page.matter === 'meter-storm' ? scopeOf(page).replace(/^district\//, '') : undefined;
  const district = project?.district ?? stormDistrict;
  return {
    page: page.id,
    finding: page.finding,
    matter: page.matter,
    level: page.level,
    project: project ? { id: project.id, name: project.name } : null,
    district: nameOf(registry.districts, district),
    department: nameOf(registry.departments, project?.department),
    since: finding?.since ?? todayOf({ nowMs: page.openedMs, zone: situation.zone }),
    evidence,
    openedMs: page.openedMs,
    explainUntilMs: explainUntil(page, situation),
    closedMs: page.closedMs,
    decision: null,
  };
}

function nameOf(list: readonly Name[], id: string | undefined): Name | null {
  const found = list.find((one) => one.id === id);
  return found ? { id: found.id, name: found.name } : null;
}

function evidenceOf(page: Page, situation: Situation): Sentence | null {
  if (page.matter === 'meter-storm') return stormEvidence(page, situation);
  const letter = undeliveredLetter(page, situation);
  return letter ? undeliveredEvidence(letter) : null;
}

/** The letter that a page says did not arrive. */
export function undeliveredLetter(
  { id, matter }: Page,
  { letters }: Pick<Situation, 'letters'>,
): Letter | undefined {
  return matter === 'undelivered' ? letters.get(id.slice(undeliveredId('').length)) : undefined;
}

function stormEvidence(page: Page, situation: Situation): Sentence | null {
  const scope = scopeOf(page);
  const part = silentBy(situation, stormSince(page, situation.zone)).find((one) => one.scope === scope);
  if (part === undefined) return null;
  return {
    zh: `${part.metered} 个有表项目中 ${part.silent} 个同时失去计量，多为网关或通信故障，已暂缓逐个通知`,
    en: `${part.silent} of ${part.metered} metered projects went silent together: likely a gateway or network; single pages are held back`,
  };
}

function undeliveredEvidence({ id, json, settledMs }: Letter): Sentence {
  const { recipient, matters, news } = JSON.parse(json) as Notice;
  const channels = recipient.ways.map(({ channel }) => channel).join(', ');
  const time = new Date(settledMs ?? 0).toISOString();
  return {
    zh: `致 ${recipient.name} 的通知 ${id}（${news?.title ?? `${matters.length} 项`}）经 ${channels} 均未送达，${time} 放弃`,
    en: `letter ${id} to ${recipient.name} (${news?.title ?? `${matters.length} matters`}) did not arrive by ${channels}; given up at ${time}`,
  };
}

/** The end of the last working day to explain in; null: nothing is asked to be explained. */
export function explainUntil(page: Page, situation: Situation): number | null {
  const isMeter = page.finding === null || page.matter === 'meter-silent' || page.matter === 'meter-fault';
  if (isMeter || page.audience === 'operator' || urgencyOf(page, situation) === 'ask') return null;
  return endOfWorkdays(page.risenMs, situation.configuration.explainWorkdays, situation);
}

/** The end of the n-th working day after a moment. */
export function endOfWorkdays(
  fromMs: number,
  count: number,
  { calendar, zone }: Pick<Situation, 'calendar' | 'zone'>,
): number {
  let day = timeOf({ nowMs: fromMs, zone }).toPlainDate();
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 });
    if (calendar(day.toString()).workday) left--;
  }
  return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

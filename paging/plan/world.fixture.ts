import { type Finding, type FindingKind, type FindingLevel, findingId } from '../../model/finding.ts';
import type { Project } from '../../model/project.ts';
import { plainDepartment, plainMeter, plainProject } from '../../model/registry.fixture.ts';
import { emptyRegistry } from '../../model/registry.ts';
import type { Explanation, Letter, Page, PageStep, Silence } from '../../store/pages.ts';
import type { FindingEvent } from '../../store/records.ts';
import { PagingConfiguration } from '../configuration.ts';
import type { Notice } from '../notice.ts';
import { pageOpener } from './opener.ts';
import { plan } from './plan.ts';

const zone = 'Asia/Shanghai';

export function project(id: string, district = 'YZ', department = 'JT'): Project {
  return plainProject({ id, name: `项目 ${id}`, district, department, category: 'road' });
}

const mail = { type: 'email', host: 'smtp.example.org', from: 'liangshai@example.org' };
const person = (name: string) => ({ name, reach: [{ channel: 'mail', target: `${name}@example.org` }] });

/** Two people in the line of JT, its superior FG, the operator; the default routes. */
export const paging = {
  channels: { mail },
  people: { zhang: person('zhang'), li: person('li'), fan: person('fan'), ops: person('ops') },
  duties: {
    'department/JT': { shifts: [{ people: ['zhang', 'li'] }] },
    'department/FG': { shifts: [{ people: ['fan'] }] },
    operator: { shifts: [{ people: ['ops'] }] },
  },
};

/** A city in memory: findings come and go, time passes, letters arrive or not, and the planner runs. */
export class World {
  nowMs: number;
  readonly registry = emptyRegistry();
  readonly findings = new Map<string, Finding>();
  readonly events: FindingEvent[] = [];
  readonly pages = new Map<string, Page>();
  readonly steps: PageStep[] = [];
  readonly letters = new Map<string, Letter>();
  readonly silences: Silence[] = [];
  readonly excused = new Set<string>();
  readonly waiting = new Set<string>();
  readonly decided: Explanation[] = [];
  configuration: PagingConfiguration;

  constructor(time: string, projects: readonly Project[], configuration: object = paging) {
    this.nowMs = msOf(time);
    this.configuration = PagingConfiguration.parse(configuration);
    this.registry.projects = [...projects];
    this.registry.departments = ['JT', 'FG'].map((id) =>
      plainDepartment({ id, name: id, escalationDepartment: id === 'JT' ? 'FG' : null }),
    );
    this.registry.districts = [{ id: 'YZ', name: '鄞州区', kind: 'county' }];
    this.registry.meters = projects.map(({ id }) => plainMeter({ id: `M-${id}`, project: id }));
  }

  at(time: string): this {
    this.nowMs = msOf(time);
    return this;
  }

  /** A finding opens, or changes its level. */
  find(project: string, kind: FindingKind, level: FindingLevel, opened: string): Finding {
    const id = findingId(project, kind, opened);
    const what = this.findings.has(id) ? 'level' : 'opened';
    const sentence = { zh: '停工', en: 'still' };
    const finding: Finding = {
      id,
      project,
      kind,
      level,
      since: opened,
      opened,
      closed: null,
      evidence: { sentence, figures: {}, days: [] },
    };
    this.findings.set(id, finding);
    this.note(id, what, 'system');
    return finding;
  }

  /** All open findings as an evaluation has them now; what changed becomes history. */
  evaluated(open: readonly Finding[]): void {
    const now = new Map(open.map((finding) => [finding.id, finding]));
    for (const finding of [...this.findings.values()]) if (!now.has(finding.id)) this.end(finding);
    for (const finding of open) {
      const before = this.findings.get(finding.id);
      this.findings.set(finding.id, finding);
      if (before === undefined) this.note(finding.id, 'opened', 'system');
      else if (before.level !== finding.level) this.note(finding.id, 'level', 'system');
    }
  }

  end(finding: Finding, what: 'closed' | 'withdrawn' = 'closed', actor = 'system'): void {
    this.findings.delete(finding.id);
    this.note(finding.id, what, actor);
  }

  note(finding: string, what: FindingEvent['what'], actor: string): void {
    this.events.push({ finding, what, note: null, actor, atMs: this.nowMs });
  }

  /** What the transaction of a finding does: opens the pages that it calls for. */
  openPages(): void {
    const change = pageOpener(
      this.configuration,
      () => this.registry,
    )({
      findings: [...this.findings.values()],
      events: this.events,
      pages: [...this.pages.values()],
      atMs: this.nowMs,
    });
    for (const page of change?.pages ?? []) this.pages.set(page.id, page);
    this.steps.push(...(change?.steps ?? []));
  }

  /** One run; the letters that it queued, in short. */
  run(): string[] {
    return this.runForNotices().map(
      ({ purpose, recipient, matters }) =>
        `${purpose} ${recipient.id}: ${matters.map((one) => `${one.project?.id ?? one.matter} ${one.level}`)}`,
    );
  }

  /** One run; what its letters say. */
  runForNotices(): Notice[] {
    const { change } = plan({
      ...this,
      zone,
      calendar: (date) => ({
        date,
        workday: Temporal.PlainDate.from(date).dayOfWeek <= 5,
        holiday: null,
        springFestivalDay: null,
      }),
      projects: new Map(this.registry.projects.map((one) => [one.id, one])),
      events: Map.groupBy(this.events, ({ finding }) => finding),
      pages: [...this.pages.values()],
      undelivered: [...this.letters.values()].filter(({ state }) => state === 'undelivered'),
    });
    for (const page of change?.pages ?? []) this.pages.set(page.id, page);
    this.steps.push(...(change?.steps ?? []));
    for (const letter of change?.letters ?? []) this.letters.set(letter.id, letter);
    return (change?.letters ?? []).map(({ json }) => JSON.parse(json) as Notice);
  }

  /** Everything that is queued arrives, or is given up. */
  settle(state: 'delivered' | 'undelivered' = 'delivered'): this {
    for (const letter of this.letters.values()) {
      if (letter.state === 'queued') this.letters.set(letter.id, { ...letter, state, settledMs: this.nowMs });
    }
    return this;
  }

  /** Runs at each full hour up to a time, everything arriving at once; what was told, with its time. */
  until(time: string): string[] {
    const told: string[] = [];
    for (; this.nowMs <= msOf(time); this.nowMs += 3_600_000) {
      const clock = Temporal.Instant.fromEpochMilliseconds(this.nowMs).toZonedDateTimeISO(zone);
      const when = clock.toPlainDateTime().toString({ smallestUnit: 'minute' }).slice(5);
      told.push(...this.run().map((letter) => `${when} ${letter}`));
      this.settle();
    }
    return told;
  }
}

function msOf(time: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds;
}

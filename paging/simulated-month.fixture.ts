import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { Registry as Metrics } from 'prom-client';
import type { Registry } from '../model/registry.ts';
import type { ActivityRow } from '../store/readings.ts';
import { startReceiver } from './channels/receiver.fixture.ts';
import { PagingConfiguration } from './configuration.ts';
import type { Notice } from './notice.ts';
import { openRecords, writeSecret } from './pager.fixture.ts';
import { Pager } from './pager.ts';
import { pageOpener } from './plan/opener.ts';
import { calendar, type SimulatedSite, SiteEvaluation, timeZone } from './simulated-city.fixture.ts';

/** A letter as the receiver got it, with the day. */
export interface Told extends Notice {
  key: string;
  day: string;
}

export interface Month {
  told: Told[];
  /** Findings with the levels that they had in a morning, as `ID LEVEL`. */
  found: Set<string>;
}

/** The hours at which the planner is looked at in a day. */
const clocks = ['08:30', '09:30', '12:30', '20:30'];

/** Two people a department, one for the week and one for the weekend, and the operator; all reached by one webhook. */
function configurationOf(registry: Registry, url: string, secretFile: string): PagingConfiguration {
  const departments = registry.departments.map(({ id }) => id);
  const names = [...departments.flatMap((id) => [`${id}-week`, `${id}-weekend`]), 'ops'];
  return PagingConfiguration.parse({
    channels: { hook: { type: 'webhook', url, secretFile, privateNetwork: true } },
    people: Object.fromEntries(
      names.map((name) => [name, { name, reach: [{ channel: 'hook', target: name }] }]),
    ),
    duties: {
      operator: { shifts: [{ people: ['ops'] }] },
      ...Object.fromEntries(
        departments.map((id) => [
          `department/${id}`,
          { shifts: [{ days: ['sat', 'sun'], people: [`${id}-weekend`] }, { people: [`${id}-week`] }] },
        ]),
      ),
    },
  });
}

/**
 * A month as it runs in a service: each morning the rules evaluate what the meters said, findings and pages go into the
 * records, the pager plans and delivers through the day, and whoever was told acknowledges in the evening.
 */
export async function runMonth(
  registry: Registry,
  sites: readonly SimulatedSite[],
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<Month> {
  const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-month-'));
  const receiver = await startReceiver(() => ({}));
  await writeSecret(directory);
  const records = await openRecords(directory);
  const configuration = configurationOf(registry, receiver.url, path.join(directory, 'webhook.secret'));
  let nowMs = 0;
  let days: ActivityRow[] = [];
  const pager = new Pager({
    configuration,
    records,
    readings: { activity: async () => days },
    registry: () => registry,
    calendar,
    zone: timeZone,
    linkSecret: Buffer.alloc(32),
    nowMs: () => nowMs,
    random: () => 0.5,
    log: pino({ enabled: false }),
    metrics: new Metrics(),
  });
  await pager.start();
  const evaluations = sites.map((site) => new SiteEvaluation(site));
  const opener = pageOpener(configuration, () => registry);
  const ids = sites.map(({ facts }) => facts.project.id);
  const found = new Set<string>();
  const arrivals: { key: string; day: string }[] = [];
  for (let day = from; Temporal.PlainDate.compare(day, to) < 0; day = day.add({ days: 1 })) {
    const at = (clock: string) =>
      day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds;
    nowMs = at('08:00');
    const answers = evaluations.map((evaluation) => evaluation.at(nowMs));
    days = answers.flatMap((answer) => answer.days);
    const findings = answers.flatMap((answer) => answer.findings);
    for (const { id, level, closed } of findings) if (closed === null) found.add(`${id} ${level}`);
    await records.replaceFindings(ids, findings, { actor: 'system', atMs: nowMs }, opener);
    for (const clock of clocks) {
      nowMs = at(clock);
      await pager.plan();
      await pager.deliver();
    }
    for (const { headers } of receiver.received.slice(arrivals.length)) {
      arrivals.push({ key: String(headers['webhook-id']), day: day.toString() });
    }
    for (const { finding, letter, acknowledgedMs } of await records.pages({ open: true })) {
      if (finding === null || letter === null || acknowledgedMs !== null) continue;
      const act = { finding, what: 'acknowledged' as const, note: null, actor: 'duty', atMs: nowMs };
      await records.actOnFinding(act, null);
    }
  }
  await pager.stop();
  const letters = await records.letters(arrivals.map(({ key }) => key));
  const notices = new Map(letters.map(({ id, json }) => [id, JSON.parse(json) as Notice]));
  await records.stop();
  await receiver.stop();
  await rm(directory, { recursive: true });
  return { told: arrivals.map((arrival) => ({ ...arrival, ...notices.get(arrival.key)! })), found };
}

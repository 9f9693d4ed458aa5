import type { Registry } from '../model/registry.ts';
import { type Audience, audienceId } from './audience.ts';
import type { ClockSpan } from './clock.ts';
import { type PagingConfiguration, targetFault } from './configuration.ts';
import { lineAt } from './duty.ts';
import type { Recipient } from './notice.ts';

const hourMs = 3_600_000;

/** One step of the way up: who is told, and what happens when there is no answer. */
export interface Rung {
  audience: Audience;
  recipient: Recipient;
  /** Nothing is told then. */
  quietHours: ClockSpan | null;
  /** Without an acknowledgement in this time it goes one step up. */
  waitMs: number;
}

/**
 * Whom a matter of an audience goes to at a moment, step by step: those on duty in their order, then the line of those
 * it escalates to. Where nobody is on duty anywhere it goes to the operator's line; empty: not even there.
 */
export function ladderOf(
  configuration: PagingConfiguration,
  registry: Registry,
  audience: Audience,
  time: Temporal.ZonedDateTime,
): Rung[] {
  const rungs: Rung[] = [];
  const seen = new Set<Audience>();
  for (let next: Audience | null = audience; next !== null && !seen.has(next); ) {
    seen.add(next);
    const line = lineOf(configuration, registry, next, time);
    rungs.push(...line.rungs);
    next = line.escalatesTo;
  }
  if (rungs.length > 0 || seen.has('operator')) return rungs;
  return lineOf(configuration, registry, 'operator', time).rungs;
}

function lineOf(
  configuration: PagingConfiguration,
  registry: Registry,
  audience: Audience,
  time: Temporal.ZonedDateTime,
): { rungs: Rung[]; escalatesTo: Audience | null } {
  const duty = configuration.duties[audience];
  const id = audienceId(audience, 'department');
  const department = registry.departments.find((known) => known.id === id);
  const above = department?.escalationDepartment ?? null;
  const hours = duty?.acknowledgeHours ?? department?.escalationHours ?? configuration.acknowledgeHours;
  const recipients = duty
    ? lineAt(duty, time).map((person) => personOf(configuration, person))
    : registryRecipients(configuration, department);
  return {
    rungs: recipients.map((recipient) => ({
      audience,
      recipient,
      quietHours: duty?.quietHours === undefined ? configuration.quietHours : duty.quietHours,
      waitMs: hours * hourMs,
    })),
    escalatesTo: duty?.escalatesTo ?? (above === null ? null : `department/${above}`),
  };
}

function personOf({ people, language }: PagingConfiguration, id: string): Recipient {
  const person = people[id]!;
  return { id, name: person.name, language: person.language ?? language, ways: person.reach };
}

/** The department itself, as the registry says it is reached; nobody where it does not say, or says it wrongly. */
function registryRecipients(
  { channels, language }: PagingConfiguration,
  department: Registry['departments'][number] | undefined,
): Recipient[] {
  if (department?.dutyChannel == null) return [];
  const { id, name, dutyChannel: channel, dutyTarget } = department;
  const target = dutyTarget ?? '';
  if (targetFault(channels[channel], channel, target) !== null) return [];
  return [{ id: `department/${id}`, name, language, ways: [{ channel, target }] }];
}

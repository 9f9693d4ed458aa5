import type { Finding } from '../model/finding.ts';
import type { Registry } from '../model/registry.ts';
import type { Page } from '../store/pages.ts';
import type { Audience } from './audience.ts';
import type { PagingConfiguration } from './configuration.ts';
import { ladderOf } from './line.ts';
import { routesOf } from './route.ts';

/** Who would be told of a finding at a moment, and why, a line each; with its pages also why nobody is told now. */
export function explainRoute(
  configuration: PagingConfiguration,
  registry: Registry,
  finding: Finding,
  time: Temporal.ZonedDateTime,
  pages: readonly Page[] = [],
): string[] {
  const project = registry.projects.find(({ id }) => id === finding.project);
  if (project === undefined) return [`the registry has no project ${finding.project}: nobody is told`];
  const { district, department, name } = project;
  const lines = [
    `${finding.kind} ${finding.level}, since ${finding.since}: ${name} (district ${district}, department ${department})`,
  ];
  const answers = routesOf(configuration.routes, { ...finding, district, department });
  if (answers.length === 0) return [...lines, 'no route takes it to anybody'];
  for (const { route, audience, digest } of answers) {
    const how = digest ? `in the digest at ${configuration.digestAt.join(', ')}` : 'at once';
    lines.push(`route ${route + 1} → ${audience}, ${how}`);
    lines.push(...rungLines(configuration, registry, audience, time));
    lines.push(...stateLines(pages.find((page) => page.audience === audience)));
  }
  return lines;
}

function stateLines(page: Page | undefined): string[] {
  if (page === undefined) return [];
  if (page.closedMs !== null) return [`  over by ${page.closedBy}`];
  return [
    ...(page.held === null ? [] : [`  nobody is told now: ${page.held}`]),
    ...(page.acknowledgedBy === null ? [] : [`  acknowledged by ${page.acknowledgedBy}`]),
  ];
}

function rungLines(
  configuration: PagingConfiguration,
  registry: Registry,
  audience: Audience,
  time: Temporal.ZonedDateTime,
): string[] {
  const rungs = ladderOf(configuration, registry, audience, time);
  if (rungs.length === 0) return ['  nobody is on duty, not even the operator'];
  return rungs.map(({ audience: from, recipient, waitMs, quietHours }, index) => {
    const ways = recipient.ways.map(({ channel, target }) =>
      target === '' ? channel : `${channel} ${target}`,
    );
    const quiet = quietHours ? `, not from ${quietHours.from} to ${quietHours.to}` : '';
    const wait = index < rungs.length - 1 ? `, the next after ${waitMs / 3_600_000} h` : '';
    return `  ${index + 1}. ${recipient.name} (${from}) by ${ways.join(', then ')}${quiet}${wait}`;
  });
}

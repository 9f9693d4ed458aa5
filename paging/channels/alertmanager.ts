import { z } from 'zod';
import { findingLevels, levelNumber } from '../../model/finding.ts';
import type { Message } from '../message.ts';
import type { Matter } from '../notice.ts';
import type { Channel, ChannelKind } from './channel.ts';
import { endpointOf, HttpUrl, post, privateNetwork } from './http.ts';

/** A Prometheus Alertmanager, API v2 (`POST /api/v2/alerts`): an alert a matter; the same labels are the same alert. */
const Configuration = z.strictObject({
  type: z.literal('alertmanager'),
  /** Without `/api/v2`. */
  url: HttpUrl,
  privateNetwork,
  /** File with a bearer token. */
  tokenFile: z.string().min(1).optional(),
});

/** Without an end Alertmanager calls an alert resolved after minutes; a matter lasts until its closing is sent. */
const lastingMs = 365 * 86_400_000;

export const alertmanager: ChannelKind<typeof Configuration> = {
  Configuration,
  /** Who is told is up to its own routes. */
  Target: z.literal('', 'an Alertmanager takes no target'),
  async build({ url, tokenFile, privateNetwork }, { readSecret, nowMs }): Promise<Channel> {
    const endpoint = endpointOf(`${url.replace(/\/$/, '')}/api/v2/alerts`, privateNetwork);
    const authorization =
      tokenFile === undefined ? {} : { authorization: `Bearer ${await readSecret(tokenFile)}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    return {
      async send(message) {
        const alerts = message.matters.flatMap((matter) => alertsOf(message, matter, nowMs()));
        const answer = await post(endpoint, headers, JSON.stringify(alerts), nowMs);
        return 'outcome' in answer ? answer : { outcome: 'delivered', detail: null };
      },
      async stop() {},
    };
  },
};

/** The matter at its level, and an end to what it may have been at the levels below. */
function alertsOf(message: Message, matter: Matter, nowMs: number): object[] {
  const below = findingLevels.filter((level) => levelNumber(level) < levelNumber(matter.level));
  const endMs = matter.closedMs ?? nowMs + lastingMs;
  return [
    alertOf(message, matter, matter.level, endMs),
    ...below.map((level) => alertOf(message, matter, level, nowMs)),
  ];
}

function alertOf(message: Message, matter: Matter, severity: string, endMs: number): object {
  const { project, district, department, evidence, since } = matter;
  const labels = {
    alertname: matter.matter,
    severity,
    service: 'liangshai',
    // Alertmanager takes no empty label.
    ...(project && { project: project.id }),
    ...(district && { district: district.id }),
    ...(department && { department: department.id }),
    ...(!project && { page: matter.page }),
  };
  const link = message.actions[0]?.url;
  return {
    labels,
    annotations: { summary: evidence.en, description: evidence.zh, since, name: project?.name ?? '' },
    startsAt: new Date(matter.openedMs).toISOString(),
    endsAt: new Date(Math.max(endMs, matter.openedMs)).toISOString(),
    ...(link === undefined ? {} : { generatorURL: link }),
  };
}

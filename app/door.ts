import type { Logger } from 'pino';
import type { Registry as Metrics } from 'prom-client';
import type { MqttConfiguration } from '../broker/configuration.ts';
import type { CredentialBook } from '../broker/credential-book.ts';
import { EmbeddedBroker } from '../broker/embedded-broker.ts';
import { ExternalBroker } from '../broker/external-broker.ts';
import type { Intake } from '../ingest/intake.ts';
import type { Finding } from '../model/finding.ts';

export interface DoorParts {
  mqtt: MqttConfiguration;
  book: CredentialBook;
  intake: Pick<Intake, 'accept' | 'ownerOf'>;
  /** What our own broker has to tell anew after a start: it keeps what is retained in memory. */
  openFindings: () => Promise<readonly Finding[]>;
  nowMs: () => number;
  logger: Logger;
  metrics: Metrics;
}

/** The way to the meters: our own broker, or a connection to another one. */
export interface Door {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Where meters connect to, known after the start. */
  address(): string;
  publishFindings(project: string, findings: readonly unknown[]): Promise<void>;
  request(request: { topic: string; payload: Uint8Array }): Promise<void>;
  /** Why it is not ready, one line each. */
  reasons(): string[];
}

export function openDoor({ mqtt, book, intake, openFindings, ...rest }: DoorParts): Door {
  const { external, viewers: _viewers, ...embedded } = mqtt;
  if (external !== undefined) {
    const broker = new ExternalBroker({ ...external, accept: intake.accept, ...rest });
    return {
      start: () => broker.start(),
      stop: () => broker.stop(),
      address: () => external.url,
      publishFindings: (project, findings) => broker.publishFindings(project, findings),
      request: (request) => broker.request(request),
      reasons: () => broker.reasons(),
    };
  }
  const broker = new EmbeddedBroker({
    ...embedded,
    credentials: book,
    accept: intake.accept,
    ownerOf: intake.ownerOf,
    ...rest,
  });
  return {
    start: async () => {
      await broker.start();
      for (const [project, findings] of Map.groupBy(await openFindings(), (finding) => finding.project))
        await broker.publishFindings(project, findings);
    },
    stop: () => broker.stop(),
    address: () => `mqtt://${reachable(mqtt.host)}:${broker.port}`,
    publishFindings: (project, findings) => broker.publishFindings(project, findings),
    request: (request) => broker.request(request),
    reasons: () => [],
  };
}

/** An address for a client on this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host.includes(':') ? `[${host === '::' ? '::1' : host}]` : host;
}

import type { DeviceCredential } from './credential-book.ts';

/** Whose readings a topic carries; see `TopicMatch` of ingest, whose `ownerOf` answers it. */
export interface TopicOwner {
  device: string | null;
  gateway: string | null;
}

/** A status is retained for those who ask later; readings are for the intake alone. */
export type Publication = 'readings' | 'status' | 'refused';

function speaksFor(client: DeviceCredential, meter: string): boolean {
  return client.id === meter || client.meters.includes(meter);
}

/**
 * A client publishes to its own topics only: a meter to its own, a gateway to its own and to its meters'. Where
 * only the payload tells whose reading it is, the intake checks each reading.
 */
export function publicationOf(
  client: DeviceCredential,
  topic: string,
  ownerOf: (topic: string) => TopicOwner | null,
): Publication {
  const owner = ownerOf(topic);
  if (owner === null) return 'refused';
  if (owner.gateway !== null && owner.gateway !== client.id) return 'refused';
  if (owner.device !== null && !speaksFor(client, owner.device)) return 'refused';
  return topic.startsWith('meters/') && topic.endsWith('/status') ? 'status' : 'readings';
}

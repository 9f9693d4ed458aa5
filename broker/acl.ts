import type { DeviceCredential } from './credential-book.ts';

/** Whose readings a topic carries; see `TopicMatch` of ingest, whose `ownerOf` answers it. */
export interface TopicOwner {
  device: string | null;
  gateway: string | null;
}

/** A status is retained for those who ask later; readings are for the intake alone; nothing is acknowledged and let go. */
export type Publication = 'readings' | 'status' | 'nothing' | 'refused';

/** What a Mosquitto bridge tells of itself unless it is configured not to. */
const bridgeNotice = /^\$SYS\/broker\/connection\/[^/]+\/state$/;

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
  if (bridgeNotice.test(topic)) return 'nothing';
  if (client.kind === 'viewer') return 'refused';
  const owner = ownerOf(topic);
  if (owner === null) return 'refused';
  if (owner.gateway !== null && owner.gateway !== client.id) return 'refused';
  if (owner.device !== null && !speaksFor(client, owner.device)) return 'refused';
  return topic.startsWith('meters/') && topic.endsWith('/status') ? 'status' : 'readings';
}

/**
 * A viewer reads what the service publishes and the status of meters; an edge node of Sparkplug reads the commands to
 * itself. Nobody else reads anything: `$share` would be granted by aedes and never deliver.
 */
export function maySubscribe(client: DeviceCredential, filter: string): boolean {
  const levels = filter.split('/');
  if (client.kind === 'viewer') {
    return (levels[0] === 'liangshai' && levels[1] === 'findings') || /^meters\/[^/]+\/status$/.test(filter);
  }
  const [space, , type, edge] = levels;
  return space === 'spBv1.0' && (type === 'NCMD' || type === 'DCMD') && edge === client.id;
}

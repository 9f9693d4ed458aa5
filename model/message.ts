import type { Refusal } from './refusal.ts';

/** One MQTT publish or HTTP body, as it came in at the door. */
export interface Message {
  topic: string;
  payload: Uint8Array;
  /** The authenticated id of the meter or gateway that sent it; null behind an external broker, which authenticates. */
  sender: string | null;
  receivedMs: number;
}

/** What became of some messages. It is on disk when the caller sees this, so they may be acknowledged. */
export interface Receipt {
  accepted: number;
  /** One for each reading (or for a whole message) that went to quarantine. */
  refused: Refusal[];
}

/**
 * The way in, as the doors see it: what came together goes in together. Resolves once all of it is durable; rejects only
 * when nothing could be made durable (disk full, stopping), and then none of it must be acknowledged.
 */
export type Accept = (messages: readonly Message[]) => Promise<Receipt>;

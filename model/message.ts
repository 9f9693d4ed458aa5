import type { Refusal } from './refusal.ts';

/** One MQTT publish or HTTP body, as it came in at the door. */
export interface Message {
  topic: string;
  payload: Uint8Array;
  /** The authenticated id of the meter or gateway that sent it; null behind an external broker, which authenticates. */
  sender: string | null;
  receivedMs: number;
}

/** What became of a message. It is on disk when the caller sees this, so it may be acknowledged. */
export interface Receipt {
  accepted: number;
  /** One for each reading (or for the whole message) that went to quarantine. */
  refused: Refusal[];
}

/**
 * The way in, as the doors see it. Resolves once everything is durable; rejects only when nothing could be made
 * durable (disk full, stopping), and then the message must not be acknowledged.
 */
export type Accept = (message: Message) => Promise<Receipt>;

import type { z } from 'zod';
import type { Message } from '../message.ts';

/** What became of one try to send a message. */
export type Outcome =
  | { outcome: 'delivered'; detail: string | null }
  /** It may work later; `afterMs` where the other side said how long to wait. */
  | { outcome: 'postponed'; detail: string; afterMs: number | null }
  /** It will never work this way. */
  | { outcome: 'refused'; detail: string }
  /** Nothing was sent: the other side takes only so many messages, and this one would be too many. */
  | { outcome: 'full'; afterMs: number };

/** A way to reach somebody. */
export interface Channel {
  /**
   * Sends one message to a target; never throws for what the other side or the network does. Sending the same message
   * twice is told to the receiver by its id, wherever the channel has a place for it.
   */
  send(message: Message, target: string): Promise<Outcome>;
  stop(): Promise<void>;
}

/** What a channel is built with. */
export interface ChannelParts {
  /** The contents of a file named in the configuration, without the line's end. */
  readSecret: (file: string) => Promise<string>;
  nowMs: () => number;
}

/** A kind of channel: how it is configured, what a target of it looks like, how it is built. */
export interface ChannelKind<Configuration extends z.ZodType> {
  Configuration: Configuration;
  /** A person's address on this channel. */
  Target: z.ZodType<string>;
  /** @throws Error where a secret does not fit */
  build: (configuration: z.output<Configuration>, parts: ChannelParts) => Promise<Channel>;
}

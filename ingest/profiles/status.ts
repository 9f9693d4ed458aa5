import type { DecodeContext, Decoded, Profile } from '../profile.ts';
import { ignored, ownTopic, refused, textOf } from '../profile.ts';

function decode(payload: Uint8Array, context: DecodeContext): Decoded {
  const text = textOf(payload);
  const device = context.device ?? context.gateway;
  if (device === null || (text !== 'online' && text !== 'offline')) {
    return refused('unreadable', 'a status is the word online or offline');
  }
  return { ...ignored(text), presence: { device, online: text === 'online' } };
}

/** `meters/{id}/status`: `online` when it connects, and `offline` as its last will. */
export function status(): Profile {
  return { name: 'status', match: (topic) => ownTopic(topic, 'status'), decode };
}

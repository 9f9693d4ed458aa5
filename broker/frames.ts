/*
 * MQTT control packets as they lie in a stream of bytes (MQTT 3.1.1, 2.2 and 3.3). Offsets, not objects: this runs once
 * a message before everything else.
 */

/** A remaining length has one to four digits of base 128 (2.2.3). */
const maxLengthDigits = 4;
const continues = 0x80;

export type Frame =
  /** The packet's body and end; `end` may lie beyond what is there. */
  | { kind: 'frame'; body: number; end: number }
  /** Not even its length is there. */
  | { kind: 'partial' }
  | { kind: 'malformed' };

const partial: Frame = { kind: 'partial' };
const malformed: Frame = { kind: 'malformed' };

/** The packet that begins at `at`. */
export function frameAt(bytes: Uint8Array, at: number): Frame {
  let length = 0;
  for (let digit = 0; digit < maxLengthDigits; digit++) {
    const byte = bytes[at + 1 + digit];
    if (byte === undefined) return partial;
    length += (byte & ~continues) * 128 ** digit;
    if ((byte & continues) === 0) {
      const body = at + 2 + digit;
      return { kind: 'frame', body, end: body + length };
    }
  }
  return malformed;
}

/** Where the parts of a PUBLISH lie. */
export interface PublishFrame {
  topicFrom: number;
  topicTo: number;
  /** null: QoS 0. */
  messageId: number | null;
  payloadFrom: number;
}

/** A well-formed PUBLISH of QoS 0 or 1 that is whole; null: anything else. */
export function publishAt(bytes: Uint8Array, at: number, body: number, end: number): PublishFrame | null {
  const head = bytes[at]!;
  const qos = (head >> 1) & 3;
  if (head >> 4 !== 3 || qos > 1) return null;
  const topicFrom = body + 2;
  const topicTo = topicFrom + uint16(bytes, body);
  const payloadFrom = topicTo + 2 * qos;
  if (topicTo === topicFrom || payloadFrom > end) return null;
  if (qos === 0) return { topicFrom, topicTo, messageId: null, payloadFrom };
  const messageId = uint16(bytes, topicTo);
  return messageId === 0 ? null : { topicFrom, topicTo, messageId, payloadFrom };
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { frameAt, publishAt } from './frames.ts';

const publish = fc.record({
  topic: fc.stringMatching(/^[a-z/]{1,300}$/),
  payload: fc.uint8Array({ maxLength: 20_000 }),
  qos: fc.constantFrom(0 as const, 1 as const),
  messageId: fc.integer({ min: 1, max: 65_535 }),
  dup: fc.boolean(),
  retain: fc.boolean(),
});

test('what a client library writes is read back, wherever it begins and whatever follows', () => {
  fc.assert(
    fc.property(
      publish,
      fc.uint8Array({ maxLength: 9 }),
      fc.uint8Array({ maxLength: 9 }),
      (packet, before, after) => {
        const written = generate({ ...packet, cmd: 'publish', payload: Buffer.from(packet.payload) });
        const bytes = Buffer.concat([before, written, after]);
        const frame = frameAt(bytes, before.length);
        if (frame.kind !== 'frame') throw new Error(frame.kind);
        expect(frame.end).toBe(before.length + written.length);
        const found = publishAt(bytes, before.length, frame.body, frame.end)!;
        expect(bytes.toString('utf8', found.topicFrom, found.topicTo)).toBe(packet.topic);
        expect(found.messageId).toBe(packet.qos === 0 ? null : packet.messageId);
        expect(bytes.subarray(found.payloadFrom, frame.end).equals(packet.payload)).toBe(true);
      },
    ),
  );
});

test.each([
  ['a head without its length', [0x32], 'partial'],
  ['a length that goes on', [0x32, 0xff, 0xff], 'partial'],
  ['a length of five digits', [0x32, 0xff, 0xff, 0xff, 0xff, 0x01], 'malformed'],
  ['a packet of 256 MB that is not there', [0x10, 0xff, 0xff, 0xff, 0x7f], 'frame'],
])('%s is %s', (_, bytes, kind) => {
  expect(frameAt(Uint8Array.from(bytes), 0).kind).toBe(kind);
});

test.each([
  ['QoS 2', [0x34, 6, 0, 1, 0x61, 0, 1, 0x7b]],
  ['both bits of QoS', [0x36, 6, 0, 1, 0x61, 0, 1, 0x7b]],
  ['no topic', [0x32, 5, 0, 0, 0, 1, 0x7b]],
  ['a topic beyond the packet', [0x32, 4, 0, 9, 0x61, 0x62, 0, 1, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b]],
  ['a packet identifier of 0', [0x32, 6, 0, 1, 0x61, 0, 0, 0x7b]],
  ['nothing in it', [0x30, 0]],
  ['another packet', [0x82, 6, 0, 1, 0x61, 0, 1, 0x7b]],
])('%s is left to aedes', (_, list) => {
  const bytes = Uint8Array.from(list);
  const frame = frameAt(bytes, 0);
  if (frame.kind !== 'frame') throw new Error(frame.kind);
  expect(publishAt(bytes, 0, frame.body, frame.end)).toBeNull();
});

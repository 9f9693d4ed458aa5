import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventStreamParser } from './event-stream.ts';

const stream =
  ': hello\n\nid: 7\nevent: readings\ndata: {"a":1}\n\nevent: overview\r\ndata: one\r\ndata:two\r\n\r\nretry: 10\n\n: beat\n\n';

const messages = [
  { id: null, name: '', data: '' },
  { id: '7', name: 'readings', data: '{"a":1}' },
  { id: '7', name: 'overview', data: 'one\ntwo' },
  { id: null, name: '', data: '' },
];

test('a stream becomes its messages and its heartbeats; an event without data is none', () => {
  expect(new EventStreamParser().push(stream)).toEqual(messages);
});

test('it does not matter where the network cuts the stream', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const parser = new EventStreamParser();
      const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const pieces = at.slice(1).map((end, i) => stream.slice(at[i], end));
      expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(messages);
    }),
  );
});

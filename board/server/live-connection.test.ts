import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LiveConnection, type LiveEvent, type LiveStatus } from './live-connection.ts';

let server: Server;
let connection: LiveConnection;

afterEach(() => {
  connection.stop();
  server.closeAllConnections();
  server.close();
});

/** A peer that answers each request for the stream with the next of the answers, and what came of it. */
async function against(...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
  server = createServer((request, response) => (answers.shift() ?? answers.at(-1))?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const events: LiveEvent[] = [];
  const statuses: LiveStatus[] = [];
  const waiting: { holds(): boolean; resolve(): void }[] = [];
  const check = () => {
    for (const each of waiting.filter((one) => one.holds())) each.resolve();
  };
  connection = new LiveConnection({
    fetch: (path, init) => fetch(`${base}${path}`, init),
    onEvent: (event) => {
      events.push(event);
      check();
    },
    onStatus: (status) => {
      statuses.push(status);
      check();
    },
  });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.push({ holds, resolve });
      check();
    });
  return { events, statuses, until };
}

const hello = (resumed: boolean) =>
  `event: hello\ndata: ${JSON.stringify({ serverMs: 1, resumed, heartbeatMs: 15_000 })}\n\n`;

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(text);
}

test('it is live with the first hello and hands on what follows', async () => {
  const { events, statuses, until } = await against((_, response) =>
    stream(response, `${hello(false)}id: 5\nevent: progress\ndata: {"progress":null}\n\n`),
  );
  connection.start();
  await until(() => events.length === 2);
  expect(statuses).toEqual(['connecting', 'live']);
  expect(events[1]).toEqual({ name: 'progress', body: { progress: null } });
});

test('a broken line is taken up again after the last event that came', async () => {
  let asked: string | undefined;
  const { statuses, events, until } = await against(
    (_, response) => {
      stream(response, `${hello(false)}id: 41\nevent: progress\ndata: {"progress":null}\n\n`);
      response.end();
    },
    (request, response) => {
      asked = request.headers['last-event-id'] as string;
      stream(response, hello(true));
    },
  );
  connection.start();
  await until(() => statuses.includes('lost'));
  connection.wake();
  await until(() => events.length === 3);
  expect(asked).toBe('41');
  expect(statuses).toEqual(['connecting', 'live', 'lost', 'live']);
});

test('a refused login is told apart from a lost line', async () => {
  const { statuses, until } = await against((_, response) => response.writeHead(401).end());
  connection.start();
  await until(() => statuses.length === 2);
  expect(statuses).toEqual(['connecting', 'refused']);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity } from './city.fixture.ts';
import type { LiveEvents } from './schemas/event.ts';
import { dayActivity, smallRegistry, stalledFinding, tenOClock } from './small-registry.fixture.ts';

interface Event {
  id: string | undefined;
  name: string;
  body: unknown;
}

let city: City;
let url: string;
const registry = smallRegistry();

beforeAll(async () => {
  city = await openCity();
  url = (await city.api.start()).url;
});
afterAll(() => city.stop());

/** A reader of the stream over a real connection; `next` waits for an event of a name and skips the others. */
async function listen(query = '', headers: Record<string, string> = {}) {
  const connection = new AbortController();
  const response = await fetch(`${url}/api/v1/events${query}`, {
    headers: { cookie: await city.cookie('viewer'), ...headers },
    signal: connection.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const read = async (): Promise<Event | null> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const fields = rest.slice(0, end).split('\n');
        rest = rest.slice(end + 2);
        const field = (name: string) =>
          fields.find((one) => one.startsWith(`${name}: `))?.slice(name.length + 2);
        const name = field('event');
        if (name !== undefined) return { id: field('id'), name, body: JSON.parse(field('data') ?? 'null') };
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      rest += value;
    }
  };
  const next = async <Name extends keyof LiveEvents>(name: Name) => {
    for (;;) {
      const event = await read();
      if (event === null) throw new Error(`the stream ended before ${name}`);
      if (event.name === name) return { id: event.id, body: event.body as LiveEvents[Name] };
    }
  };
  return { next, read, close: () => connection.abort() };
}

function reading(n: number, powerKw: number) {
  return {
    meter: `M${n}`,
    project: `P${n}`,
    timeMs: tenOClock,
    receivedMs: tenOClock,
    energyKwh: 1,
    powerKw,
    voltageV: null,
    currentA: null,
    powerFactor: null,
  };
}

test('a stream begins with hello and the overview', async () => {
  const stream = await listen();
  expect((await stream.next('hello')).body).toMatchObject({ resumed: false, heartbeatMs: 15_000 });
  expect((await stream.next('overview')).body.counts.projects).toBe(4);
  stream.close();
});

test('readings of a moment come in one event, with the power of each project', async () => {
  const stream = await listen();
  await stream.next('hello');
  for (let i = 0; i < 50; i++)
    city.live.publish({ what: 'stored', readings: [reading(1, i), reading(2, 7)] });
  const { body } = await stream.next('readings');
  expect(body.projects).toEqual([
    { project: 'P1', powerKw: 49, lastHeardMs: tenOClock, readings: [] },
    { project: 'P2', powerKw: 7, lastHeardMs: tenOClock, readings: [] },
  ]);
  stream.close();
});

test('who watches one project gets each of its readings and nothing of others', async () => {
  const stream = await listen('?project=P2');
  await stream.next('hello');
  city.live.publish({ what: 'stored', readings: [reading(1, 5), reading(2, 7)] });
  const { body } = await stream.next('readings');
  expect(body.projects).toMatchObject([
    { project: 'P2', readings: [{ meter: 'M2', powerKw: 7, energyKwh: 1 }] },
  ]);
  stream.close();
});

test('a district is told of its own projects only', async () => {
  const stream = await listen('', { cookie: await city.cookie('district') });
  await stream.next('hello');
  city.live.publish({ what: 'stored', readings: [reading(2, 7), reading(3, 9)] });
  expect((await stream.next('readings')).body.projects.map(({ project }) => project)).toEqual(['P2']);
  stream.close();
});

test('an evaluation tells what changed: states, and findings that open and close', async () => {
  const stream = await listen();
  await stream.next('hello');
  const act = { actor: 'system', atMs: tenOClock };
  await city.readings.writeActivity([dayActivity('P1', registry, { state: 'off', index: 0 })]);
  await city.records.replaceFindings(['P1'], [stalledFinding('P1')], act);
  city.live.publish({ what: 'evaluated' });
  expect((await stream.next('activity')).body.projects).toEqual([
    { project: 'P1', state: 'off', stateDay: '2026-11-23', index: 0, excused: null },
  ]);
  expect((await stream.next('findings')).body.findings).toMatchObject([
    { id: 'P1~stalled~2026-11-20', closed: null },
  ]);
  await city.records.replaceFindings(['P1'], [stalledFinding('P1', { closed: '2026-11-24' })], act);
  city.live.publish({ what: 'evaluated' });
  expect((await stream.next('findings')).body.findings).toMatchObject([{ closed: '2026-11-24' }]);
  stream.close();
});

test('a connection that broke goes on after the last event it saw', async () => {
  const label = { zh: '载入历史', en: 'Loading history' };
  const progress = (done: number) => ({ task: 'history', label, done, total: 3 });
  const first = await listen();
  const hello = await first.next('hello');
  expect(hello.id).toBeDefined();
  city.live.publish({ what: 'progress', progress: progress(1) });
  const seen = await first.next('progress');
  first.close();
  city.live.publish({ what: 'progress', progress: progress(2) });
  city.live.publish({ what: 'progress', progress: null });

  const second = await listen('', { 'last-event-id': seen.id! });
  expect((await second.next('hello')).body.resumed).toBe(true);
  expect((await second.next('progress')).body.progress?.done).toBe(2);
  expect((await second.next('progress')).body.progress).toBeNull();
  second.close();
});

test.each(['1-1', 'nonsense', 'abc-99999'])(
  'after %j nothing can be resumed, and hello says so',
  async (id) => {
    const stream = await listen('', { 'last-event-id': id });
    expect((await stream.next('hello')).body.resumed).toBe(false);
    stream.close();
  },
);

test('open streams are counted, but how long they last is no time of an answer', async () => {
  const count = async () => {
    const metrics = await city.api.server.inject({ url: '/metrics' });
    return Number(/^liangshai_event_streams (\d+)$/m.exec(metrics.body)?.[1]);
  };
  // Those of the tests before have closed, but the server may not have noticed yet.
  await expect.poll(count, { timeout: 20_000 }).toBe(0);
  const stream = await listen();
  await stream.next('hello');
  expect(await count()).toBe(1);
  stream.close();
  await expect.poll(count, { timeout: 20_000 }).toBe(0);
  expect((await city.api.server.inject({ url: '/metrics' })).body).not.toContain('route="/api/v1/events"');
});

test('everybody who listens is told that a period was closed', async () => {
  const reader = await listen();
  await reader.next('hello');
  const change = { period: '2026-11H1', revision: 1, what: 'closed' as const };
  city.live.publish({ what: 'period', change });
  expect((await reader.next('period')).body).toMatchObject(change);
  reader.close();
});

test('stopping the service ends the streams', async () => {
  const stream = await listen();
  await stream.next('hello');
  await city.api.stop();
  const last: string[] = [];
  for (let event = await stream.read(); event !== null; event = await stream.read()) last.push(event.name);
  expect(last).not.toContain('hello');
});

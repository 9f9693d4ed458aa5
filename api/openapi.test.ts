import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity } from './city.fixture.ts';
import { liveEvents } from './schemas/event.ts';

interface Operation {
  summary?: string;
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

let city: City;
let description: Description;

beforeAll(async () => {
  city = await openCity();
  await city.api.start();
  description = (await city.api.server.inject({ url: '/api/openapi.json' })).json();
});
afterAll(() => city.stop());

/** The contract of the service with the outside: DESIGN 4.4. */
test.each([
  ['get', '/healthz'],
  ['get', '/readyz'],
  ['get', '/metrics'],
  ['post', '/api/v1/session'],
  ['post', '/api/v1/readings'],
  ['get', '/api/v1/overview'],
  ['get', '/api/v1/projects'],
  ['get', '/api/v1/projects/{id}'],
  ['get', '/api/v1/projects/{id}/activity'],
  ['get', '/api/v1/projects/{id}/energy'],
  ['get', '/api/v1/projects/{id}/record'],
  ['get', '/api/v1/findings'],
  ['post', '/api/v1/findings/{id}/acknowledge'],
  ['post', '/api/v1/findings/{id}/explain'],
  ['post', '/api/v1/findings/{id}/close'],
  ['get', '/api/v1/standings'],
  ['get', '/api/v1/bulletins/{period}.{form}'],
  ['post', '/api/v1/investments'],
  ['post', '/api/v1/suspensions'],
  ['post', '/api/v1/registry'],
  ['get', '/api/v1/quarantine'],
  ['post', '/api/v1/quarantine/replay'],
  ['get', '/api/v1/events'],
])('%s %s is described', (method, path) => {
  const operation = description.paths[path]?.[method];
  expect(operation?.summary).toEqual(expect.any(String));
  expect(operation?.responses.default?.content).toHaveProperty('application/problem+json');
});

test('every reference in the description leads somewhere', () => {
  expect(description.openapi).toBe('3.1.0');
  const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  const names = new Set(references.map(([, name]) => name));
  expect(names.size).toBeGreaterThan(15);
  for (const name of names) expect(description.components.schemas, name).toHaveProperty(name!);
});

test('every event of the stream is described by its name', () => {
  for (const name of Object.keys(liveEvents)) {
    expect(description.components.schemas).toHaveProperty(`${name[0]!.toUpperCase()}${name.slice(1)}Event`);
  }
});

test('nothing is described by an empty schema but the details of the audit', () => {
  const empty = Object.entries(description.components.schemas).filter(
    ([, schema]) => Object.keys(schema).length === 0,
  );
  expect(empty).toEqual([]);
});

test('a long answer is compressed for those who can unpack it', async () => {
  const answer = await city.api.server.inject({
    url: '/api/openapi.json',
    headers: { 'accept-encoding': 'gzip' },
  });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual(description);
});

test('an answer that has not changed is not sent again', async () => {
  const ask = (headers: Record<string, string>) =>
    city.api.server.inject({ url: '/api/openapi.json', headers });
  const first = await ask({});
  expect(first.headers['cache-control']).toBe('private, no-cache');
  const second = await ask({ 'if-none-match': `"other", ${first.headers.etag}` });
  expect([second.statusCode, second.body]).toEqual([304, '']);
  expect((await ask({ 'if-none-match': '"other"' })).statusCode).toBe(200);
});

test('the service says that it lives, whether it is ready, and how long it takes to answer', async () => {
  expect((await city.api.server.inject({ url: '/healthz' })).json()).toEqual({ status: 'alive' });
  expect((await city.api.server.inject({ url: '/readyz' })).json()).toEqual({
    ready: true,
    parts: [{ part: 'ingest', ready: true, detail: '' }],
  });
  const metrics = await city.api.server.inject({ url: '/metrics' });
  expect(metrics.headers['content-type']).toContain('text/plain');
  expect(metrics.body).toContain(
    'liangshai_http_request_seconds_count{method="GET",route="/healthz",status="200"} 1',
  );
});

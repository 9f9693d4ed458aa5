import type { RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Role, roles } from '../store/records.ts';
import { type Access, rights } from './access.ts';
import { type City, openCity } from './city.fixture.ts';
import { stalledFinding, tenOClock } from './small-registry.fixture.ts';

type Asker = Role | 'nobody';
const askers: Asker[] = [...roles, 'nobody'];

interface Request {
  url?: string;
  payload?: object | string;
  type?: string;
  /** What it is answered when it gets through; 200 without. */
  through?: number;
}

/** One request of each route that would do no harm to the next one. */
const requests: Record<string, Request> = {
  'GET /api/v1/projects/:id': { url: '/api/v1/projects/P1' },
  'GET /api/v1/projects/:id/activity': { url: '/api/v1/projects/P1/activity' },
  'GET /api/v1/projects/:id/energy': { url: '/api/v1/projects/P1/energy' },
  'GET /api/v1/projects/:id/record': { url: '/api/v1/projects/P1/record' },
  'GET /api/v1/projects/:id/record.csv': { url: '/api/v1/projects/P1/record.csv' },
  'POST /api/v1/projects/:id/notes': { url: '/api/v1/projects/P1/notes', payload: { text: 'x' } },
  'GET /api/v1/findings/:id': { url: '/api/v1/findings/P1~stalled~2026-11-20' },
  'POST /api/v1/findings/:id/acknowledge': {
    url: '/api/v1/findings/P1~stalled~2026-11-20/acknowledge',
    payload: {},
  },
  'POST /api/v1/findings/:id/explain': {
    url: '/api/v1/findings/P1~stalled~2026-11-20/explain',
    payload: { reason: 'other', text: 'x' },
  },
  'POST /api/v1/findings/:id/close': {
    url: '/api/v1/findings/P1~stalled~2026-11-20/close',
    payload: { note: 'x' },
  },
  'POST /api/v1/quarantine/replay': { payload: {} },
  'POST /api/v1/investments': { payload: 'project,period,amount_wan\nP1,2026-11H1,10\n', type: 'text/csv' },
  'POST /api/v1/suspensions': {
    payload: 'project,from,to,reason,document\nP2,2026-11-01,,x,\n',
    type: 'text/csv',
  },
  'POST /api/v1/registry': {
    url: '/api/v1/registry?table=districts',
    payload: 'id,name,kind\nHS,海曙区,county\n',
    type: 'text/csv',
  },
  'POST /api/v1/explanations/:id/decide': {
    url: '/api/v1/explanations/none/decide',
    payload: { verdict: 'granted' },
    through: 409,
  },
  'PUT /api/v1/rules': { payload: { values: {}, note: 'x' } },
  'POST /api/v1/rules/trial': { payload: { values: {} }, through: 202 },
  'GET /api/v1/standings/inputs': { url: '/api/v1/standings/inputs?by=project&subject=P1' },
  'POST /api/v1/periods/:period/close': { url: '/api/v1/periods/2026-12H1/close', payload: {}, through: 409 },
  'POST /api/v1/periods/:period/reopen': {
    url: '/api/v1/periods/2026-12H1/reopen',
    payload: { reason: 'x' },
    through: 409,
  },
  'GET /api/v1/bulletins/:period.:form': { url: '/api/v1/bulletins/2026-12H1.json', through: 404 },
  'POST /api/v1/bulletins/:period/publish': {
    url: '/api/v1/bulletins/2026-12H1/publish',
    payload: { number: null },
    through: 409,
  },
  'POST /api/v1/snails/:period/:by/:subject/decide': {
    url: '/api/v1/snails/2026-12H1/district/HS/decide',
    payload: { verdict: 'declined', reason: 'x' },
    through: 409,
  },
  'POST /api/v1/objections': {
    payload: { period: '2026-12H1', by: 'project', subject: 'P1', figure: 'rank', text: 'x' },
    through: 409,
  },
  'POST /api/v1/objections/:id/answer': {
    url: '/api/v1/objections/none/answer',
    payload: { upheld: false, text: 'x' },
    through: 409,
  },
  'GET /api/v1/pages/:id': { url: '/api/v1/pages/none', through: 404 },
  'PUT /api/v1/silences/:id': {
    url: '/api/v1/silences/s1',
    payload: { fromMs: 0, toMs: 1, reason: 'x', match: {} },
  },
  'DELETE /api/v1/silences/:id': { url: '/api/v1/silences/none', through: 404 },
  'POST /api/v1/channels/:name/test': {
    url: '/api/v1/channels/sms/test',
    payload: { target: '139' },
    through: 503,
  },
  'GET /api/v1/channels': { through: 503 },
  'POST /api/v1/pages/:id/acknowledge': { payload: {}, through: 404 },
  'GET /api/v1/act/:token': { url: '/api/v1/act/token', through: 503 },
  'POST /api/v1/act/:token': { url: '/api/v1/act/token', payload: {}, through: 503 },
  'GET /api/v1/map': { through: 204 },
  'PUT /api/v1/users/:name': { url: '/api/v1/users/guest', payload: { role: 'viewer' } },
};

/** Routes that are not told apart by role: what they answer here is tested with the session and the readings. */
const apart = [
  'POST /api/v1/session',
  'DELETE /api/v1/session',
  'PUT /api/v1/session/password',
  'POST /api/v1/readings',
  'GET /api/v1/events',
];

interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  access: Access | undefined;
}

let city: City;
let open: City;
/** As the server adds them; plugins complete their configuration afterwards. */
const added: RouteOptions[] = [];
const routes: Route[] = [];
const cookies = new Map<Asker, string>();

beforeAll(async () => {
  city = await openCity();
  city.api.server.addHook('onRoute', (route) => {
    added.push(route);
  });
  open = await openCity({ publicView: true });
  await city.api.start();
  await open.api.start();
  for (const { method, url, config } of added) {
    // HEAD is made by the server itself beside each GET.
    for (const one of [method].flat().filter((name) => name !== 'HEAD')) {
      routes.push({ method: one as Route['method'], path: url, access: config?.access });
    }
  }
  for (const role of roles) cookies.set(role, await city.cookie(role));
});
afterAll(async () => {
  await city.stop();
  await open.stop();
});

async function ask(of: City, { method, path }: Route, cookie: string | undefined): Promise<number> {
  const request = requests[`${method} ${path}`] ?? {};
  const answer = await of.api.server.inject({
    method,
    url: request.url ?? path,
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(request.type && { 'content-type': request.type }),
    },
    ...(request.payload !== undefined && { payload: request.payload }),
  });
  return answer.statusCode;
}

function expected(asker: Asker, { method, path, access }: Route): number {
  const through = requests[`${method} ${path}`]?.through ?? 200;
  if (access === 'open') return through;
  if (asker === 'nobody') return 401;
  if (access === 'own-session') return through;
  const allowed: readonly Role[] = rights[access as keyof typeof rights];
  return allowed.includes(asker) ? through : 403;
}

function tested(): Route[] {
  // The board's files are open to all and tested beside them.
  return routes.filter(({ method, path }) => !apart.includes(`${method} ${path}`) && !/^\/\*?$/.test(path));
}

test('every route says who may call it', () => {
  expect(routes.length).toBeGreaterThan(25);
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
});

test.each(askers)('%s gets through to exactly the routes of the table of rights', async (asker) => {
  const act = { actor: 'system', atMs: tenOClock };
  const answers: string[] = [];
  const wanted: string[] = [];
  for (const route of tested()) {
    // Closed by the request before, it would be refused for another reason.
    if (route.path.includes('findings/')) {
      await city.records.replaceFindings(['P1'], [], act);
      await city.records.replaceFindings(['P1'], [stalledFinding('P1')], act);
    }
    const name = `${route.method} ${route.path}`;
    answers.push(`${name} ${await ask(city, route, cookies.get(asker))}`);
    wanted.push(`${name} ${expected(asker, route)}`);
  }
  expect(answers).toEqual(wanted);
});

test('where viewing is open, nobody in particular may look like a viewer and change nothing', async () => {
  const act = { actor: 'system', atMs: tenOClock };
  await open.records.replaceFindings(['P1'], [stalledFinding('P1')], act);
  const answers: string[] = [];
  const wanted: string[] = [];
  for (const route of tested()) {
    const name = `${route.method} ${route.path}`;
    const isFree = route.method === 'GET' || route.access === 'open';
    answers.push(`${name} ${await ask(open, route, undefined)}`);
    wanted.push(`${name} ${isFree ? expected('viewer', route) : 401}`);
  }
  expect(answers).toEqual(wanted);
});

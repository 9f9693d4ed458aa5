import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signLink } from '../paging/link.ts';
import type { Notice } from '../paging/notice.ts';
import { untouchedPage } from '../store/page.fixture.ts';
import type { Page } from '../store/pages.ts';
import type { Role } from '../store/records.ts';
import { type City, openCity } from './city.fixture.ts';
import type { LinkView } from './schemas/act.ts';
import type { PageDetail, PageList } from './schemas/page.ts';
import type { SilenceList } from './schemas/silence.ts';
import { hour, smallRegistry, stalledFinding, tenOClock } from './small-registry.fixture.ts';

let city: City;
let woken = 0;
const linkSecret = Buffer.from('a secret of thirty-two bytes here');
const finding = stalledFinding('P1');
const mapFile = join(tmpdir(), `map-${process.pid}.geojson`);
const { projects, districts, departments } = smallRegistry();

function page(over: Partial<Page>): Page {
  return untouchedPage({ finding: finding.id, openedMs: tenOClock, letter: 'letter-1', ...over });
}

/** A letter about the page, as paging writes it. */
const notice: Notice = {
  purpose: 'page',
  audience: 'department/HB',
  recipient: { id: 'wang', name: '王工', language: 'zh', ways: [{ channel: 'sms', target: '13800000000' }] },
  writtenMs: tenOClock,
  matters: [
    {
      page: 'page-1',
      finding: finding.id,
      matter: 'stalled',
      level: 'yellow',
      project: projects[0]!,
      district: districts[0]!,
      department: departments[0]!,
      since: finding.since,
      evidence: finding.evidence.sentence,
      openedMs: tenOClock,
      explainUntilMs: null,
      closedMs: null,
      decision: null,
    },
  ],
  news: null,
};

beforeAll(async () => {
  city = await openCity(
    { mapFile },
    {
      linkSecret,
      wake: () => {
        woken++;
      },
      channels: () => [],
      onDuty: () => [],
      waits: async () => [],
      testChannel: async (channel, target) => ({ outcome: 'delivered', detail: `${channel} ${target}` }),
    },
  );
  await city.records.replaceFindings(['P1'], [finding], { actor: 'system', atMs: tenOClock });
  const letter = {
    id: 'letter-1',
    json: JSON.stringify(notice),
    state: 'queued' as const,
    queuedMs: tenOClock,
    dueMs: tenOClock,
    way: 0,
    attempts: 0,
    settledMs: null,
  };
  const step = { actor: 'system', atMs: tenOClock, note: null, letter: 'letter-1' };
  await city.records.changePages({
    pages: [
      page({}),
      page({ id: 'page-2', finding: null, project: null, matter: 'meter-storm', audience: 'operator' }),
    ],
    steps: [
      { page: 'page-1', what: 'opened', ...step },
      { page: 'page-1', what: 'queued', ...step },
    ],
    letters: [letter],
  });
  const [claimed] = await city.records.claimLetters({
    owner: 'o',
    nowMs: tenOClock,
    leaseMs: hour,
    limit: 1,
  });
  const attempt = { letter: 'letter-1', atMs: tenOClock, tookMs: 20, channel: 'sms', target: '13800000000' };
  await city.records.settleLetter(
    'o',
    { ...claimed!, state: 'delivered', attempts: 1, settledMs: tenOClock },
    { ...attempt, outcome: 'delivered', detail: null },
    [],
  );
  await city.api.start();
});
afterAll(() => city.stop());

async function ask(
  url: string,
  role: Role | null,
  payload?: object,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' = 'GET',
) {
  const headers = role === null ? {} : { cookie: await city.cookie(role) };
  return city.api.server.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });
}

function link(action: 'acknowledge' | 'explain', subject: string, expiresMs = tenOClock + hour): string {
  return signLink(linkSecret, { action, subject, person: '王工', expiresMs });
}

test.each([
  ['supervisor', ['page-2', 'page-1']],
  ['department', ['page-1']],
  ['district', ['page-1']],
] as const)('a %s sees %j', async (role, expected) => {
  const ids = (await ask('/pages', role)).json<PageList>().pages.map(({ id }) => id);
  expect(ids.toSorted()).toEqual(expected.toSorted());
});

test('a page shows its steps and every try to deliver it; a phone number only to those who run paging', async () => {
  const seen = (await ask('/pages/page-1', 'supervisor')).json<PageDetail>();
  expect(seen.steps.map(({ what }) => what)).toEqual(['opened', 'queued']);
  expect(seen.attempts).toMatchObject([{ channel: 'sms', target: '13800000000', outcome: 'delivered' }]);
  expect((await ask('/pages/page-1', 'department')).json<PageDetail>().attempts[0]?.target).toBeNull();
  expect((await ask('/pages/page-2', 'department')).json()).toMatchObject({
    status: 404,
    code: 'no-such-page',
  });
});

test('the link in a letter shows what it is about, as often as one looks, and changes nothing', async () => {
  const token = link('acknowledge', 'letter-1');
  for (let look = 0; look < 2; look++) {
    const shown = (await ask(`/act/${token}`, null)).json<LinkView>();
    expect(shown).toMatchObject({
      action: 'acknowledge',
      person: '王工',
      matters: [{ finding: finding.id, project: { id: 'P1' }, level: 'yellow' }],
    });
  }
  expect(await city.records.findingEvents([finding.id])).toHaveLength(1);
});

test('acting on it acknowledges in the name of the person, without a session, and paging looks at once', async () => {
  const acted = await ask(`/act/${link('acknowledge', 'letter-1')}`, null, {}, 'POST');
  expect([acted.json(), woken]).toEqual([{ acted: 1 }, 1]);
  expect(await city.records.findingEvents([finding.id])).toMatchObject([
    { what: 'opened' },
    { what: 'acknowledged', actor: '王工' },
  ]);
});

test('an explanation needs its reason, and stands in the finding’s history', async () => {
  const token = link('explain', 'page-1');
  expect((await ask(`/act/${token}`, null, {}, 'POST')).json().code).toBe('invalid-request');
  const explanation = { reason: 'land', text: '土地未交付', asks: null };
  expect((await ask(`/act/${token}`, null, explanation, 'POST')).json()).toEqual({ acted: 1 });
  expect((await city.records.findingEvents([finding.id])).at(-1)).toMatchObject({
    what: 'explained',
    actor: '王工',
    note: 'land: 土地未交付',
  });
});

test.each([
  ['an expired link', link('acknowledge', 'letter-1', tenOClock), 410, 'link-expired'],
  ['a link that was tampered with', `${link('acknowledge', 'letter-1')}x`, 403, 'link-forged'],
  ['nonsense', 'nonsense', 403, 'link-forged'],
] as const)('%s is refused with %s %s', async (_, token, status, code) => {
  expect((await ask(`/act/${token}`, null)).json()).toMatchObject({ status, code });
  expect((await ask(`/act/${token}`, null, {}, 'POST')).json()).toMatchObject({ status, code });
});

test('an administrator tests a channel', async () => {
  const answer = await ask('/channels/sms/test', 'admin', { target: '139' }, 'POST');
  expect(answer.json()).toEqual({ outcome: 'delivered', detail: 'sms 139' });
});

test('a silence is put in place, seen, and ended by an earlier end', async () => {
  const silence = { fromMs: tenOClock, toMs: tenOClock + hour, reason: '台风', match: { districts: ['HS'] } };
  const put = await ask('/silences/typhoon', 'supervisor', silence, 'PUT');
  expect(put.json()).toEqual({ id: 'typhoon', author: 'supervisor', ...silence });
  const list = async () => (await ask('/silences', 'supervisor')).json<SilenceList>().silences;
  expect(await list()).toMatchObject([{ id: 'typhoon', match: { districts: ['HS'] } }]);
  expect(
    (await ask('/silences/typhoon', 'supervisor', { ...silence, toMs: tenOClock }, 'PUT')).statusCode,
  ).toBe(400);
  await ask(
    '/silences/typhoon',
    'supervisor',
    { ...silence, fromMs: tenOClock - 2, toMs: tenOClock - 1 },
    'PUT',
  );
  expect(await list()).toEqual([]);
});

test.each([
  ['lasts', -hour, tenOClock - hour],
  ['is to come', hour, tenOClock - 1],
])('a silence that %s ends now by the service’s clock, and keeps its author', async (_, begins, fromMs) => {
  const silence = { fromMs: tenOClock + begins, toMs: tenOClock + 2 * hour, reason: '检修', match: {} };
  await ask('/silences/service', 'supervisor', silence, 'PUT');
  const ended = await ask('/silences/service', 'admin', undefined, 'DELETE');
  expect(ended.json()).toEqual({ ...silence, id: 'service', author: 'supervisor', fromMs, toMs: tenOClock });
  expect((await ask('/silences', 'supervisor')).json()).toEqual({ silences: [] });
  const again = await ask('/silences/service', 'admin', undefined, 'DELETE');
  expect(again.json()).toMatchObject({ status: 404, code: 'no-such-silence' });
});

test('the operator’s map is served as soon as it is put in place', async () => {
  expect((await ask('/map', 'viewer')).statusCode).toBe(204);
  writeFileSync(mapFile, '{"type":"FeatureCollection","features":[]}');
  const map = await ask('/map', 'viewer');
  expect(map.headers['content-type']).toBe('application/geo+json');
  expect(map.json()).toEqual({ type: 'FeatureCollection', features: [] });
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity, password } from '../../api/city.fixture.ts';
import { smallRegistry, stalledFinding, tenOClock } from '../../api/small-registry.fixture.ts';
import { boardDirectory, buildBoard } from '../../app/board-build.ts';
import { signLink } from '../../paging/link.ts';
import type { Notice } from '../../paging/notice.ts';
import { untouchedPage } from '../../store/page.fixture.ts';
import { hasProgram } from '../peers.ts';
import { launchChromium } from './chromium.ts';
import { enter, open, visit } from './visitor.ts';

const linkSecret = Buffer.from('a secret of thirty-two bytes here');
const finding = stalledFinding('P1', { level: 'yellow' });
const chromiumIsHere = hasProgram('chromium');

let city: City;
let board: string;
let browser: Browser;

beforeAll(async () => {
  if (!chromiumIsHere) return;
  await buildBoard();
  city = await openCity(
    { boardDirectory, publicView: true },
    {
      linkSecret,
      wake: () => {},
      channels: () => [],
      onDuty: () => [],
      waits: async () => [],
      testChannel: async () => ({ outcome: 'delivered', detail: '' }),
    },
  );
  await city.records.replaceFindings(['P1'], [finding], { actor: 'system', atMs: tenOClock });
  await city.records.changePages({ pages: [page], steps: [], letters: [letter] });
  board = (await city.api.start()).url;
  browser = await launchChromium();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

const page = untouchedPage({ finding: finding.id, openedMs: tenOClock, letter: 'letter-1' });

const { projects, districts, departments } = smallRegistry();

/** The letter about the page, as paging writes it. */
const notice: Notice = {
  purpose: 'page',
  audience: 'department/HB',
  recipient: { id: 'wang', name: '王工', language: 'zh', ways: [] },
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
      explainUntilMs: tenOClock + 72 * 3_600_000,
      closedMs: null,
      decision: null,
    },
  ],
  news: null,
};

const letter = {
  id: 'letter-1',
  json: JSON.stringify(notice),
  state: 'delivered' as const,
  queuedMs: tenOClock,
  dueMs: tenOClock,
  way: 0,
  attempts: 1,
  settledMs: tenOClock,
};

const phone = { language: 'zh', appearance: 'light', width: 390, height: 844 } as const;
const wall = { language: 'zh', appearance: 'dark', width: 1920, height: 1080 } as const;

function link(): string {
  const expiresMs = tenOClock + 3_600_000;
  return `/act/${signLink(linkSecret, { action: 'explain', subject: 'page-1', person: '王工', expiresMs })}`;
}

test.runIf(chromiumIsHere)(
  'a duty officer explains from the link in a letter, on a phone and without a login; a supervisor decides at the desk',
  async () => {
    const officer = await visit(browser, board, phone);
    await open(officer.page, board, link());
    await officer.page.getByText('以 王工 的名义').waitFor();
    await officer.page.locator('select[name=reason]').selectOption('land');
    await officer.page.locator('textarea[name=text]').fill('土地尚未交付，预计下月复工');
    await officer.page.locator('input[name=from]').fill('2026-11-18');
    await officer.page.locator('input[name=to]').fill('2026-11-30');
    await officer.page.locator('form button[type=submit]').click();
    await officer.page.getByText('已办理 1 项').waitFor();
    expect(officer.wrong).toEqual([]);
    await officer.context.close();

    const supervisor = await visit(browser, board, wall);
    await enter(supervisor.page, 'supervisor', password);
    await open(supervisor.page, board, `/desk?finding=${encodeURIComponent(finding.id)}`);
    await supervisor.page.getByText('土地尚未交付').first().waitFor();
    const decline = supervisor.page.getByRole('button', { name: '不予免责' });
    expect(await decline.isDisabled()).toBe(true);
    await supervisor.page.getByRole('textbox', { name: /^理由/ }).fill('无批准文件');
    await decline.click();
    await supervisor.page.getByText('未准予').waitFor();
    expect(supervisor.wrong).toEqual([]);
    await supervisor.context.close();
    const [explanation] = await city.records.explanations({ projects: ['P1'] });
    expect(explanation).toMatchObject({
      reason: 'land',
      decision: { verdict: 'declined', note: '无批准文件' },
    });
  },
  120_000,
);

test.runIf(chromiumIsHere)('a link that was tampered with says so and offers nothing', async () => {
  const { page, context } = await visit(browser, board, phone);
  await page.goto(new URL(`${link()}x`, board).href);
  await page.getByRole('alert').waitFor();
  expect(await page.locator('form').count()).toBe(0);
  await context.close();
});

test.runIf(chromiumIsHere)(
  'the wall fills the screen without scrolling, its parts take turns, and it wakes up after a lost connection',
  async () => {
    const { page, context } = await visit(browser, board, wall);
    await page.clock.install();
    await open(page, board, '/?kiosk=1');
    const live = page.locator('[data-testid=live-indicator][data-status=live]');
    await live.waitFor();
    expect(await page.locator('nav').isVisible()).toBe(false);
    for (const size of [wall, { width: 3840, height: 2160 }]) {
      await page.setViewportSize({ width: size.width, height: size.height });
      const scrolls = 'document.documentElement.scrollHeight - innerHeight';
      expect(await page.evaluate<number>(scrolls)).toBe(0);
    }
    const sites = page.getByTestId('sites');
    expect(await sites.locator('svg[role=img]').count()).toBe(1);
    await page.clock.fastForward(20_000);
    await sites.locator('svg[role=img]').waitFor({ state: 'detached' });
    await page.clock.fastForward(20_000);
    await sites.locator('svg[role=img]').waitFor();

    await context.setOffline(true);
    await page.clock.fastForward(120_000);
    await page.locator('[data-testid=live-indicator][data-status=lost]').waitFor();
    await context.setOffline(false);
    await page.clock.fastForward(20_000);
    await live.waitFor();
    await context.close();
  },
  120_000,
);

test.runIf(chromiumIsHere).each(['/', '/projects/P1', '/standings', '/desk'])(
  '%s is printed dark on white, whole, and without what is only for the screen',
  async (address) => {
    const { page, context } = await visit(browser, board, wall);
    await open(page, board, address);
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(243, 245, 248)');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.not-printed').filter({ visible: true }).count()).toBe(0);
    expect((await page.pdf({ format: 'A4', landscape: true })).byteLength).toBeGreaterThan(5000);
    await context.close();
  },
  60_000,
);

test.runIf(chromiumIsHere)('a supervisor silences a department for a maintenance, and ends it', async () => {
  const { page, context, wrong } = await visit(browser, board, wall);
  await enter(page, 'supervisor', password);
  await open(page, board, '/desk/duty');
  const silences = page.getByTestId('silences');
  await silences.getByText('没有生效或预定的静默').waitFor();
  const make = silences.getByRole('button', { name: '设置静默' });
  expect(await make.isDisabled()).toBe(true);
  await silences.getByRole('combobox', { name: '范围' }).fill('住建');
  await page.getByRole('option', { name: '住建局' }).or(page.getByTitle('住建局')).last().click();
  await silences.getByRole('textbox', { name: '理由' }).fill('配电房检修');
  await silences.getByLabel('至').fill('2026-11-20T00:00');
  await silences.getByText('结束须晚于开始').waitFor();
  expect(await make.isDisabled()).toBe(true);
  await silences.getByLabel('自').fill('2026-11-24T08:00');
  await silences.getByLabel('至').fill('2126-11-24T12:00');
  await make.click();
  await silences.getByText('由 supervisor 设置').waitFor();
  expect(await city.records.silences(tenOClock)).toMatchObject([
    {
      author: 'supervisor',
      match: { departments: ['HB'] },
      fromMs: Date.parse('2026-11-24T08:00:00+08:00'),
      toMs: Date.parse('2126-11-24T12:00:00+08:00'),
      reason: '配电房检修',
    },
  ]);
  await silences.getByRole('button', { name: '立即结束：住建局' }).click();
  await silences.getByText('没有生效或预定的静默').waitFor();
  expect(wrong).toEqual([]);
  await context.close();
});

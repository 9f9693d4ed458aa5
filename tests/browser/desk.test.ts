import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bulletinOf } from '../../api/bulletin/bulletin.fixture.ts';
import { type City, openCity, password } from '../../api/city.fixture.ts';
import {
  day,
  dayActivity,
  hour,
  midnight,
  smallRegistry,
  stalledFinding,
  tenOClock,
} from '../../api/small-registry.fixture.ts';
import { boardDirectory, buildBoard } from '../../app/board-build.ts';
import type { Role } from '../../store/records.ts';
import { hasProgram } from '../peers.ts';
import { launchChromium } from './chromium.ts';
import { enter, open, visit } from './visitor.ts';

vi.setConfig({ testTimeout: 120_000 });
const chromiumIsHere = hasProgram('chromium');
const clicked = test.runIf(chromiumIsHere);
const finding = stalledFinding('P1', { level: 'yellow' });
/** Its days and its grace are over; the clock stands at 24 November. */
const period = '2026-11H1';

let city: City;
let board: string;
let browser: Browser;

beforeAll(async () => {
  if (!chromiumIsHere) return;
  await buildBoard();
  city = await openCity({ boardDirectory, publicView: true });
  const registry = { ...smallRegistry(), suspensions: [] };
  const first = midnight - 23 * day;
  await city.readings.writeActivity(
    registry.projects.flatMap(({ id }) =>
      Array.from({ length: 23 }, (_, n) => dayActivity(id, registry, { timeMs: first + n * day })),
    ),
  );
  await city.records.replaceFindings(['P1'], [finding], { actor: 'system', atMs: tenOClock });
  await proposeSnail('2026-10H2');
  board = (await city.api.start()).url;
  browser = await launchChromium();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

async function proposeSnail(closed: string): Promise<void> {
  const places = [{ period: closed, rank: 2, ranked: 2, score: 60, excused: false }];
  const snail = { period: closed, by: 'district' as const, subject: 'GX', places };
  const by = { actor: 'system', atMs: tenOClock };
  await city.records.closePeriod({
    ...{ ...by, period: closed, revision: 1, inputs: '{}', inputsHash: 'ab', standings: [], letters: [] },
    snails: [{ what: 'proposed', snail, reason: 'bottom 1 for 1 period' }],
    bulletin: bulletinOf({ period: closed, state: 'draft', number: null, publishedMs: null }),
  });
}

/** Somebody at a desk, in Chinese, at a page; what follows is what they do. */
async function at(role: Role, address: string, work: (page: Page) => Promise<void>): Promise<void> {
  const view = { language: 'zh', appearance: 'light', width: 1366, height: 900 } as const;
  const { page, context, wrong } = await visit(browser, board, view);
  // Below the test's own limit, so that the step that waits is named.
  page.setDefaultTimeout(15_000);
  await enter(page, role, password);
  await open(page, board, address);
  await work(page);
  expect(wrong).toEqual([]);
  await context.close();
}

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

clicked(
  'a file with faults is shown with each in its place, mended under the same name, and taken',
  async () => {
    await at('supervisor', '/desk/registry', async (page) => {
      const choose = (rows: string) =>
        page.getByTestId('csv-file').setInputFiles({
          name: 'investments.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(`project,period,amount_wan\n${rows}\n`),
        });
      const outcome = page.getByTestId('csv-outcome');
      await choose('P2,2026-11H1,much');
      await outcome.getByText('1 处错误').waitFor();
      await outcome.getByRole('row', { name: /第 2 行.*amount_wan/ }).waitFor();
      expect(await named(page, '写入台账').count()).toBe(0);
      await choose('P2,2026-11H1,50.05');
      await outcome.getByText('检查通过').waitFor();
      await named(page, '写入台账').click();
      await outcome.getByText('已写入 1 行').waitFor();
    });
    expect(city.ports.registry().investments).toContainEqual({
      project: 'P2',
      period: '2026-11H1',
      amountWan: 50.05,
    });
  },
);

clicked(
  'a period is opened again with a reason, closed, and its bulletin published under its number',
  async () => {
    await city.ports.dispatch.close(period, { actor: 'system', atMs: tenOClock });
    await at('supervisor', '/desk/periods', async (page) => {
      const row = page.getByRole('row', { name: '2026 年 11 月上半月' });
      await row.getByRole('button', { name: '重开' }).click();
      await row.getByRole('textbox').fill('补报投资');
      await row.getByRole('button', { name: '重开' }).last().click();
      await row.getByText('supervisor 重开：补报投资').waitFor();
      await row.getByRole('button', { name: '结账' }).click();
      await row.getByText('第 2 版').waitFor();
      await row.getByRole('link', { name: '核对与发布' }).click();
      await page.getByRole('textbox', { name: /^发文字号/ }).fill('甬重建晾晒〔2026〕22号');
      await named(page, '发布').click();
      await page.locator('[data-testid=bulletin][data-state=published]').waitFor();
      await page.getByText('甬重建晾晒〔2026〕22号').first().waitFor();
    });
    expect(await city.records.bulletin(period)).toMatchObject({ state: 'published' });
  },
);

clicked('who is ranked objects to a frozen figure; the answer stands beside it', async () => {
  await at('district', `/standings?period=${period}`, async (page) => {
    const row = page.locator('[data-testid=standing-row][data-subject=HS]');
    await row.getByRole('button').first().click();
    await named(page, '对这里的数字有异议').click();
    await page.getByRole('textbox', { name: '为什么不对，依据是什么' }).fill('供电故障三天');
    await named(page, '提交申诉').click();
    await page.getByText('申诉已提交').waitFor();
  });
  await at('supervisor', '/desk/objections', async (page) => {
    const objection = page.getByTestId('objection');
    await objection.getByRole('textbox', { name: '答复' }).fill('已核实停电记录');
    await objection.getByRole('button', { name: '成立', exact: true }).click();
    await objection.getByText('成立，将重开更正').waitFor();
  });
});

clicked(
  'the standings are presented: large, without a menu, through their subjects down to the inputs, and left',
  async () => {
    await at('viewer', `/standings?period=${period}`, async (page) => {
      const rootPx = () =>
        page.evaluate<number>('parseFloat(getComputedStyle(document.documentElement).fontSize)');
      const before = await rootPx();
      await page.setViewportSize({ width: 1920, height: 1080 });
      await named(page, '投屏').click();
      await page.locator('header nav').waitFor({ state: 'detached' });
      expect(await rootPx()).toBeGreaterThan(before);
      for (const subject of ['部门', '项目', '区县']) {
        await page.getByRole('group', { name: '对象' }).getByText(subject, { exact: true }).click();
        await page.getByTestId('standing-row').first().getByRole('button').click();
        await page.getByTestId('score-parts').waitFor();
        await page.getByTestId('standing-row').first().getByRole('button').click();
      }
      await named(page, '退出投屏').click();
      await page.locator('header nav').waitFor();
    });
  },
);

clicked('a snail is confirmed by a person, with a reason that stays', async () => {
  await at('supervisor', '/desk/snails', async (page) => {
    const snail = page.getByTestId('snail').filter({ hasText: '高新区' });
    const confirm = snail.getByRole('button', { name: '认定', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await snail.getByRole('textbox').fill('连续垫底');
    await confirm.click();
    await page.locator('[data-testid=snail][data-state=confirmed]').getByText('连续垫底').waitFor();
  });
});

clicked('a finding is acknowledged and explained by the department, and its days are granted', async () => {
  const address = `/desk?finding=${encodeURIComponent(finding.id)}`;
  await at('department', address, async (page) => {
    await named(page, '签收').click();
    await page.getByTestId('finding-detail').getByText('签收', { exact: false }).nth(1).waitFor();
    await named(page, '说明原因').click();
    await page.locator('select[name=reason]').selectOption('land');
    await page.locator('textarea[name=text]').fill('土地尚未交付');
    await page.locator('input[name=from]').fill('2026-11-18');
    await page.locator('input[name=to]').fill('2026-11-30');
    await named(page, '提交说明').click();
    await page.getByText('土地尚未交付').first().waitFor();
  });
  await at('supervisor', address, async (page) => {
    await page.getByRole('textbox', { name: /^理由/ }).fill('已见批文');
    await named(page, '准予免责').click();
    await page.getByText('已准予').waitFor();
  });
  expect(city.ports.registry().suspensions.length).toBeGreaterThan(0);
});

clicked('what was refused of a meter that nobody knew is replayed once it is registered', async () => {
  await city.api.server.inject({
    method: 'POST',
    url: '/api/v1/readings',
    headers: { authorization: `Basic ${Buffer.from('G1:secret').toString('base64')}` },
    payload: { meter: 'M5', time: tenOClock - hour, energy_kwh: 1 },
  });
  await at('admin', '/desk/quarantine', async (page) => {
    await page.getByRole('cell', { name: 'unknown-meter' }).waitFor();
    await page.getByRole('link', { name: '台账' }).click();
    await page.getByText('电表', { exact: true }).click();
    await page.getByTestId('csv-file').setInputFiles({
      name: 'meters.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('id,project,role,multiplier,profile\nM5,P2,construction,60,canonical\n'),
    });
    await named(page, '写入台账').click();
    await page.getByText('已写入 1 行').waitFor();
    await page.getByRole('link', { name: '隔离区' }).click();
    await named(page, '全部重放').click();
    await page.getByText('采用 1 个读数').waitFor();
    await page.getByText('隔离区是空的').waitFor();
  });
});

clicked('what was seen by camera is written into the record of the project', async () => {
  await at('department', '/projects/P1', async (page) => {
    const form = page.getByTestId('note-form');
    await form.getByRole('combobox').selectOption('camera-note');
    await form.getByRole('textbox').fill('塔吊未动');
    await form.getByRole('button').click();
    await page.getByTestId('record-timeline').getByText('视频连线：塔吊未动').waitFor();
    expect(await form.getByRole('textbox').inputValue()).toBe('');
  });
});

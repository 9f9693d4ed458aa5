import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LiangshaiProcess, scratchDirectory } from '../liangshai-process.ts';
import { hasProgram } from '../peers.ts';
import { addressOf, boardPages } from './board-pages.ts';
import { launchChromium } from './chromium.ts';
import { open, signIn, visit } from './visitor.ts';

const root = path.resolve(import.meta.dirname, '../..');
const screenshots = path.join(root, 'screenshots');

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let demo: LiangshaiProcess;
let browser: Browser;
let axe: string;

/** More than a low window shows. */
const projects = 16;
const chromiumIsHere = hasProgram('chromium');

beforeAll(async () => {
  if (!chromiumIsHere) return;
  scratch = await scratchDirectory();
  const ports = ['--data', 'data', '--mqtt-port', '0', '--http-port', '0', '--cameras-port', '0'];
  const city = ['--projects', String(projects), '--days', '100'];
  demo = await LiangshaiProcess.start(scratch.directory, 'demo', ...ports, ...city);
  browser = await launchChromium();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await mkdir(screenshots, { recursive: true });
  await vi.waitFor(() => expect(demo.output().stdout).toMatch(/meters connected/), {
    timeout: 120_000,
    interval: 500,
  });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await demo?.end();
  await scratch?.remove();
});

/** What axe finds on a page that is serious or worse, by its rule and the first element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<{ violations: Violation[] }>('axe.run()');
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test.runIf(chromiumIsHere).each([
  ['zh', 'dark', 1920, 1080],
  ['en', 'light', 390, 844],
  ['en', 'dark', 1366, 768],
  ['zh', 'light', 390, 844],
] as const)(
  'every page in %s, %s, %i wide stands, is accessible and asks nobody else',
  async (language, appearance, width, height) => {
    const { context, page, wrong } = await visit(browser, demo.board, {
      language,
      appearance,
      width,
      height,
    });
    await signIn(page, /Login +admin +(\S+)/.exec(demo.output().stdout)?.[1] ?? null);
    wrong.length = 0;
    const places = { project: await someProject(), period: await closedPeriod() };
    for (const [name, address] of Object.entries(boardPages)) {
      await open(page, demo.board, addressOf(address, places));
      expect(await violations(page), name).toEqual([]);
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - window.innerWidth',
      );
      expect(overflow, `${name} runs out of the window sideways`).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: path.join(screenshots, `${name}-${language}-${appearance}-${width}.png`),
      });
    }
    expect(wrong).toEqual([]);
    await context.close();
  },
  300_000,
);

test.runIf(chromiumIsHere)('a list that scrolls in a low window is printed whole', async () => {
  const view = { language: 'zh', appearance: 'dark', width: 1366, height: 400 } as const;
  const { context, page } = await visit(browser, demo.board, view);
  await open(page, demo.board, '/projects');
  const table = page.getByTestId('project-table');
  expect(await table.getByRole('link').count()).toBeLessThan(projects);
  await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
  await expect.poll(() => table.getByRole('link').count()).toBe(projects);
  await context.close();
});

async function someProject(): Promise<string> {
  const { projects } = await demo.get<{ projects: { id: string }[] }>('/api/v1/projects');
  return projects[0]!.id;
}

interface Periods {
  periods: { period: string; bulletin: object | null }[];
}

/** The newest of which everybody may read the bulletin; the city closes its periods when its history is in. */
function closedPeriod(): Promise<string> {
  const readable = async () => {
    const { periods } = await demo.get<Periods>('/api/v1/periods');
    const found = periods.find(({ bulletin }) => bulletin !== null);
    if (found === undefined) throw new Error('no bulletin is published yet');
    return found.period;
  };
  return vi.waitFor(readable, { timeout: 120_000, interval: 1000 });
}

test.runIf(chromiumIsHere)(
  'a parameter is changed after it was tried over the last days, with a reason, and marked as changed',
  async () => {
    const view = { language: 'zh', appearance: 'light', width: 1366, height: 900 } as const;
    const { context, page } = await visit(browser, demo.board, view);
    await signIn(page, /Login +admin +(\S+)/.exec(demo.output().stdout)?.[1] ?? null);
    await open(page, demo.board, '/desk/rules');
    const slowing = page.getByRole('region', { name: '放缓' });
    await slowing.getByRole('spinbutton', { name: '关注线' }).fill('55');
    await page.keyboard.press('Tab');
    const trial = page.getByTestId('trial');
    await trial.getByRole('button', { name: '试算近 90 天' }).click();
    await page.getByTestId('trial-outcome').waitFor({ timeout: 120_000 });
    const save = trial.getByRole('button', { name: '保存并启用' });
    expect(await save.isDisabled()).toBe(true);
    await trial.getByRole('textbox').fill('去年同期误报偏多');
    await save.click();
    await slowing.getByText('配置文件 60%').waitFor();
    await context.close();
  },
  240_000,
);

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LiangshaiProcess, scratchDirectory } from '../liangshai-process.ts';
import { hasProgram } from '../peers.ts';
import { launchChromium } from './chromium.ts';

const root = path.resolve(import.meta.dirname, '../..');
const screenshots = path.join(root, 'screenshots');
const newPassword = 'a walk through every page';

const pages = {
  city: '/',
  project: '/projects/{project}',
  projects: '/projects',
  standings: '/standings',
  findings: '/desk',
  pages: '/desk/pages',
  quarantine: '/desk/quarantine',
  registry: '/desk/registry',
  users: '/desk/users',
  audit: '/desk/audit',
} as const;

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let demo: LiangshaiProcess;
let browser: Browser;
let axe: string;

const chromiumIsHere = hasProgram('chromium');

beforeAll(async () => {
  if (!chromiumIsHere) return;
  scratch = await scratchDirectory();
  const ports = ['--data', 'data', '--mqtt-port', '0', '--http-port', '0', '--cameras-port', '0'];
  demo = await LiangshaiProcess.start(
    scratch.directory,
    'demo',
    ...ports,
    '--projects',
    '12',
    '--days',
    '14',
  );
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

/** The one other host a page may ask: a site's camera, at the address that the registry gives. */
function isCamera(address: string): boolean {
  return address.includes('/cameras/');
}

/** A reader's window that notes what no page may do: complain, or ask another host. */
async function open(language: 'zh' | 'en', appearance: 'dark' | 'light', width: number, height: number) {
  const context = await browser.newContext({
    viewport: { width, height },
    bypassCSP: true,
    // A colour in the middle of a fade is nobody's choice.
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    ([language, appearance]) => {
      localStorage.setItem('liangshai.language', language!);
      localStorage.setItem('liangshai.appearance', appearance!);
    },
    [language, appearance],
  );
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isCamera(message.location().url)) wrong.push(message.text());
  });
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    const own = host === new URL(demo.board).host || isCamera(request.url());
    if (protocol.startsWith('http') && !own) wrong.push(`asks ${request.url()}`);
  });
  return { page, wrong };
}

async function login(page: Page): Promise<void> {
  const [, first] = /Login +admin +(\S+)/.exec(demo.output().stdout)!;
  const session = async (password: string) =>
    page.evaluate(
      async ([password]) => {
        const body = JSON.stringify({ user: 'admin', password });
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/api/v1/session', { method: 'POST', body, headers })).status;
      },
      [password],
    );
  if ((await session(newPassword)) === 200) return;
  expect(await session(first!)).toBe(200);
  await page.reload();
  await page.locator('input[name=password]').fill(first!);
  await page.locator('input[name=newPassword]').fill(newPassword);
  await page.locator('input[name=again]').fill(newPassword);
  await page.locator('dialog button[type=submit]').click();
  await page.getByTestId('live-indicator').waitFor();
}

test.runIf(chromiumIsHere).each([
  ['zh', 'dark', 1920, 1080],
  ['en', 'light', 390, 844],
] as const)(
  'every page in %s, %s, %i wide stands, is accessible and asks nobody else',
  async (...view) => {
    const [language, appearance, width, height] = view;
    const { page, wrong } = await open(language, appearance, width, height);
    await page.goto(demo.board);
    await login(page);
    wrong.length = 0;
    const { projects } = await demo.get<{ projects: { id: string }[] }>('/api/v1/projects');
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(new URL(address.replace('{project}', projects[0]!.id), demo.board).href);
      await page.locator('h1').first().waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      await page.evaluate(axe);
      const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()');
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        name,
      ).toEqual([]);
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - window.innerWidth',
      );
      expect(overflow, `${name} runs out of the window sideways`).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: path.join(screenshots, `${name}-${language}-${appearance}-${width}.png`),
      });
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  },
  300_000,
);

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type City, openCity, password } from '../../api/city.fixture.ts';
import { stalledFinding, tenOClock } from '../../api/small-registry.fixture.ts';
import { boardDirectory, buildBoard } from '../../app/board-build.ts';
import { hasProgram } from '../peers.ts';
import { launchChromium } from './chromium.ts';
import { enter, open, visit } from './visitor.ts';

vi.setConfig({ testTimeout: 120_000 });
const chromiumIsHere = hasProgram('chromium');
const seen = test.runIf(chromiumIsHere);
const finding = stalledFinding('P1', { level: 'red' });
const wall = { language: 'zh', appearance: 'dark', width: 1920, height: 1080 } as const;

let city: City;
let door: Door;
let browser: Browser;

beforeAll(async () => {
  if (!chromiumIsHere) return;
  await buildBoard();
  city = await openCity({ boardDirectory, publicView: true });
  await city.records.replaceFindings(['P1'], [finding], { actor: 'system', atMs: tenOClock });
  door = new Door(Number(new URL((await city.api.start()).url).port));
  await door.open();
  browser = await launchChromium();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await door?.close();
  await city?.stop();
});

/** The service as a browser reaches it; closed, it is as if the machine were away. */
class Door {
  readonly #behind: number;
  #port = 0;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();

  constructor(behind: number) {
    this.#behind = behind;
  }

  get board(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async open(): Promise<void> {
    const server = createServer((socket) => {
      const service = connect(this.#behind, '127.0.0.1');
      for (const [one, other] of [
        [socket, service],
        [service, socket],
      ] as const) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as { port: number }).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

seen('the wall says that the service is away, and wakes up by itself when it is back', async () => {
  const { page, context } = await visit(browser, door.board, wall);
  await open(page, door.board, '/?kiosk=1');
  await page.locator('[data-testid=live-indicator][data-status=live]').waitFor();
  await door.close();
  await page.locator('[data-testid=live-indicator]:not([data-status=live])').waitFor();
  // What is known stays on the wall.
  await page.locator('[data-testid=stalled-row][data-project=P1]').waitFor();
  const meanwhile = stalledFinding('P2', { level: 'red' });
  await city.records.replaceFindings(['P2'], [meanwhile], { actor: 'system', atMs: tenOClock });
  await door.open();
  await page.locator('[data-testid=live-indicator][data-status=live]').waitFor({ timeout: 60_000 });
  await page.locator('[data-testid=stalled-row][data-project=P2]').waitFor();
  await context.close();
});

/** Where the keyboard is: the accessible name, or the text, of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()',
  );
}

seen('by keyboard alone: past the menu, into a project and back to where one was', async () => {
  const { page, context } = await visit(browser, door.board, wall);
  await open(page, door.board, '/');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('跳到内容');
  const outline = 'getComputedStyle(document.activeElement).outlineStyle';
  expect(await page.evaluate(outline)).toBe('solid');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');

  const opener = page.getByTestId('stalled-row').first();
  await opener.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByTestId('project-drawer');
  await drawer.getByTestId('project-title').waitFor();
  const inside =
    'document.activeElement.closest("dialog") !== null || document.activeElement === document.body';
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(inside)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('stalled-row');
  await context.close();
});

seen('by keyboard alone: a finding is opened, acknowledged and left', async () => {
  const { page, context } = await visit(browser, door.board, wall);
  await enter(page, 'supervisor', password);
  await open(page, door.board, '/desk');
  const row = page.getByTestId('finding-row').first();
  await row.focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('finding-detail').waitFor();
  for (let step = 0; step < 20 && (await focused(page)) !== '签收'; step += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByTestId('finding-detail').getByText('supervisor 签收').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('finding-detail').waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('finding-row');
  await context.close();
});

seen('every drawing has a name, and a chart its figures as a table', async () => {
  const { page, context } = await visit(browser, door.board, wall);
  await open(page, door.board, '/projects/P1');
  for (const chart of await page.locator('figure').all()) {
    await chart.getByRole('button', { name: '以表格显示' }).click();
    await chart.getByRole('table').waitFor();
    await chart.getByRole('button', { name: '以图形显示' }).click();
  }
  const nameless = await page.locator('[role=img]:not([aria-label]):not([aria-labelledby])').count();
  expect(nameless).toBe(0);
  await context.close();
});

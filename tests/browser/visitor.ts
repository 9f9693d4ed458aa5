import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How somebody looks at the board. */
export interface View {
  language: 'zh' | 'en';
  appearance: 'dark' | 'light';
  width: number;
  height: number;
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What no page may do: complain, or ask another host. */
  wrong: string[];
}

export const newPassword = 'a walk through every page';

/** A reader's window on the board, which notes what no page may do. */
export async function visit(browser: Browser, board: string, view: View): Promise<Visitor> {
  const { language, appearance, width, height } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
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
    const own = host === new URL(board).host || isCamera(request.url());
    if (protocol.startsWith('http') && !own) wrong.push(`asks ${request.url()}`);
  });
  await page.goto(board);
  return { context, page, wrong };
}

/** The one other host a page may ask: a site's camera, at the address that the registry gives. */
function isCamera(address: string): boolean {
  return address.includes('/cameras/');
}

/** Signs in as the administrator, changing the one-time password where it still is one. */
export async function signIn(page: Page, oneTime: string | null, password = newPassword): Promise<void> {
  if ((await enter(page, 'admin', password)) !== 200) {
    if (oneTime === null || (await enter(page, 'admin', oneTime)) !== 200)
      throw new Error('nobody can sign in');
    await page.reload();
    await page.locator('input[name=password]').fill(oneTime);
    await page.locator('input[name=newPassword]').fill(password);
    await page.locator('input[name=again]').fill(password);
    await page.locator('dialog button[type=submit]').click();
  } else {
    await page.reload();
  }
  await page.getByTestId('live-indicator').waitFor();
}

/** Signs in without the form; answers the status. What is shown changes with the next page. */
export function enter(page: Page, user: string, password: string): Promise<number> {
  return page.evaluate(
    async ([user, password]) => {
      const body = JSON.stringify({ user, password });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/v1/session', { method: 'POST', body, headers })).status;
    },
    [user, password],
  );
}

/** Opens an address of the board and waits until what it shows has come. */
export async function open(page: Page, board: string, address: string): Promise<void> {
  await page.goto(new URL(address, board).href);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // One after the other: each may only be shown when the one before has come.
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached', timeout: 60_000 });
}

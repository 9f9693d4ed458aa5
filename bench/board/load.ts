import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

const runs = 5;

/** The city page by somebody who never was there: what it weighs, and when something stands. */
export async function firstLoad(browser: Browser, board: string) {
  const loads: Awaited<ReturnType<typeof load>>[] = [];
  for (let run = 0; run < runs; run += 1) loads.push(await load(browser, board));
  const median = (pick: (one: (typeof loads)[number]) => number) =>
    loads.map(pick).sort((a, b) => a - b)[Math.floor(runs / 2)]!;
  return {
    runs,
    gzipBytes: median(({ gzipBytes }) => gzipBytes),
    firstPaintMs: median(({ firstPaintMs }) => firstPaintMs),
    largestPaintMs: median(({ largestPaintMs }) => largestPaintMs),
    shareMs: median(({ shareMs }) => shareMs),
  };
}

/** What the page itself saw, in ms since it was asked for. */
interface Seen {
  firstPaintMs: number;
  largestPaintMs: number;
  shareMs: number;
}

async function load(browser: Browser, board: string) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
  });
  await page.addInitScript(`
    window.seen = { largestPaintMs: 0, shareMs: null };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.seen.largestPaintMs = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new MutationObserver(() => {
      const share = document.querySelector('[data-testid=working-share]');
      if (window.seen.shareMs === null && /\\d/.test(share?.textContent ?? ''))
        requestAnimationFrame(() => { window.seen.shareMs ??= performance.now(); });
    }).observe(document, { childList: true, subtree: true, characterData: true });
  `);
  await page.goto(board);
  await page.getByTestId('working-share').getByText(/\d/).first().waitFor();
  await page.locator('[data-testid=power-curve] canvas').waitFor();
  await page.waitForLoadState('load');
  const seen = await page.evaluate<Seen>(`({
    ...window.seen,
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  })`);
  const gzipBytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).byteLength, 0);
  await context.close();
  return {
    gzipBytes,
    firstPaintMs: Math.round(seen.firstPaintMs),
    largestPaintMs: Math.round(seen.largestPaintMs),
    shareMs: Math.round(seen.shareMs),
  };
}

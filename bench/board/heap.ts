import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

const minuteMs = 60_000;
/** The caches of the first minutes fill once. */
const settling = 2;

/** Leaves the city page alone and weighs its heap every minute, what could be collected being collected. */
export async function heapOverTime(browser: Browser, board: string, minutes: number) {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(board);
  await page.locator('[data-testid=live-indicator][data-status=live]').waitFor();
  const session = await page.context().newCDPSession(page);
  const samplesMb: number[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    if (minute > 0) await wait(minuteMs);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    samplesMb.push(Number((usedSize / 1e6).toFixed(1)));
  }
  await page.close();
  return { samplesMb, slopeMbPerHour: Number((slope(samplesMb.slice(settling)) * 60).toFixed(1)) };
}

/** By least squares, a step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const across = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const along = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return along === 0 ? 0 : across / along;
}

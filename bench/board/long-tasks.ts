import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

interface Counted {
  counts: { projects: number };
}

interface Recorded {
  tasksMs: number[];
  events: number;
}

/** Leaves the city page to its live events and counts what held the screen up (Long Tasks API). */
export async function liveRecording(browser: Browser, board: string, seconds: number) {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(board);
  await page.locator('[data-testid=live-indicator][data-status=live]').waitFor();
  await page.getByTestId('power-curve').waitFor();
  // What the page does to come up is another figure.
  await wait(5000);
  const overview = (await (await fetch(new URL('/api/v1/overview', board))).json()) as Counted;
  await page.evaluate(`
    window.recorded = { tasksMs: [], events: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.recorded.tasksMs.push(duration);
    }).observe({ type: 'longtask' });
    new MutationObserver(() => { window.recorded.events += 1; })
      .observe(document.querySelector('[data-testid=total-power]'), { subtree: true, childList: true, characterData: true });
  `);
  await wait(seconds * 1000);
  const { tasksMs, events } = await page.evaluate<Recorded>('window.recorded');
  await page.close();
  return {
    projects: overview.counts.projects,
    seconds,
    events,
    longTasks: tasksMs.length,
    longestMs: Math.round(Math.max(0, ...tasksMs)),
  };
}

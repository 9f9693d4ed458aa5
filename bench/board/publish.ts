import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import type { Browser } from 'playwright-core';

const times = 20;
const pauseMs = 1500;

interface Place {
  board: string;
  mqtt: string;
  /** The demo's data, where the secrets of its meters are. */
  data: string;
}

/** Publishes as one of the city's meters and waits until the page of its project shows it. */
export async function publishToPixel(browser: Browser, { board, mqtt, data }: Place) {
  const secrets = JSON.parse(await readFile(path.join(data, 'demo-credentials.json'), 'utf8')) as Record<
    string,
    string
  >;
  const { project, meter, energyKwh } = await quietMeter(board);
  const client = await connectAsync(mqtt, {
    username: meter,
    password: secrets[meter]!,
    clientId: `bench-${meter}`,
  });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(new URL(`/projects/${encodeURIComponent(project)}`, board).href);
  const cell = page.locator(`[data-testid=meter-row][data-meter="${meter}"] [data-testid=meter-power]`);
  await cell.waitFor();
  await page.locator('[data-testid=live-indicator][data-status=live]').waitFor();
  const tookMs: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const powerKw = 0.1 * (count + 1);
    const before = await cell.textContent();
    const seen = page.evaluate<number>(changed(meter, before ?? ''));
    const beganMs = Date.now();
    const reading = { time: beganMs, energy_kwh: energyKwh, power_kw: powerKw };
    await client.publishAsync(`meters/${meter}/readings`, JSON.stringify(reading), { qos: 1 });
    tookMs.push((await seen) - beganMs);
    await wait(pauseMs);
  }
  await client.endAsync();
  await page.close();
  tookMs.sort((a, b) => a - b);
  return { times, medianMs: tookMs[times / 2]!, longestMs: tookMs.at(-1)! };
}

/** Looks at every frame, and answers when the meter's power is written otherwise. */
function changed(meter: string, before: string): string {
  const row = `[data-testid=meter-row][data-meter="${meter}"] [data-testid=meter-power]`;
  return `new Promise((resolve) => {
    const look = () =>
      document.querySelector(${JSON.stringify(row)}).textContent === ${JSON.stringify(before)}
        ? requestAnimationFrame(look)
        : resolve(Date.now());
    requestAnimationFrame(look);
  })`;
}

interface Detail {
  meters: { id: string; multiplier: number; energyKwh: number | null; profile: string }[];
}

/** A meter that speaks plain JSON by itself, and the register that it last sent. */
async function quietMeter(board: string): Promise<{ project: string; meter: string; energyKwh: number }> {
  const { projects } = await get<{ projects: { id: string }[] }>(board, '/api/v1/projects');
  for (const { id } of projects) {
    const { meters } = await get<Detail>(board, `/api/v1/projects/${encodeURIComponent(id)}`);
    const own = meters.find(({ profile, energyKwh }) => profile === 'canonical' && energyKwh !== null);
    if (own !== undefined) return { project: id, meter: own.id, energyKwh: own.energyKwh! / own.multiplier };
  }
  throw new Error('no meter of this city speaks plain JSON');
}

async function get<Answer>(board: string, address: string): Promise<Answer> {
  return (await (await fetch(new URL(address, board))).json()) as Answer;
}

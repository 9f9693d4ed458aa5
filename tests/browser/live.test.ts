import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { smallCity } from '../city.ts';
import { LiangshaiProcess, liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';
import { hasProgram, mosquittoPub } from '../peers.ts';
import { launchChromium } from './chromium.ts';

describe.runIf(hasProgram('chromium') && hasProgram('mosquitto_pub'))('the board in a browser', () => {
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let service: LiangshaiProcess;
  let browser: Browser;
  let secret: string;

  beforeAll(async () => {
    scratch = await scratchDirectory();
    await writeCity(scratch.directory, smallCity(3));
    await liangshai(scratch.directory, 'import', 'registry');
    secret = /password (\S+)/.exec((await liangshai(scratch.directory, 'meters', 'add', 'M1')).stdout)![1]!;
    service = await LiangshaiProcess.start(scratch.directory, 'serve');
    browser = await launchChromium();
    // The board is built in the background when its sources changed.
    await vi.waitFor(async () => expect((await fetch(service.board)).status).toBe(200), { timeout: 120_000 });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await service?.end('SIGKILL');
    await scratch?.remove();
  });

  test('shows a power that a meter publishes meanwhile, and the project it belongs to', async () => {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(service.board);
    await page.locator('[data-testid=live-indicator][data-status=live]').waitFor();
    expect(await page.getByTestId('total-power').textContent()).not.toContain('745.2');

    const reading = JSON.stringify({ time: Date.now(), energy_kwh: 100, power_kw: 12.42 });
    expect((await mosquittoPub(service.mqttPort, 'M1', secret, 'meters/M1/readings', reading)).code).toBe(0);
    await page.getByTestId('total-power').getByText('745').first().waitFor({ timeout: 10_000 });

    await page.goto(new URL('/projects/P1', service.board).href);
    await page.getByTestId('project-title').getByText('项目1').waitFor();
    await page.locator('[data-testid=meter-row][data-meter=M1]').getByText('6,000').first().waitFor();
    await page.close();
  });

  test('switches to English', async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(service.board);
    await page.getByTestId('language-switch').click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    await page.close();
  });
});

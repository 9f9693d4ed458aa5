import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { LiangshaiProcess, scratchDirectory } from '../liangshai-process.ts';
import { addressOf, boardPages } from './board-pages.ts';
import { launchChromium } from './chromium.ts';
import { newPassword, open, signIn, type View, visit } from './visitor.ts';

// `npm run screenshots`: every page as people see it, into screenshots/, which is not committed.
// With --pictures the few of the README instead, into docs/pictures.
// With --board an instance that runs is taken, signed in to with --password; else a demo of its own is started.
const { values } = parseArgs({
  options: {
    board: { type: 'string' },
    password: { type: 'string', default: newPassword },
    pictures: { type: 'boolean', default: false },
  },
});

const root = path.resolve(import.meta.dirname, '../..');
const screenshots = path.join(root, 'screenshots');
const pictures = path.join(root, 'docs', 'pictures');

const views: View[] = (['zh', 'en'] as const).flatMap((language) => [
  { language, appearance: 'dark', width: 1920, height: 1080 },
  { language, appearance: 'dark', width: 3840, height: 2160 },
  { language, appearance: 'light', width: 1366, height: 768 },
  { language, appearance: 'light', width: 390, height: 844 },
]);

/** A picture of the README: WebP, half of a large screen. */
const readme = { city: 'city', standings: 'standings', project: 'project' } as const;
const pictureView: View = { language: 'zh', appearance: 'dark', width: 1920, height: 1080 };
const pictureScale = 0.75;
const pictureQuality = 82;

const demo = values.board === undefined ? await startDemo() : null;
const board = values.board ?? demo!.process.board;
const browser = await launchChromium();
try {
  const places = { project: await tellingProject(), period: await closedPeriod() };
  if (values.pictures) await takePictures(browser, places);
  else for (const view of views) await walk(browser, view, places);
} finally {
  await browser.close();
  await demo?.process.end();
  await demo?.scratch.remove();
}

/** A whole city with its history, which takes some minutes. */
async function startDemo() {
  const scratch = await scratchDirectory();
  const process = await LiangshaiProcess.start(
    scratch.directory,
    'demo',
    ...['--data', 'data', '--mqtt-port', '0', '--http-port', '0'],
  );
  while (!/meters connected/.test(process.output().stdout)) await wait(1000);
  return { scratch, process };
}

/** One that has much to show: the reddest finding of those with a camera. */
async function tellingProject(): Promise<string> {
  const answer = await fetch(new URL('/api/v1/findings?kind=stalled', board));
  const { findings } = (await answer.json()) as { findings: { project: { id: string } }[] };
  if (findings[0] !== undefined) return findings[0].project.id;
  const projects = await fetch(new URL('/api/v1/projects?limit=1', board));
  return ((await projects.json()) as { projects: { id: string }[] }).projects[0]!.id;
}

interface Places {
  project: string;
  period: string | null;
}

/** The newest with a bulletin that everybody may read; a demo closes its periods when its history is in. */
async function closedPeriod(): Promise<string | null> {
  for (;;) {
    const answer = await fetch(new URL('/api/v1/periods', board));
    const { periods } = (await answer.json()) as { periods: { period: string; bulletin: object | null }[] };
    const readable = periods.find(({ bulletin }) => bulletin !== null);
    if (readable !== undefined || demo === null) return readable?.period ?? null;
    await wait(1000);
  }
}

async function walk(browser: Browser, view: View, places: Places): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  const { language, appearance, width } = view;
  const { context, page, wrong } = await visit(browser, board, view);
  await signIn(page, demo === null ? null : oneTimePassword(demo.process), values.password);
  for (const [name, address] of Object.entries(boardPages)) {
    if (address.includes('{period}') && places.period === null) continue;
    await open(page, board, addressOf(address, places));
    // The wall is one screen; a page to work on is as long as it is.
    const fullPage = address !== '/' || width < 1100;
    await page.screenshot({
      timeout: 120_000,
      path: path.join(screenshots, `${name}-${language}-${appearance}-${width}.png`),
      fullPage,
    });
  }
  for (const line of wrong) process.stderr.write(`${language} ${width}: ${line}\n`);
  await context.close();
}

async function takePictures(browser: Browser, places: Places): Promise<void> {
  await mkdir(pictures, { recursive: true });
  const { context, page } = await visit(browser, board, pictureView);
  for (const [file, name] of Object.entries(readme)) {
    await open(page, board, addressOf(boardPages[name], places));
    await writeFile(path.join(pictures, `${file}.webp`), await webp(page));
  }
  await context.close();
}

/** What the window shows, by the browser's own encoder. */
async function webp(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = pictureView;
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: pictureQuality,
    clip: { x: 0, y: 0, width, height, scale: pictureScale },
  });
  return Buffer.from(data, 'base64');
}

function oneTimePassword({ output }: LiangshaiProcess): string | null {
  return /Login +admin +(\S+)/.exec(output().stdout)?.[1] ?? null;
}

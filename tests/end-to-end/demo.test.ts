import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiangshaiProcess, scratchDirectory } from '../liangshai-process.ts';

const projects = 12;
const days = 14;
const words = [
  'demo',
  ...['--data', 'data', '--mqtt-port', '0', '--http-port', '0', '--cameras-port', '0'],
  ...['--projects', String(projects), '--days', String(days)],
];

interface Overview {
  counts: { projects: number; working: number; unknown: number };
  progress: unknown;
  metersLive: number;
  meters: number;
  city: { simulated: boolean };
}
interface Series {
  points: { state: string }[];
}
interface ProjectList {
  projects: { id: string; lastHeardMs: number | null; energyTodayKwh: number | null }[];
}

/** How many reports of investment stand in the record, corrections among them. */
function reports(): number {
  const records = new DatabaseSync(path.join(scratch.directory, 'data', 'records.sqlite'), {
    readOnly: true,
  });
  try {
    return Number(records.prepare('SELECT count(*) AS count FROM investment_reports').get()!.count);
  } finally {
    records.close();
  }
}

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let demo: LiangshaiProcess;
beforeAll(async () => {
  scratch = await scratchDirectory();
  demo = await LiangshaiProcess.start(scratch.directory, ...words);
});
afterAll(async () => {
  await demo?.end('SIGKILL');
  await scratch?.remove();
});

test('the first start prints the board’s address and a one-time password once', () => {
  expect(demo.output().stdout).toMatch(/Board +http:\/\/127\.0\.0\.1:\d+/);
  expect(demo.output().stdout).toMatch(/Login +admin +\S{20,}/);
});

test('the history is judged, and every meter comes alive over MQTT', async () => {
  await expect.poll(() => demo.output().stdout, { timeout: 60_000 }).toMatch(/meters connected/);
  await expect
    .poll(async () => (await demo.get<Overview>('/api/v1/overview')).counts, {
      timeout: 90_000,
      interval: 500,
    })
    .toMatchObject({ projects, working: expect.toSatisfy((working: number) => working > 0) });
  const { projects: list } = await demo.get<ProjectList>('/api/v1/projects');
  const from = Temporal.Now.plainDateISO('Asia/Shanghai').subtract({ days: days - 2 });
  const { points } = await demo.get<Series>(`/api/v1/projects/${list[0]!.id}/activity?from=${from}&step=day`);
  expect(points.length).toBeGreaterThanOrEqual(days - 3);
  await expect
    .poll(async () => (await demo.get<Overview>('/api/v1/overview')).metersLive, {
      timeout: 60_000,
      interval: 500,
    })
    .toBeGreaterThan(projects / 2);
}, 180_000);

test('Ctrl-C drains and exits 0, and the next start goes on from there', async () => {
  expect(await demo.end('SIGINT')).toBe(0);
  const reported = reports();
  demo = await LiangshaiProcess.start(scratch.directory, ...words);
  expect(demo.output().stdout).not.toMatch(/Login/);
  const overview = await demo.get<Overview>('/api/v1/overview');
  expect(overview).toMatchObject({ city: { simulated: true }, counts: { projects } });
  expect(overview.counts.working).toBeGreaterThan(0);
  // What was reported is not reported again: each time would look like a correction.
  expect(reports()).toBe(reported);
}, 60_000);

import { afterEach, expect, test } from 'vitest';
import { categories } from '../city/categories.ts';
import { generateCity } from '../city/city.ts';
import { phasesOf } from '../life/phases.ts';
import { dayStartMs } from '../surroundings/days.ts';
import { CameraServer } from './camera-server.ts';
import { drawScene } from './drawing.ts';
import { type Scene, sceneAt } from './scene.ts';
import { svgOf } from './svg.ts';

const city = generateCity({
  seed: 1,
  projects: 60,
  startDay: '2026-11-01',
  asOf: '2026-11-24',
  with: 'none',
});
const at = (hour: number) => dayStartMs(city.firstDay + 23) + hour * 3_600_000;

const svg = (seen: Scene) => svgOf(seen.title, drawScene(seen));

const scene: Scene = {
  title: '测试项目',
  district: '鄞州区',
  clock: '2026-11-24 10:00:00',
  celsius: 12,
  dark: 0,
  raining: false,
  category: 'housing',
  phase: 'structure',
  built: 0.5,
  atWork: 0.8,
  driving: false,
  camp: 1,
  powered: true,
  beat: 0,
  seed: 7,
};

let server: CameraServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function served(): Promise<string> {
  server = new CameraServer({ city, cityTimeAt: () => at(10), wallNowMs: Date.now, port: 0 });
  return `http://127.0.0.1:${await server.start()}`;
}

test('people are seen exactly when truth says that somebody is at work', () => {
  for (const site of city.sites) {
    const seen = sceneAt(site, city.surroundings, at(10));
    const helmets = svg(seen).split('#f4c430').length - 1;
    expect(helmets).toBe(Math.round(seen.atWork * 16));
  }
  expect(city.sites.some((site) => sceneAt(site, city.surroundings, at(10)).atWork > 0.5)).toBe(true);
});

test('the crane moves while people work and stands when they do not', () => {
  const craneOf = (atWork: number, beat: number) =>
    svg({ ...scene, atWork, beat }).match(/<polyline[^>]*e0a53a[^>]*>/)![0];
  expect(craneOf(0.8, 0)).not.toBe(craneOf(0.8, 10));
  expect(craneOf(0, 0)).toBe(craneOf(0, 10));
});

test('windows are lit at night where people live, and none without electricity', () => {
  const lit = (more: Partial<Scene>) =>
    svg({ ...scene, dark: 1, atWork: 0, ...more }).split('#ffd98a').length - 1;
  expect(lit({})).toBeGreaterThan(4);
  expect(lit({ camp: 0 })).toBe(0);
  expect(lit({ powered: false })).toBe(0);
});

test('every frame says that it is simulated', () => {
  expect(svg(scene)).toContain('SIMULATED');
});

test('a frame is an SVG that any page may show, and an unknown camera is a 404', async () => {
  const url = await served();
  const answer = await fetch(`${url}/cameras/P0001.svg`);
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(await answer.text()).toContain('<svg');
  expect((await fetch(`${url}/cameras/P9999.svg`)).status).toBe(404);
});

test('a port that is taken is told in words', async () => {
  const port = Number(new URL(await served()).port);
  const second = new CameraServer({ city, cityTimeAt: () => at(10), wallNowMs: Date.now, port });
  await expect(second.start()).rejects.toMatchObject({ code: 'cameras-port-taken' });
});

test('every category can be drawn in each of its phases, by day and by night, without a figure that is none', () => {
  for (const category of categories) {
    phasesOf[category].forEach(({ kind: phase }, i) => {
      const built = (i + 0.5) / phasesOf[category].length;
      for (const dark of [0, 1]) {
        expect(svg({ ...scene, category, phase, built, dark, driving: true })).not.toMatch(
          /NaN|undefined|Infinity/,
        );
      }
    });
  }
});

test('the stream sends whole frames one after the other', async () => {
  const answer = await fetch(`${await served()}/cameras/P0001/stream`);
  expect(answer.headers.get('content-type')).toContain('multipart/x-mixed-replace');
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.split('</svg>').length < 3) text += (await reader.read()).value;
  await reader.cancel();
  expect(text.split('--liangshai-frame').length - 1).toBeGreaterThanOrEqual(2);
});

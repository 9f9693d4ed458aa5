import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cityDay, daysFrom, openClosingCity } from './closing-city.fixture.ts';

const now = '2026-11-17T02:00';
const program = path.join(import.meta.dirname, 'killed-closing.fixture.ts');

test.each([
  ['before anything is written', 1, 0],
  ['when the standings are written', 9, 0],
  ['just before the end of the transaction', 15, 0],
  ['after it, before anybody was told', 18, 1],
])('a process that dies %s leaves a period that is closed once', async (_name, statement, closed) => {
  const city = await openClosingCity(now);
  await city.readings.writeActivity(
    daysFrom('2026-11-01', 16).flatMap((day) => cityDay(city.registry, day, () => 'working')),
  );
  await city.leave();
  const words = [program, city.directory, now, String(statement)];
  const { signal, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect([signal, stderr]).toEqual(['SIGKILL', '']);

  const again = await openClosingCity(now, { directory: city.directory });
  expect(await again.records.closings()).toHaveLength(closed);
  await again.dispatch().run();
  await again.dispatch().run();
  expect(await again.records.closings()).toMatchObject([{ period: '2026-11H1', revision: 1 }]);
  const acts = await again.records.audited({ limit: 9 });
  expect(acts.filter(({ action }) => action === 'period-closed')).toHaveLength(1);
  expect(await again.records.bulletins()).toHaveLength(1);
  expect((await again.records.verify()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
  await again.stop();
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PeriodInputs } from '../../model/period-inputs.ts';
import { standingSubjects } from '../../model/standing.ts';
import { generateCity } from '../../simulators/city/city.ts';
import { liveDay } from '../../simulators/life/day.ts';
import { dayNumber } from '../../simulators/surroundings/days.ts';
import { PostgresRecords } from '../../store/postgres/records.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../../store/postgres/server.fixture.ts';
import type { RecordsStore } from '../../store/records.ts';
import { reportsInOrder } from '../demo-reports.ts';
import { at, cityDay, daysFrom, openClosingCity } from './closing-city.fixture.ts';
import { standingsFrom } from './figures.ts';

const [firstDay, lastDay] = ['2025-01-01', '2026-01-02'];
/** Some seconds where nothing else runs. */
const patienceMs = 180_000;
const options = { seed: 7, projects: 20, startDay: firstDay };

/** A year of a simulated city through the closings of its 24 half months, the clock turned from one to the next. */
async function closeYear(records?: RecordsStore): Promise<void> {
  const simulated = generateCity({ ...options, asOf: '2025-12-31' });
  const { investments: _later, ...registry } = simulated.registry;
  const given = { registry: { ...registry, investments: [] }, ...(records && { records }) };
  const city = await openClosingCity(`${firstDay}T00:00`, given);
  const sites = new Map(simulated.sites.map((site) => [site.id, site]));
  await city.readings.writeActivity(
    daysFrom(firstDay, 365).flatMap((day) =>
      cityDay(city.registry, day, ({ id }) =>
        liveDay(sites.get(id)!, simulated.surroundings.on(dayNumber(day))).crew > 0 ? 'working' : 'idle',
      ),
    ),
  );
  const dispatch = city.dispatch();
  for (const { day, rows } of reportsInOrder(simulated, firstDay, lastDay)) {
    city.clock.nowMs = at(`${day}T10:00`);
    await city.report({ investments: rows });
    city.clock.nowMs = at(`${day}T00:00`) + 26 * 3_600_000;
    await dispatch.run();
  }

  const closings = await city.records.closings();
  expect(closings).toHaveLength(24);
  expect(new Set(closings.map(({ period, revision }) => `${period} ${revision}`)).size).toBe(24);
  expect([closings[0]?.period, closings.at(-1)?.period]).toEqual(['2025-01H1', '2025-12H2']);
  expect(city.changes.map(({ period }) => period)).toEqual(closings.map(({ period }) => period));
  for (const { period, revision } of closings) {
    const frozen = JSON.parse((await city.records.closingInputs(period, revision))!) as PeriodInputs;
    const districts = standingsFrom(frozen).filter(({ by }) => by === 'district');
    expect(await city.records.standings(period, 'district')).toEqual(districts);
    const bulletin = (await city.records.bulletin(period))!;
    const cents = (wan: number | null) => Math.round((wan ?? 0) * 100);
    for (const by of standingSubjects) {
      for (const money of ['investedWan', 'planWan'] as const) {
        const sum = bulletin.standings[by].reduce((all, { figures }) => all + cents(figures[money]), 0);
        expect(sum, `${period} ${by} ${money}`).toBe(cents(bulletin.city[money]));
      }
    }
  }
  const ranked = (await city.records.bulletin('2025-10H1'))!.standings.district.filter(
    ({ rank }) => rank !== null,
  );
  expect(ranked.length).toBeGreaterThan(1);
  expect((await city.records.verify()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
  await city.stop();
}

describe('a year of a simulated city gives 24 closed periods, each of which can be computed again', () => {
  test('in SQLite', () => closeYear(), patienceMs);

  describe.skipIf(!hasPostgres)(hasPostgres ? 'PostgreSQL' : withoutPostgres, () => {
    let server: PostgresServer;
    let records: PostgresRecords;
    beforeAll(async () => {
      server = await PostgresServer.start();
      records = new PostgresRecords(server.url('postgres'));
      await records.start();
    });
    afterAll(async () => {
      await records.stop();
      await server.stop();
    });
    test('in PostgreSQL', () => closeYear(records), patienceMs);
  });
});

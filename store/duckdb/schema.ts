import type { DuckDBConnection } from '@duckdb/node-api';
import { LiangshaiError } from '../../model/error.ts';

// Meters and projects are numbers in the big tables: a third of the memory, and DuckDB skips what it need not read by
// comparing numbers, while of text it compares the first eight letters only. The views give the names back.
const version1 = `
CREATE SCHEMA stored;
CREATE TABLE stored.version (version INTEGER);
INSERT INTO stored.version VALUES (1);
CREATE TABLE stored.name (number INTEGER, name VARCHAR);
CREATE TABLE stored.reading (
  meter INTEGER, project INTEGER, time TIMESTAMP_MS, energy_kwh DOUBLE, power_kw DOUBLE,
  voltage_a_v DOUBLE, voltage_b_v DOUBLE, voltage_c_v DOUBLE,
  current_a_a DOUBLE, current_b_a DOUBLE, current_c_a DOUBLE, power_factor DOUBLE,
  received_ms DOUBLE, stored_ms DOUBLE);
CREATE TABLE stored.energy (
  meter INTEGER, project INTEGER, time TIMESTAMP_MS, kwh DOUBLE, measured DOUBLE, edits INTEGER);
CREATE TABLE stored.energy_day (
  meter INTEGER, project INTEGER, time TIMESTAMP_MS, kwh DOUBLE, measured DOUBLE, intervals INTEGER);
CREATE VIEW energy AS
  SELECT p.name AS project, m.name AS meter, e.time, e.kwh, e.measured, e.edits
  FROM stored.energy e JOIN stored.name m ON m.number = e.meter JOIN stored.name p ON p.number = e.project;
CREATE TABLE activity (
  project VARCHAR, district VARCHAR, department VARCHAR, step VARCHAR, time TIMESTAMP_MS,
  state INTEGER, "index" DOUBLE, kwh DOUBLE, baseline_kwh DOUBLE, excused VARCHAR,
  measured DOUBLE, confidence DOUBLE, why_zh VARCHAR, why_en VARCHAR);
CREATE TABLE project (
  project VARCHAR, district VARCHAR, department VARCHAR, time TIMESTAMP_MS, name VARCHAR, district_name VARCHAR,
  department_name VARCHAR, category VARCHAR, stage VARCHAR, longitude DOUBLE, latitude DOUBLE,
  total_investment_wan DOUBLE, annual_plan_wan DOUBLE);
CREATE TABLE progress (
  project VARCHAR, district VARCHAR, time TIMESTAMP_MS,
  invested_wan DOUBLE, plan_wan DOUBLE, time_share DOUBLE, done_share DOUBLE);
CREATE TABLE standing (
  "by" VARCHAR, subject VARCHAR, name VARCHAR, period_kind VARCHAR, time TIMESTAMP_MS,
  rank INTEGER, score DOUBLE, snail BOOLEAN);
CREATE TABLE finding (
  project VARCHAR, district VARCHAR, department VARCHAR, kind VARCHAR, time TIMESTAMP_MS,
  level INTEGER, open BOOLEAN, days INTEGER, sentence_zh VARCHAR, sentence_en VARCHAR);
`;

const version2 = `
ALTER TABLE finding ADD COLUMN name VARCHAR;
ALTER TABLE finding ADD COLUMN district_name VARCHAR;
ALTER TABLE finding ADD COLUMN department_name VARCHAR;
UPDATE finding SET name = project, district_name = district, department_name = department;
`;

// The sums of a day by project instead of by meter: a year of a city is then read as it lies, without adding anything.
const version3 = `
CREATE TABLE stored.project_day AS
  SELECT project, time, sum(kwh) AS kwh, sum(measured * intervals) / sum(intervals) AS measured,
    sum(intervals)::INTEGER AS intervals
  FROM stored.energy_day GROUP BY project, time ORDER BY time, project;
DROP TABLE stored.energy_day;
ALTER TABLE stored.project_day RENAME TO energy_day;
`;

/** Each goes from the version before to its own: one that was released is never changed, the next one goes below it. */
const steps = [version1, version2, version3];

/** Creates or migrates the tables, forward only. LiangshaiError for a file of a newer version. */
export async function migrate(connection: DuckDBConnection, path: string): Promise<void> {
  const version = await versionOf(connection);
  if (version > steps.length) {
    throw new LiangshaiError(
      'store-newer',
      `${path} is of version ${version}, this program knows ${steps.length}`,
      'run the newer liangshai again, or restore a backup made with this version',
    );
  }
  for (const step of steps.slice(version)) await connection.run(step);
  await connection.run(`UPDATE stored.version SET version = ${steps.length}`);
}

/** 0 where there is nothing yet. */
async function versionOf(connection: DuckDBConnection): Promise<number> {
  const tables = await connection.runAndReadAll(
    `SELECT 1 FROM duckdb_tables() WHERE schema_name = 'stored' AND table_name = 'version'`,
  );
  if (tables.currentRowCount === 0) return 0;
  const [row] = (await connection.runAndReadAll('SELECT version FROM stored.version')).getRows();
  return Number(row![0]);
}

import type { DuckDBConnection } from '@duckdb/node-api';
import { LiangshaiError } from '../../model/error.ts';

/** Raised with every change of the tables below; each step goes from the version before to its own. */
export const schemaVersion = 1;

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

/** Creates or migrates the tables, forward only. LiangshaiError for a file of a newer version. */
export async function migrate(connection: DuckDBConnection, path: string): Promise<void> {
  const found = await connection.runAndReadAll(
    `SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'stored' AND table_name = 'version'`,
  );
  if (found.getRows()[0]![0] === 0n) {
    await connection.run(version1);
    return;
  }
  const version = Number(
    (await connection.runAndReadAll('SELECT version FROM stored.version')).getRows()[0]![0],
  );
  if (version > schemaVersion) {
    throw new LiangshaiError(
      'store-newer',
      `${path} is of version ${version}, this program knows ${schemaVersion}`,
      'run the newer liangshai again, or restore a backup made with this version',
    );
  }
}

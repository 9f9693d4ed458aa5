import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { LiangshaiError } from '../../model/error.ts';
import type { RecordsTables } from './tables.ts';

/** What the two dialects write differently in a table's definition. */
export interface ColumnTypes {
  /** Text that is compared byte by byte. */
  text: string;
  /** Raw bytes. */
  bytes: string;
  /** A number that the database counts up itself, as the primary key. */
  serial: string;
}

const first = (types: ColumnTypes) => `
CREATE TABLE districts (id text PRIMARY KEY, name text NOT NULL, kind text NOT NULL);
CREATE TABLE departments (
  id text PRIMARY KEY, name text NOT NULL, duty_channel text, duty_target text,
  escalation_department text, escalation_hours double precision);
CREATE TABLE projects (
  id text PRIMARY KEY, name text NOT NULL, district text NOT NULL, department text NOT NULL, category text NOT NULL,
  stage text NOT NULL, total_investment_wan double precision, annual_plan_wan double precision, planned_start text,
  planned_finish text, longitude double precision, latitude double precision, camera text,
  round_the_clock integer NOT NULL);
CREATE TABLE meters (
  id text NOT NULL, project text NOT NULL, role text NOT NULL, multiplier double precision NOT NULL,
  register_max_kwh double precision, capacity_kva double precision, profile text NOT NULL,
  "from" text NOT NULL, "to" text, PRIMARY KEY (id, "from"));
CREATE TABLE suspensions (
  project text NOT NULL, "from" text NOT NULL, "to" text, reason text NOT NULL, document text,
  PRIMARY KEY (project, "from"));
CREATE TABLE investments (
  project text NOT NULL, period text NOT NULL, amount_wan double precision NOT NULL, PRIMARY KEY (project, period));
CREATE TABLE milestones (
  project text NOT NULL, name text NOT NULL, planned text NOT NULL, actual text, PRIMARY KEY (project, name));

CREATE TABLE credentials (
  id text PRIMARY KEY, kind text NOT NULL, hash text NOT NULL, meters text NOT NULL, created_ms bigint NOT NULL);
CREATE TABLE users (
  name text PRIMARY KEY, role text NOT NULL, scope text, password_hash text NOT NULL,
  must_change_password integer NOT NULL);
CREATE TABLE sessions (token_hash text PRIMARY KEY, "user" text NOT NULL, expires_ms bigint NOT NULL);

CREATE TABLE quarantine (
  id ${types.serial}, received_ms bigint NOT NULL, topic text NOT NULL, sender text, code text NOT NULL,
  detail text NOT NULL, payload ${types.bytes} NOT NULL, bytes bigint NOT NULL);
CREATE INDEX quarantine_code ON quarantine (code, id);

CREATE TABLE findings (
  id text PRIMARY KEY, project text NOT NULL, kind text NOT NULL, level text NOT NULL, since text NOT NULL,
  opened text NOT NULL, closed text, evidence text NOT NULL, closed_by_person integer NOT NULL);
CREATE INDEX findings_project ON findings (project);
CREATE TABLE finding_events (
  id bigint PRIMARY KEY, at_ms bigint NOT NULL, actor text NOT NULL, finding text NOT NULL, what text NOT NULL,
  note text, hash text NOT NULL);
CREATE INDEX finding_events_finding ON finding_events (finding, id);
CREATE TABLE standings (
  period text NOT NULL, "by" text NOT NULL, subject text NOT NULL, rank integer, score double precision,
  snail integer NOT NULL, projects integer NOT NULL, working integer NOT NULL, idle integer NOT NULL,
  "off" integer NOT NULL, unknown integer NOT NULL, excused integer NOT NULL, PRIMARY KEY (period, "by", subject));

CREATE TABLE audit (
  id bigint PRIMARY KEY, at_ms bigint NOT NULL, actor text NOT NULL, action text NOT NULL, subject text NOT NULL,
  detail text NOT NULL, hash text NOT NULL);
CREATE TABLE chains (name text PRIMARY KEY, length bigint NOT NULL, hash text NOT NULL);
INSERT INTO chains VALUES ('audit', 0, ''), ('finding-events', 0, '');

CREATE TABLE marks (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE checkpoints (project text PRIMARY KEY, json text NOT NULL);
`;

const pages = (types: ColumnTypes) => `
CREATE TABLE pages (
  id text PRIMARY KEY, finding text, project text, matter text NOT NULL, level text NOT NULL, audience text NOT NULL,
  opened_ms bigint NOT NULL, risen_ms bigint NOT NULL, step integer NOT NULL, letter text, told_ms bigint,
  acknowledged_ms bigint, acknowledged_by text, explained_ms bigint, closed_ms bigint, closed_by text, version integer NOT NULL);
CREATE INDEX pages_closed ON pages (closed_ms);
CREATE INDEX pages_project ON pages (project);
CREATE TABLE page_steps (
  id ${types.serial}, page text NOT NULL, what text NOT NULL, letter text, note text, actor text NOT NULL,
  at_ms bigint NOT NULL);
CREATE INDEX page_steps_page ON page_steps (page, id);
CREATE TABLE letters (
  id text PRIMARY KEY, json text NOT NULL, state text NOT NULL, queued_ms bigint NOT NULL, due_ms bigint NOT NULL,
  way integer NOT NULL, attempts integer NOT NULL, settled_ms bigint, owner text, lease_until_ms bigint NOT NULL);
CREATE INDEX letters_due ON letters (state, due_ms);
CREATE TABLE attempts (
  id ${types.serial}, letter text NOT NULL, at_ms bigint NOT NULL, took_ms bigint NOT NULL, channel text NOT NULL,
  target text NOT NULL, outcome text NOT NULL, detail text);
CREATE INDEX attempts_letter ON attempts (letter, id);
CREATE TABLE silences (
  id text PRIMARY KEY, from_ms bigint NOT NULL, to_ms bigint NOT NULL, author text NOT NULL, reason text NOT NULL,
  "match" text NOT NULL);
CREATE TABLE explanations (
  id text PRIMARY KEY, finding text NOT NULL, project text NOT NULL, reason text NOT NULL, text text NOT NULL,
  asks text, decision text, actor text NOT NULL, at_ms bigint NOT NULL);
CREATE INDEX explanations_project ON explanations (project);
`;

const checkpointsByDay = (types: ColumnTypes) => `
DROP TABLE checkpoints;
CREATE TABLE checkpoints (
  project text NOT NULL, day text NOT NULL, body ${types.bytes} NOT NULL, PRIMARY KEY (project, day));
`;

const investmentReports = (types: ColumnTypes) => `
CREATE TABLE investment_reports (
  id ${types.serial}, project text NOT NULL, period text NOT NULL, amount_wan double precision NOT NULL,
  actor text NOT NULL, at_ms bigint NOT NULL);
CREATE INDEX investment_reports_project ON investment_reports (project, period, id);
INSERT INTO investment_reports (project, period, amount_wan, actor, at_ms)
  SELECT project, period, amount_wan, 'system', 0 FROM investments ORDER BY project, period;
`;

const plans = `
CREATE TABLE plans (
  project text NOT NULL, period text NOT NULL, planned_wan double precision NOT NULL, PRIMARY KEY (project, period));
`;

const standingParts = `ALTER TABLE standings ADD COLUMN parts text NOT NULL DEFAULT '[]'`;

const pageAnswers = `
ALTER TABLE pages ADD COLUMN explain_until_ms bigint;
ALTER TABLE pages ADD COLUMN decided_ms bigint;
ALTER TABLE pages ADD COLUMN held text;
CREATE INDEX page_steps_letter ON page_steps (letter);
`;

const decisionTime = 'ALTER TABLE explanations ADD COLUMN decided_ms bigint';

const closings = (types: ColumnTypes) => `
CREATE TABLE closings (
  period text NOT NULL, revision integer NOT NULL, inputs_hash text NOT NULL, inputs ${types.bytes} NOT NULL,
  closed_by text NOT NULL, closed_ms bigint NOT NULL, reason text, reopened_by text, reopened_ms bigint,
  PRIMARY KEY (period, revision));
CREATE TABLE closing_events (
  id bigint PRIMARY KEY, at_ms bigint NOT NULL, actor text NOT NULL, period text NOT NULL, revision integer NOT NULL,
  what text NOT NULL, note text, content_hash text, hash text NOT NULL);
CREATE TABLE frozen_standings (
  period text NOT NULL, revision integer NOT NULL, "by" text NOT NULL, subject text NOT NULL, rank integer,
  score double precision, snail integer NOT NULL, projects integer NOT NULL, working integer NOT NULL,
  idle integer NOT NULL, "off" integer NOT NULL, unknown integer NOT NULL, excused integer NOT NULL,
  parts text NOT NULL, PRIMARY KEY (period, revision, "by", subject));
CREATE INDEX frozen_standings_subject ON frozen_standings ("by", subject);
CREATE TABLE bulletins (
  period text NOT NULL, revision integer NOT NULL, state text NOT NULL, number text, title text NOT NULL,
  closed_ms bigint NOT NULL, published_ms bigint, body ${types.bytes} NOT NULL, PRIMARY KEY (period, revision));
CREATE UNIQUE INDEX bulletins_number ON bulletins (number);
CREATE TABLE snails (
  period text NOT NULL, "by" text NOT NULL, subject text NOT NULL, state text NOT NULL, places text NOT NULL,
  PRIMARY KEY (period, "by", subject));
CREATE TABLE snail_events (
  id bigint PRIMARY KEY, at_ms bigint NOT NULL, actor text NOT NULL, period text NOT NULL, "by" text NOT NULL,
  subject text NOT NULL, what text NOT NULL, reason text, closing text, hash text NOT NULL);
CREATE TABLE objections (
  id text PRIMARY KEY, period text NOT NULL, revision integer NOT NULL, "by" text NOT NULL, subject text NOT NULL,
  figure text NOT NULL, text text NOT NULL, raised_by text NOT NULL, raised_ms bigint NOT NULL, answer text);
CREATE TABLE project_events (
  id bigint PRIMARY KEY, at_ms bigint NOT NULL, actor text NOT NULL, project text NOT NULL, what text NOT NULL,
  text text NOT NULL, hash text NOT NULL);
CREATE INDEX project_events_project ON project_events (project, id);
INSERT INTO chains VALUES ('closings', 0, ''), ('snail-events', 0, ''), ('project-events', 0, '');
`;

/** Forward only: a migration that was released is never changed, the next one goes below it. */
function migrations(types: ColumnTypes): Record<string, Migration> {
  return {
    '0001-records': { up: (db) => runAll(db, first(types), types) },
    '0002-pages': { up: (db) => runAll(db, pages(types), types) },
    '0003-checkpoints-by-day': { up: (db) => runAll(db, checkpointsByDay(types), types) },
    '0004-investment-reports': { up: (db) => runAll(db, investmentReports(types), types) },
    '0005-standing-parts': { up: (db) => runAll(db, standingParts, types) },
    '0006-plans': { up: (db) => runAll(db, plans, types) },
    '0007-page-answers': { up: (db) => runAll(db, pageAnswers, types) },
    '0008-decision-time': { up: (db) => runAll(db, decisionTime, types) },
    '0009-closings': { up: (db) => runAll(db, closings(types), types) },
  };
}

async function runAll(db: Kysely<unknown>, statements: string, types: ColumnTypes): Promise<void> {
  for (const statement of statements.split(';')) {
    if (statement.trim() === '') continue;
    // `text` after a column's name is its type.
    await sql.raw(statement.replaceAll(/(?<=\w"? )text\b/g, types.text)).execute(db);
  }
}

/** Brings the tables up to this program's version, under a lock. LiangshaiError where they are of a newer one. */
export async function migrate(db: Kysely<RecordsTables>, types: ColumnTypes, place: string): Promise<void> {
  const known = migrations(types);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (/previously executed migration/.test(String(error))) {
    throw new LiangshaiError(
      'store-newer',
      `${place} was written by a newer version`,
      'run the newer liangshai again, or restore a backup made with this version',
      { cause: error },
    );
  }
  if (/\b(table|relation) \S+ already exists/.test(String(error))) {
    throw new LiangshaiError(
      'store-foreign',
      `${place} has tables of something else`,
      'give liangshai a database of its own; in this one no table was changed',
      { cause: error },
    );
  }
  throw error;
}

import { BOOLEAN, DOUBLE, INTEGER, TIMESTAMP_MS, VARCHAR } from '@duckdb/node-api';
import { type Activity, activityStates, stateNumber } from '../../model/activity.ts';
import { type FindingKind, findingLevels, levelNumber } from '../../model/finding.ts';
import type { PeriodKind } from '../../model/period.ts';
import type { Stage } from '../../model/project.ts';
import type { StandingSubject } from '../../model/standing.ts';
import type {
  ActivityRow,
  FindingRow,
  Portion,
  ProgressRow,
  ProjectRow,
  StandingRow,
  TimeRange,
} from '../readings.ts';
import type { Database, Row, Rows } from './database.ts';
import { type Column, type GivenRows, instant } from './given-rows.ts';

/** Keys are compared for as many rows at once: some 20 MB. */
const rowsAtOnce = 50_000;

/** A table whose rows are replaced by their key. */
interface Replaced<T> {
  name: string;
  key: readonly string[];
  keyOf: (row: T) => string;
  columns: readonly Column<T>[];
  /** The row as it is read, its columns in the order above and times as epoch milliseconds. */
  read: (row: Row) => T;
}

const activityTable: Replaced<ActivityRow> = {
  name: 'activity',
  key: ['project', 'step', 'time'],
  keyOf: (row) => `${row.timeMs} ${row.step} ${row.project}`,
  columns: [
    { name: 'project', type: VARCHAR, value: (row) => row.project },
    { name: 'district', type: VARCHAR, value: (row) => row.district },
    { name: 'department', type: VARCHAR, value: (row) => row.department },
    { name: 'step', type: VARCHAR, value: (row) => row.step },
    { name: 'time', type: TIMESTAMP_MS, value: (row) => instant(row.timeMs) },
    { name: 'state', type: INTEGER, value: (row) => stateNumber(row.state) },
    { name: 'index', type: DOUBLE, value: (row) => row.index },
    { name: 'kwh', type: DOUBLE, value: (row) => row.energyKwh },
    { name: 'baseline_kwh', type: DOUBLE, value: (row) => row.baselineKwh },
    { name: 'excused', type: VARCHAR, value: (row) => row.excused },
    { name: 'measured', type: DOUBLE, value: (row) => row.measured },
    { name: 'confidence', type: DOUBLE, value: (row) => row.confidence },
    { name: 'why_zh', type: VARCHAR, value: (row) => row.why?.zh ?? null },
    { name: 'why_en', type: VARCHAR, value: (row) => row.why?.en ?? null },
  ],
  read: activityOf,
};

const projectTable: Replaced<ProjectRow> = {
  name: 'project',
  key: ['project', 'time'],
  keyOf: (row) => `${row.timeMs} ${row.project}`,
  columns: [
    { name: 'project', type: VARCHAR, value: (row) => row.project },
    { name: 'district', type: VARCHAR, value: (row) => row.district },
    { name: 'department', type: VARCHAR, value: (row) => row.department },
    { name: 'time', type: TIMESTAMP_MS, value: (row) => instant(row.timeMs) },
    { name: 'name', type: VARCHAR, value: (row) => row.name },
    { name: 'district_name', type: VARCHAR, value: (row) => row.districtName },
    { name: 'department_name', type: VARCHAR, value: (row) => row.departmentName },
    { name: 'category', type: VARCHAR, value: (row) => row.category },
    { name: 'stage', type: VARCHAR, value: (row) => row.stage },
    { name: 'longitude', type: DOUBLE, value: (row) => row.longitude },
    { name: 'latitude', type: DOUBLE, value: (row) => row.latitude },
    { name: 'total_investment_wan', type: DOUBLE, value: (row) => row.totalInvestmentWan },
    { name: 'annual_plan_wan', type: DOUBLE, value: (row) => row.annualPlanWan },
  ],
  read: (row) => ({
    project: String(row[0]),
    district: String(row[1]),
    department: String(row[2]),
    timeMs: Number(row[3]),
    name: String(row[4]),
    districtName: String(row[5]),
    departmentName: String(row[6]),
    category: String(row[7]),
    stage: row[8] as Stage,
    longitude: number(row[9]),
    latitude: number(row[10]),
    totalInvestmentWan: number(row[11]),
    annualPlanWan: number(row[12]),
  }),
};

const progressTable: Replaced<ProgressRow> = {
  name: 'progress',
  key: ['project', 'time'],
  keyOf: (row) => `${row.timeMs} ${row.project}`,
  columns: [
    { name: 'project', type: VARCHAR, value: (row) => row.project },
    { name: 'district', type: VARCHAR, value: (row) => row.district },
    { name: 'time', type: TIMESTAMP_MS, value: (row) => instant(row.timeMs) },
    { name: 'invested_wan', type: DOUBLE, value: (row) => row.investedWan },
    { name: 'plan_wan', type: DOUBLE, value: (row) => row.planWan },
    { name: 'time_share', type: DOUBLE, value: (row) => row.timeShare },
    { name: 'done_share', type: DOUBLE, value: (row) => row.doneShare },
  ],
  read: (row) => ({
    project: String(row[0]),
    district: String(row[1]),
    timeMs: Number(row[2]),
    investedWan: Number(row[3]),
    planWan: number(row[4]),
    timeShare: Number(row[5]),
    doneShare: number(row[6]),
  }),
};

const standingTable: Replaced<StandingRow> = {
  name: 'standing',
  key: ['by', 'subject', 'period_kind', 'time'],
  keyOf: (row) => `${row.timeMs} ${row.by} ${row.periodKind} ${row.subject}`,
  columns: [
    { name: 'by', type: VARCHAR, value: (row) => row.by },
    { name: 'subject', type: VARCHAR, value: (row) => row.subject },
    { name: 'name', type: VARCHAR, value: (row) => row.name },
    { name: 'period_kind', type: VARCHAR, value: (row) => row.periodKind },
    { name: 'time', type: TIMESTAMP_MS, value: (row) => instant(row.timeMs) },
    { name: 'rank', type: INTEGER, value: (row) => row.rank },
    { name: 'score', type: DOUBLE, value: (row) => row.score },
    { name: 'snail', type: BOOLEAN, value: (row) => row.snail },
  ],
  read: (row) => ({
    by: row[0] as StandingSubject,
    subject: String(row[1]),
    name: String(row[2]),
    periodKind: row[3] as PeriodKind,
    timeMs: Number(row[4]),
    rank: number(row[5]),
    score: number(row[6]),
    snail: row[7] === true,
  }),
};

const findingTable: Replaced<FindingRow> = {
  name: 'finding',
  key: ['project', 'kind', 'time'],
  keyOf: (row) => `${row.timeMs} ${row.kind} ${row.project}`,
  columns: [
    { name: 'project', type: VARCHAR, value: (row) => row.project },
    { name: 'district', type: VARCHAR, value: (row) => row.district },
    { name: 'department', type: VARCHAR, value: (row) => row.department },
    { name: 'kind', type: VARCHAR, value: (row) => row.kind },
    { name: 'time', type: TIMESTAMP_MS, value: (row) => instant(row.timeMs) },
    { name: 'level', type: INTEGER, value: (row) => levelNumber(row.level) },
    { name: 'open', type: BOOLEAN, value: (row) => row.open },
    { name: 'days', type: INTEGER, value: (row) => row.days },
    { name: 'sentence_zh', type: VARCHAR, value: (row) => row.sentence.zh },
    { name: 'sentence_en', type: VARCHAR, value: (row) => row.sentence.en },
    { name: 'name', type: VARCHAR, value: (row) => row.name },
    { name: 'district_name', type: VARCHAR, value: (row) => row.districtName },
    { name: 'department_name', type: VARCHAR, value: (row) => row.departmentName },
  ],
  read: (row) => ({
    project: String(row[0]),
    district: String(row[1]),
    department: String(row[2]),
    kind: row[3] as FindingKind,
    timeMs: Number(row[4]),
    level: findingLevels[Number(row[5]) - 1]!,
    open: row[6] === true,
    days: Number(row[7]),
    sentence: { zh: String(row[8]), en: String(row[9]) },
    name: String(row[10]),
    districtName: String(row[11]),
    departmentName: String(row[12]),
  }),
};

/** What the rules made of the energy: activity, progress, standings and findings over time. */
export class VerdictTables {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  writeActivity(rows: readonly ActivityRow[]): Promise<void> {
    return this.#replace(activityTable, rows);
  }

  writeProjects(rows: readonly ProjectRow[]): Promise<void> {
    return this.#replace(projectTable, rows);
  }

  writeProgress(rows: readonly ProgressRow[]): Promise<void> {
    return this.#replace(progressTable, rows);
  }

  writeStandings(rows: readonly StandingRow[]): Promise<void> {
    return this.#replace(standingTable, rows);
  }

  writeFindings(rows: readonly FindingRow[]): Promise<void> {
    return this.#replace(findingTable, rows);
  }

  async activity(
    projects: readonly string[] | null,
    range: TimeRange,
    step: Activity['step'],
  ): Promise<ActivityRow[]> {
    if (projects?.length === 0) return [];
    const chosen = projects?.map((_, index) => `$${index + 2}`).join(',');
    const rows = await this.#database.rows(
      `SELECT project, district, department, step, epoch_ms(time), state, "index", kwh, baseline_kwh, excused,
         measured, confidence, why_zh, why_en
       FROM activity WHERE step = $1 ${chosen === undefined ? '' : `AND project IN (${chosen})`}
         AND time >= make_timestamp_ms(${range.fromMs})::TIMESTAMP_MS AND time < make_timestamp_ms(${range.toMs})::TIMESTAMP_MS
       ORDER BY project, time`,
      [step, ...(projects ?? [])],
    );
    return rows.map(activityOf);
  }

  async portion(rows: Rows, range: TimeRange): Promise<Omit<Portion, 'readings' | 'energy'>> {
    const read = async <T>(table: Replaced<T>): Promise<T[]> => {
      const found = await rows(
        `SELECT * REPLACE (epoch_ms(time) AS time) FROM main.${table.name}
         WHERE time >= make_timestamp_ms(${range.fromMs})::TIMESTAMP_MS AND time < make_timestamp_ms(${range.toMs})::TIMESTAMP_MS`,
      );
      return found.map(table.read);
    };
    return {
      activity: await read(activityTable),
      projects: await read(projectTable),
      progress: await read(progressTable),
      standings: await read(standingTable),
      findings: await read(findingTable),
    };
  }

  async #replace<T extends { timeMs: number }>(table: Replaced<T>, rows: readonly T[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#database.transaction(async (_connection, given) => {
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        await replaceRows(given, table, rows.slice(from, from + rowsAtOnce));
      }
    });
  }
}

async function replaceRows<T extends { timeMs: number }>(
  given: GivenRows,
  table: Replaced<T>,
  rows: readonly T[],
): Promise<void> {
  const last = [...new Map(rows.map((row) => [table.keyOf(row), row])).values()];
  const times = last.map(({ timeMs }) => timeMs);
  const [firstMs, lastMs] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const same = table.key.map((column) => `t."${column}" = g."${column}"`).join(' AND ');
  await given.run(
    `DELETE FROM main.${table.name} t USING given() g WHERE ${same}
       AND t.time BETWEEN make_timestamp_ms(${firstMs})::TIMESTAMP_MS AND make_timestamp_ms(${lastMs})::TIMESTAMP_MS`,
    table.columns,
    last,
  );
  await given.run(`INSERT INTO main.${table.name} FROM given()`, table.columns, last);
}

function number(value: Row[number] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function activityOf(row: Row): ActivityRow {
  return {
    project: String(row[0]),
    district: String(row[1]),
    department: String(row[2]),
    step: row[3] as Activity['step'],
    timeMs: Number(row[4]),
    state: activityStates[Number(row[5])]!,
    index: number(row[6]),
    energyKwh: number(row[7]),
    baselineKwh: number(row[8]),
    excused: row[9] === null ? null : String(row[9]),
    measured: Number(row[10]),
    confidence: Number(row[11]),
    why: row[12] === null ? null : { zh: String(row[12]), en: String(row[13]) },
  };
}

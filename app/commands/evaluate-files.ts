import { createReadStream } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse';
import { type ActivityState, activityStates } from '../../model/activity.ts';
import { type Fault, LiangshaiError } from '../../model/error.ts';
import { type FindingLevel, findingLevels } from '../../model/finding.ts';
import { Day } from '../../model/scalar.ts';

/** What is known of one project on one day. */
export interface TruthDay {
  project: string;
  date: string;
  /** null: not known, so it is not scored. */
  state: ActivityState | null;
  /** The finding kind that a perfect detector should hold against someone on this day; empty: none. */
  stall: string;
}

export interface SaidDay {
  project: string;
  date: string;
  state: ActivityState;
  excused: boolean;
  /** 0 to 1; 1 where the file does not say. */
  measured: number;
}

export interface SaidFinding {
  project: string;
  kind: string;
  level: FindingLevel;
  since: string;
  opened: string;
  closed: string | null;
  /** The day it became yellow, where the evidence says so. */
  yellowOn: string | null;
}

type Row = Record<string, string>;

/** Tells that something is wrong with a cell of the row at hand. */
type Blame = (column: string, message: string) => void;

/** More faults than anyone mends by hand; the first ones tell what is wrong. */
const mostFaults = 20;

/** Rows of a CSV file with a header. @throws LiangshaiError `evaluate-unreadable` or `evaluate-faulty` */
async function rowsOf<T>(
  file: string,
  columns: readonly string[],
  toRow: (row: Row, blame: Blame) => T,
): Promise<T[]> {
  const rows: T[] = [];
  const faults: Fault[] = [];
  let line = 1;
  const blame: Blame = (column, message) => {
    faults.push({ place: { source: path.basename(file), line, column }, message });
  };
  let header: string[] = [];
  const parser = parse({
    columns: (names: string[]) => {
      header = names;
      return names;
    },
    info: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
  });
  const source = createReadStream(file).on('error', (cause) => parser.destroy(cause));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<{
      record: Row;
      info: { lines: number };
    }>) {
      line = info.lines;
      if (columns.some((column) => record[column] === undefined) || faults.length >= mostFaults) break;
      rows.push(toRow(record, blame));
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such file' : message;
    throw new LiangshaiError('evaluate-unreadable', `${file}: ${what}`, hintOf(columns), { cause });
  }
  line = 1;
  for (const column of columns) {
    if (!header.includes(column)) blame(column, 'this column is missing');
  }
  if (faults.length > 0) {
    throw new LiangshaiError('evaluate-faulty', `${file} has faults`, hintOf(columns), { faults });
  }
  return rows;
}

function hintOf(columns: readonly string[]): string {
  return `it wants the columns ${columns.join(',')}`;
}

function oneOf<T extends string>(values: readonly T[], text: string | undefined): T | null {
  return values.find((value) => value === text) ?? null;
}

function stateOf(text: string, blame: Blame): ActivityState | null {
  const state = oneOf(activityStates, text);
  if (state === null) blame('state', `${JSON.stringify(text)} is none of ${activityStates.join(', ')}`);
  return state;
}

function dateOf(text: string, blame: Blame): string {
  if (!Day.safeParse(text).success) {
    blame('date', `${JSON.stringify(text)} is no day of the calendar, written YYYY-MM-DD`);
  }
  return text;
}

/**
 * A day that is there twice counts once. Without the column `stall` every stretch of days without work is one that a
 * perfect detector should tell of, as far as the rule can know of it.
 */
export async function readTruth(file: string): Promise<TruthDay[]> {
  const days = new Map<string, TruthDay>();
  await rowsOf(file, ['project', 'date', 'state'], (row, blame) => {
    const state = row.state === '' ? null : stateOf(row.state!, blame);
    const stopped = state === 'idle' || state === 'off';
    const day = {
      project: row.project!,
      date: dateOf(row.date!, blame),
      state: state === 'unknown' ? null : state,
      stall: row.stall ?? (stopped ? 'stalled' : ''),
    };
    const key = `${day.project} ${day.date}`;
    const before = days.get(key);
    if (before !== undefined && (before.state !== day.state || before.stall !== day.stall)) {
      blame('date', `${day.project} on ${day.date} is there before, and said otherwise`);
    }
    days.set(key, day);
  });
  return [...days.values()];
}

export function readActivity(file: string): Promise<SaidDay[]> {
  return rowsOf(file, ['project', 'date', 'state', 'excused'], (row, blame) => ({
    project: row.project!,
    date: dateOf(row.date!, blame),
    state: stateOf(row.state!, blame) ?? 'unknown',
    excused: row.excused !== '',
    measured: Number(row.measured || 1),
  }));
}

export function readFindings(file: string): Promise<SaidFinding[]> {
  return rowsOf(file, ['project', 'kind', 'level', 'since', 'opened', 'closed', 'evidence'], (row) => ({
    project: row.project!,
    kind: row.kind!,
    level: oneOf(findingLevels, row.level) ?? 'watch',
    since: row.since!,
    opened: row.opened!,
    closed: row.closed === '' ? null : row.closed!,
    yellowOn: /"yellowOn":"([0-9-]+)"/.exec(row.evidence!)?.[1] ?? null,
  }));
}

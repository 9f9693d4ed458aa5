import { createReadStream } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse';
import { type ActivityState, activityStates } from '../../model/activity.ts';
import { LiangshaiError } from '../../model/error.ts';
import { type FindingLevel, findingLevels } from '../../model/finding.ts';

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

/** Rows of a CSV file with a header. @throws LiangshaiError `evaluate-unreadable` or `evaluate-faulty` */
async function rowsOf<T>(file: string, columns: readonly string[], toRow: (row: Row) => T): Promise<T[]> {
  const source = path.basename(file);
  const rows: T[] = [];
  let line = 1;
  const parser = createReadStream(file)
    .on('error', (cause) => parser.destroy(cause))
    .pipe(parse({ columns: true, bom: true, skip_empty_lines: true, trim: true }));
  try {
    for await (const row of parser as AsyncIterable<Row>) {
      line += 1;
      const missing = columns.find((column) => row[column] === undefined);
      if (missing !== undefined) throw new RangeError(`${source}:1 ${missing}: this column is missing`);
      rows.push(toRow(row));
    }
  } catch (cause) {
    const message =
      cause instanceof RangeError ? cause.message : `${source}:${line}: ${(cause as Error).message}`;
    throw new LiangshaiError('evaluate-faulty', message, `it wants the columns ${columns.join(',')}`, {
      cause,
    });
  }
  return rows;
}

function oneOf<T extends string>(values: readonly T[], text: string | undefined): T | null {
  return values.find((value) => value === text) ?? null;
}

export function readTruth(file: string): Promise<TruthDay[]> {
  return rowsOf(file, ['project', 'date', 'state'], (row) => {
    const state = oneOf(activityStates, row.state);
    if (state === null && row.state !== '') {
      throw new RangeError(`state: ${JSON.stringify(row.state)} is none of ${activityStates.join(', ')}`);
    }
    return {
      project: row.project!,
      date: row.date!,
      state: state === 'unknown' ? null : state,
      stall: row.stall ?? '',
    };
  });
}

export function readActivity(file: string): Promise<SaidDay[]> {
  return rowsOf(file, ['project', 'date', 'state', 'excused'], (row) => ({
    project: row.project!,
    date: row.date!,
    state: oneOf(activityStates, row.state) ?? 'unknown',
    excused: row.excused !== '',
    measured: Number(row.measured ?? 1),
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

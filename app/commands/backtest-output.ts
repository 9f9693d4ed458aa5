import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { Activity } from '../../model/activity.ts';
import type { Finding } from '../../model/finding.ts';
import type { Standing } from '../../model/standing.ts';

const headers = {
  activity: 'project,date,state,index,energy_kwh,measured,excused',
  findings: 'project,kind,level,since,opened,closed,evidence',
  standings: 'period,subject_kind,subject,rank,score,snail',
} as const;

type Table = keyof typeof headers;
type Row = readonly (string | number | boolean | null)[];

/** The three files of a backtest, written as the projects come. */
export class BacktestOutput {
  readonly #streams: Record<Table, WriteStream>;

  private constructor(streams: Record<Table, WriteStream>) {
    this.#streams = streams;
  }

  /** Makes the directory; files of a run before are replaced. */
  static async open(directory: string): Promise<BacktestOutput> {
    await mkdir(directory, { recursive: true });
    const open = async (table: Table) => {
      const stream = createWriteStream(path.join(directory, `${table}.csv`));
      await once(stream, 'open');
      stream.write(`${headers[table]}\n`);
      return stream;
    };
    return new BacktestOutput({
      activity: await open('activity'),
      findings: await open('findings'),
      standings: await open('standings'),
    });
  }

  async writeDays(days: readonly Activity[], dateOf: (timeMs: number) => string): Promise<void> {
    await this.#write(
      'activity',
      days.map((day) => [
        day.project,
        dateOf(day.timeMs),
        day.state,
        day.index,
        rounded(day.energyKwh, 1000),
        rounded(day.measured, 10_000),
        day.excused,
      ]),
    );
  }

  async writeFindings(findings: readonly Finding[]): Promise<void> {
    await this.#write(
      'findings',
      findings.map(({ project, kind, level, since, opened, closed, evidence }) => [
        project,
        kind,
        level,
        since,
        opened,
        closed,
        JSON.stringify(evidence),
      ]),
    );
  }

  async writeStandings(standings: readonly Standing[]): Promise<void> {
    await this.#write(
      'standings',
      standings.map(({ period, by, subject, rank, score, snail }) => [
        period,
        by,
        subject,
        rank,
        score,
        snail,
      ]),
    );
  }

  async #write(table: Table, rows: Row[]): Promise<void> {
    if (rows.length === 0) return;
    const text = stringify(rows, { cast: { boolean: String } });
    if (!this.#streams[table].write(text)) await once(this.#streams[table], 'drain');
  }

  async close(): Promise<void> {
    for (const stream of Object.values(this.#streams)) {
      stream.end();
      await finished(stream);
    }
  }
}

function rounded(value: number | null, steps: number): number | null {
  return value === null ? null : Math.round(value * steps) / steps;
}

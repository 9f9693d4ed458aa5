import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqlRecords } from '../records/sql-records.ts';
import { NodeSqliteDialect } from './dialect.ts';
import { sqliteError } from './errors.ts';

function open(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: 0 });
  // WAL lets a command read and write beside the service; FULL makes what was committed survive a power cut.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return database;
}

/** The records embedded in the process, in one SQLite file; commands may open it beside a running service. */
export class SqliteRecords extends SqlRecords {
  constructor(path: string) {
    const errorOf = (error: unknown) => sqliteError(path, error);
    super({
      dialect: new NodeSqliteDialect(() => open(path), errorOf),
      types: { text: 'text', bytes: 'blob', serial: 'integer PRIMARY KEY AUTOINCREMENT' },
      place: path,
      // AUTOINCREMENT goes on from the highest id that was ever there.
      countOn: async () => undefined,
      errorOf,
    });
  }
}

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { LiangshaiError } from '../../model/error.ts';
import { lockedCode } from './errors.ts';

/** Kysely's SQLite dialect on the SQLite in Node; `errorOf` makes what a caller is told of what SQLite said. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: () => Promise<SqliteDatabase>;

  constructor(open: () => DatabaseSync, errorOf: (error: unknown) => unknown) {
    const database = async () => databaseOf(open(), errorOf);
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** How long a transaction waits for that of another process, a command beside the running service, to end. */
const busyMs = 10_000;

// A transaction takes the write lock at its begin and waits for it there. Taken at its first write, it would fail
// where another process has written meanwhile (https://sqlite.org/lang_transaction.html, "BEGIN IMMEDIATE"). SQLite's
// own busy timeout would hold up the whole event loop for as long as it waits.
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const deadline = performance.now() + busyMs;
    for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, 50)) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        const isBusy = error instanceof LiangshaiError && error.code === lockedCode;
        if (!isBusy || performance.now() > deadline) throw error;
        await setTimeout(pauseMs);
      }
    }
  }
}

// SQLite can undo table definitions; with this a migration is one transaction, and its write lock is the lock.
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function databaseOf(database: DatabaseSync, errorOf: (error: unknown) => unknown): SqliteDatabase {
  const told = <T>(ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      throw errorOf(error);
    }
  };
  return {
    close: () => database.close(),
    prepare: (sql) => told(() => statementOf(database.prepare(sql), told)),
  };
}

function statementOf(statement: StatementSync, told: <T>(ask: () => T) => T): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => told(() => statement.all(...(parameters as readonly SQLInputValue[]))),
    run: (parameters) => told(() => statement.run(...(parameters as readonly SQLInputValue[]))),
    iterate: (parameters) => statement.iterate(...(parameters as readonly SQLInputValue[])),
  };
}

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
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

/** Kysely's SQLite dialect on the SQLite in Node. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #open: () => DatabaseSync;

  constructor(open: () => DatabaseSync) {
    super({ database: async () => databaseOf(open()) });
    this.#open = open;
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: async () => databaseOf(this.#open()) });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** How long a transaction waits for that of another process, a command beside the running service, to end. */
const busyMs = 10_000;
const busyCode = 5;

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
        const busy = error instanceof Error && 'errcode' in error && error.errcode === busyCode;
        if (!busy || performance.now() > deadline) throw error;
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

function databaseOf(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => statementOf(database, sql),
  };
}

function statementOf(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as readonly SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as readonly SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as readonly SQLInputValue[])),
  };
}

import { INTEGER, VARCHAR } from '@duckdb/node-api';
import type { Database } from './database.ts';
import type { Column } from './given-rows.ts';

type Named = readonly [name: string, number: number];

const columns: Column<Named>[] = [
  { name: 'number', type: INTEGER, value: ([, number]) => number },
  { name: 'name', type: VARCHAR, value: ([name]) => name },
];

/** The numbers that stand for the ids of meters and projects in the big tables. */
export class Names {
  readonly #database: Database;
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  async load(): Promise<void> {
    for (const [number, name] of await this.#database.rows('SELECT number, name FROM stored.name')) {
      this.#remember([String(name), Number(number)]);
    }
  }

  /** undefined: nothing was ever written under this name. */
  number(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  name(number: number): string {
    const name = this.#names[number];
    if (name === undefined) throw new Error(`no name has the number ${number}`);
    return name;
  }

  /** The numbers of those names that have one, as the list in `IN (…)`; `NULL`, which matches nothing, for none. */
  list(names: readonly string[]): string {
    const numbers = names.map((name) => this.#numbers.get(name)).filter((number) => number !== undefined);
    return numbers.length === 0 ? 'NULL' : numbers.join(',');
  }

  /** Gives each new name a number, in a transaction of its own: a number is never taken back. */
  async ensure(names: Iterable<string>): Promise<void> {
    const missing = new Set<string>();
    for (const name of names) if (!this.#numbers.has(name)) missing.add(name);
    if (missing.size === 0) return;
    const added = await this.#database.transaction(async (_connection, given) => {
      const still = [...missing].filter((name) => !this.#numbers.has(name));
      const rows = still.map((name, index): Named => [name, this.#names.length + index]);
      await given.run('INSERT INTO stored.name FROM given()', columns, rows);
      return rows;
    });
    for (const named of added) this.#remember(named);
  }

  #remember([name, number]: Named): void {
    this.#numbers.set(name, number);
    this.#names[number] = name;
  }
}

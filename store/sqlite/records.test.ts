import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe } from 'vitest';
import { closingsContract } from '../closings.contract.ts';
import { pagesContract } from '../pages.contract.ts';
import { type RecordsEngine, recordsContract } from '../records.contract.ts';
import { SqliteRecords } from './records.ts';

let directory: string;
const file = () => join(directory, 'records.sqlite');
const open = async () => {
  const store = new SqliteRecords(file());
  await store.start();
  return store;
};

const engine: RecordsEngine = {
  async fresh() {
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
    directory = await mkdtemp(join(tmpdir(), 'liangshai-sqlite-'));
    return open();
  },
  again: open,
  async tamper(sql) {
    const database = new DatabaseSync(file());
    database.exec(sql);
    database.close();
  },
  close: () => rm(directory, { recursive: true }),
};

describe('records', () => recordsContract(engine));
describe('pages', () => pagesContract(engine));
describe('closings', () => closingsContract(engine));

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteRecords } from './records.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'liangshai-file-'));
  path = join(directory, 'records.sqlite');
});
afterEach(() => rm(directory, { recursive: true }));

test('a file from a newer version is told', async () => {
  const written = new SqliteRecords(path);
  await written.start();
  await written.stop();
  const database = new DatabaseSync(path);
  database.exec(`INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01T00:00:00Z')`);
  database.close();
  await expect(new SqliteRecords(path).start()).rejects.toMatchObject({
    name: 'LiangshaiError',
    code: 'store-newer',
  });
});

test('a file that is no SQLite file is told, and stays as it is', async () => {
  const bytes = Buffer.from('not a database '.repeat(1000));
  await writeFile(path, bytes);
  await expect(new SqliteRecords(path).start()).rejects.toMatchObject({
    name: 'LiangshaiError',
    code: 'store-corrupt',
  });
  expect(await readFile(path)).toEqual(bytes);
});

test('a place that cannot be written is told', async () => {
  await writeFile(join(directory, 'file'), '');
  await expect(new SqliteRecords(join(directory, 'file', 'records.sqlite')).start()).rejects.toMatchObject({
    code: 'store-unwritable',
  });
});

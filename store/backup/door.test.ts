import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BackupDoor } from './door.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'door-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const door = () => new BackupDoor(data, () => Promise.reject(new Error('nobody asks for a backup')));

test('a second service on a data directory is refused, whatever its engines, and the first one stays reachable', async () => {
  const first = door();
  await first.start();
  const second = door();
  await expect(second.start()).rejects.toMatchObject({ code: 'data-in-use' });
  await second.stop();
  await expect(door().start()).rejects.toMatchObject({ code: 'data-in-use' });
  await first.stop();
  const next = door();
  await next.start();
  await next.stop();
});

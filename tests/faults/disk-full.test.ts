import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Spool } from '../../ingest/spool.ts';
import type { Reading } from '../../model/reading.ts';
import { FaultCity } from './fault-city.ts';
import { length } from './length.ts';
import { expectNothingLost, Load } from './load.ts';
import { mayMount, SmallDisk } from './small-disk.ts';

const canMount = mayMount(path.join(tmpdir(), `liangshai-mount-${process.pid}`));
if (!canMount && process.env.CI)
  throw new Error('a small disk cannot be mounted; .ci/run has to run as root');
const why = canMount ? '' : ' (needs the right to mount)';
const rounds = length(1, 4);
const readingsBetween = length(200, 2000);
/** Nothing shuts before the disk is full: the last byte is what is tried. */
const settings = { ingest: { freeDiskMegabytes: 0 } };

describe.runIf(canMount)(`a full disk${why}`, () => {
  test('under the spool: nothing is acknowledged that is not durable, and what was accepted goes on', {
    timeout: 300_000,
  }, async () => {
    const city = await FaultCity.open(4, settings);
    const disk = SmallDisk.mount(path.join(city.configuration.data, 'spool'), 24)!;
    try {
      const service = await city.start();
      const load = new Load(city);
      load.begin(service);
      for (let round = 0; round < rounds; round++) {
        await load.advance(readingsBetween);
        const before = load.closures;
        const many = load.acknowledged.size + readingsBetween;
        await disk.fill();
        // In its own room the spool goes on; MQTT 3.1.1 has no other way to say no than to close.
        await expect
          .poll(() => load.closures > before || load.acknowledged.size >= many, { timeout: 60_000 })
          .toBe(true);
        disk.makeRoom();
      }
      await load.advance(readingsBetween);
      await load.end();
      expect(await service.end()).toBe(0);
      expectNothingLost('full disk of the spool', load, await city.stored(), `${rounds} full disks`);
    } finally {
      disk.unmount();
      await city.remove();
    }
  });

  test('leaves the spool its own room: so much is still durable, and is there after the next start', async () => {
    const directory = path.join(tmpdir(), `liangshai-full-${process.pid}`);
    const disk = SmallDisk.mount(directory, 24)!;
    try {
      const spool = new Spool(directory, () => undefined);
      await spool.start();
      await disk.fill();
      for (let i = 0; i < 10_000; i += 100) {
        await spool.append(
          Array.from({ length: 100 }, (_, n) => reading(i + n)),
          [],
        );
      }
      await spool.stop();
      const again = new Spool(directory, () => undefined);
      await again.start();
      expect(again.takeReadings('live', 20_000).items.map(({ energyKwh }) => energyKwh)).toEqual(
        Array.from({ length: 10_000 }, (_, n) => n),
      );
      await again.stop();
    } finally {
      disk.unmount();
      await rm(directory, { recursive: true, force: true });
    }
  });

  test('under DuckDB and SQLite: the spool keeps what they cannot take, and nothing is lost or doubled', {
    timeout: 300_000,
  }, async () => {
    const city = await FaultCity.open(4, settings);
    const disk = SmallDisk.mount(path.join(city.directory, 'small'), 96)!;
    try {
      await moveStores(city, disk);
      const service = await city.start();
      const load = new Load(city);
      load.begin(service);
      for (let round = 0; round < rounds; round++) {
        await load.advance(readingsBetween);
        await disk.fill();
        await load.advance(readingsBetween);
        await expect
          .poll(() => service.output().stderr.split('the spool keeps all').length, { timeout: 60_000 })
          .toBeGreaterThan(round + 1);
        disk.makeRoom();
        await load.advance(readingsBetween);
      }
      await load.end();
      expect(await service.end()).toBe(0);
      expectNothingLost('full disk of the stores', load, await city.stored(), `${rounds} full disks`);
    } finally {
      disk.unmount();
      await city.remove();
    }
  });
});

function reading(energyKwh: number): Reading {
  const values = { powerKw: null, voltageV: null, currentA: null, powerFactor: null };
  return { meter: 'M1', project: 'P1', timeMs: energyKwh, receivedMs: energyKwh, energyKwh, ...values };
}

/** The data directory goes onto the small disk, the spool stays on the large one. */
async function moveStores({ directory, configuration: { data } }: FaultCity, disk: SmallDisk): Promise<void> {
  await cp(data, disk.directory, { recursive: true });
  await rm(data, { recursive: true });
  await symlink(disk.directory, data);
  const spool = path.join(directory, 'spool-elsewhere');
  await mkdir(spool);
  await symlink(spool, path.join(disk.directory, 'spool'));
}

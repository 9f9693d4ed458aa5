import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';

const chunk = Buffer.alloc(64 * 1024);

function run(program: string, ...words: string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

/** A file system of a few megabytes in memory, mounted for one test; needs the right to mount. */
export class SmallDisk {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** null: this user may not mount. */
  static mount(directory: string, megabytes: number): SmallDisk | null {
    mkdirSync(directory, { recursive: true });
    const isMounted = run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory);
    return isMounted ? new SmallDisk(directory) : null;
  }

  /** Writes until nothing more fits, to the last block. */
  async fill(): Promise<void> {
    const file = await open(path.join(this.directory, 'ballast'), 'a');
    try {
      for (let size = chunk.length; size >= 1; ) {
        const written = await file.write(chunk, 0, size).then(
          ({ bytesWritten }) => bytesWritten,
          () => 0,
        );
        if (written < size) size = Math.floor(size / 2);
      }
    } finally {
      await file.close();
    }
  }

  makeRoom(): void {
    rmSync(path.join(this.directory, 'ballast'), { force: true });
  }

  unmount(): void {
    run('umount', '--lazy', this.directory);
  }
}

/** Whether this user may mount at all; asked once, before tests are named. */
export function mayMount(scratch: string): boolean {
  const disk = SmallDisk.mount(scratch, 1);
  disk?.unmount();
  rmSync(scratch, { recursive: true, force: true });
  return disk !== null;
}

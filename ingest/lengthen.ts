import { open } from 'node:fs/promises';

const zeros = Buffer.alloc(2 ** 20);

/** Lengthens a file with zeros that lie on the disk for good; a disk without the room for it leaves the file as it was. */
export async function lengthen(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  try {
    for (let at = size; at < bytes; ) {
      const { bytesWritten } = await file.write(zeros, 0, Math.min(zeros.length, bytes - at), at);
      at += bytesWritten;
    }
    await file.sync();
  } catch (error) {
    await file.truncate(size);
    if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await file.close();
  }
}

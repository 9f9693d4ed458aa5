import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Stretch } from './touched.ts';

/** What one write said, to be said again: its lines, and the stretch of each meter in them. */
export interface RedoRecord {
  lines: string[];
  stretches: Stretch[];
}

/** A file of the log that grows no more. */
export interface RedoFile {
  path: string;
  sequence: number;
  /** The life of the server, as far as we knew, in which it was begun. */
  started: string;
}

interface Growing {
  file: RedoFile;
  handle: FileHandle;
  bytes: number;
  /** Without the newest record. */
  bytesBefore: number;
}

const prefixBytes = 8;

/** Records on disk, in files in the order of writing: each record is the length of its two parts, stretches and lines. */
export class RedoLog {
  readonly #directory: string;
  #nextSequence = 1;
  #growing: Growing | null = null;
  readonly #ended: RedoFile[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** What an earlier run left. */
  async open(): Promise<RedoFile[]> {
    await mkdir(this.#directory, { recursive: true });
    const files: RedoFile[] = [];
    for (const name of await readdir(this.#directory)) {
      const parts = /^(\d+)@(.+)\.redo$/.exec(name);
      if (parts === null) continue;
      const [, sequence, started] = parts;
      const file = path.join(this.#directory, name);
      files.push({ path: file, sequence: Number(sequence), started: decodeURIComponent(started!) });
    }
    files.sort((a, b) => a.sequence - b.sequence);
    this.#nextSequence = (files.at(-1)?.sequence ?? 0) + 1;
    return files;
  }

  /** Of the file that grows. */
  get growingBytes(): number {
    return this.#growing?.bytes ?? 0;
  }

  /** Resolves when it is on disk. After a failure the next record begins a file of its own, not behind a torn one. */
  async append({ lines, stretches }: RedoRecord, started: string): Promise<void> {
    const head = Buffer.from(JSON.stringify(stretches));
    const body = Buffer.from(lines.join('\n'));
    const prefix = Buffer.alloc(prefixBytes);
    prefix.writeUInt32BE(head.length, 0);
    prefix.writeUInt32BE(body.length, 4);
    this.#growing ??= await this.#begin(started);
    const growing = this.#growing;
    try {
      await growing.handle.writev([prefix, head, body]);
      await growing.handle.datasync();
      growing.bytesBefore = growing.bytes;
      growing.bytes += prefixBytes + head.length + body.length;
    } catch (error) {
      await this.#end();
      throw error;
    }
  }

  /** Forgets the newest record. */
  async takeBack(): Promise<void> {
    if (this.#growing === null) return;
    await this.#growing.handle.truncate(this.#growing.bytesBefore);
    this.#growing.bytes = this.#growing.bytesBefore;
  }

  /** Ends the file that grows and hands over those that were ended since the last call. */
  async close(): Promise<RedoFile[]> {
    await this.#end();
    return this.#ended.splice(0);
  }

  /** The records of a file, up to one that a crash has torn. */
  async *read(file: RedoFile): AsyncIterable<RedoRecord> {
    const handle = await open(file.path, 'r');
    try {
      for (;;) {
        const prefix = await read(handle, prefixBytes);
        if (prefix === null) return;
        const head = await read(handle, prefix.readUInt32BE(0));
        const body = await read(handle, prefix.readUInt32BE(4));
        if (head === null || body === null) return;
        yield {
          stretches: JSON.parse(head.toString()) as Stretch[],
          lines: body.toString().split('\n'),
        };
      }
    } finally {
      await handle.close();
    }
  }

  async remove(file: RedoFile): Promise<void> {
    await rm(file.path, { force: true });
  }

  async #end(): Promise<void> {
    const growing = this.#growing;
    this.#growing = null;
    if (growing === null) return;
    this.#ended.push(growing.file);
    await growing.handle.close();
  }

  async #begin(started: string): Promise<Growing> {
    const sequence = this.#nextSequence++;
    const name = `${sequence}@${encodeURIComponent(started)}.redo`;
    const file = { path: path.join(this.#directory, name), sequence, started };
    const handle = await open(file.path, 'a');
    await syncDirectory(this.#directory);
    return { file, handle, bytes: 0, bytesBefore: 0 };
  }
}

/** A file survives a loss of power once its name does too. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** null: the file has not that many bytes any more. */
async function read(handle: FileHandle, bytes: number): Promise<Buffer | null> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes);
  return bytesRead === bytes ? buffer : null;
}

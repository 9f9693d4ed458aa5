import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** What a workbook may be at most; far above what an office sends, far below what would hurt. */
export const workbookLimits = {
  compressedBytes: 16 * 1024 * 1024,
  /** Of all parts that are read, together. */
  uncompressedBytes: 128 * 1024 * 1024,
  parts: 2000,
  sheets: 64,
  /** Lines with content of one sheet. */
  lines: 50_000,
  columns: 200,
  /** Different texts in the workbook's table of strings. */
  strings: 500_000,
} as const;

/** The bytes are no workbook that can be read, or one beyond the limits; `zh` says the same in Chinese. */
export class WorkbookUnreadable extends Error {
  readonly zh: string;

  constructor(message: string, zh: string) {
    super(message);
    this.name = 'WorkbookUnreadable';
    this.zh = zh;
  }
}

const brokenZh = '文件损坏；请在电子表格软件中打开后重新保存为 .xlsx';

/** The parts of a workbook's archive. Sizes that are declared are believed by nobody: yauzl counts while it inflates. */
export class WorkbookArchive {
  readonly #file: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #left: number = workbookLimits.uncompressedBytes;

  private constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  /** @throws WorkbookUnreadable */
  static async open(bytes: Uint8Array): Promise<WorkbookArchive> {
    if (bytes.length > workbookLimits.compressedBytes) {
      const most = workbookLimits.compressedBytes / 1024 / 1024;
      throw new WorkbookUnreadable(
        `larger than ${most} MB; divide it into several files`,
        `大于 ${most} MB；请分成几个文件`,
      );
    }
    try {
      const file = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
      if (file.entryCount > workbookLimits.parts)
        throw new WorkbookUnreadable('more parts than a workbook has', brokenZh);
      const entries = new Map<string, Entry>();
      for await (const entry of file.eachEntry()) {
        if (entries.has(entry.fileName))
          throw new WorkbookUnreadable(`${entry.fileName} is there twice`, brokenZh);
        entries.set(entry.fileName, entry);
      }
      return new WorkbookArchive(file, entries);
    } catch (error) {
      if (error instanceof WorkbookUnreadable) throw error;
      throw new WorkbookUnreadable(
        `no whole XLSX file (${(error as Error).message}); save it again as .xlsx`,
        brokenZh,
      );
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Hands out a part's text piece by piece. @throws WorkbookUnreadable */
  async *text(name: string): AsyncIterable<string> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new WorkbookUnreadable(`it lacks its part ${name}`, brokenZh);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    try {
      const stream: Readable = await this.#file.openReadStreamPromise(entry);
      for await (const piece of stream) {
        const bytes = piece as Buffer;
        this.#left -= bytes.length;
        if (this.#left < 0) {
          const most = workbookLimits.uncompressedBytes / 1024 / 1024;
          throw new WorkbookUnreadable(
            `more than ${most} MB when unpacked; divide it into several files`,
            `解压后大于 ${most} MB；请分成几个文件`,
          );
        }
        yield decoder.decode(bytes, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      if (error instanceof WorkbookUnreadable) throw error;
      throw new WorkbookUnreadable(`its part ${name} is broken (${(error as Error).message})`, brokenZh);
    }
  }
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough, Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

/** What a file of a backup has to be: the digest is over what it says, not over how it is compressed. */
export interface Content {
  lines: number;
  /** SHA-256 in hex over the lines, each with its line feed. */
  sha256: string;
}

/** Lines of JSON, one after the other, into a digest and, where there is one, a file. */
export class LineSink {
  readonly #stream: Writable;
  readonly #written: Promise<unknown>;
  readonly #hash = createHash('sha256');
  #lines = 0;

  private constructor(stream: Writable, written: Promise<unknown>) {
    this.#stream = stream;
    this.#written = written;
    // Rejections are met where the sink is written to or closed.
    written.catch(() => undefined);
  }

  /** Into a file, compressed by zstd. */
  static file(path: string): LineSink {
    const compress = createZstdCompress();
    return new LineSink(compress, pipeline(compress, createWriteStream(path, { flags: 'wx', flush: true })));
  }

  /** Into nothing but the digest. */
  static digest(): LineSink {
    const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
    return new LineSink(nothing, finished(nothing));
  }

  async write(value: unknown): Promise<void> {
    const line = `${JSON.stringify(value)}\n`;
    this.#hash.update(line);
    this.#lines++;
    if (!this.#stream.write(line)) await Promise.race([once(this.#stream, 'drain'), this.#written]);
  }

  /** Resolves when everything is on disk. */
  async close(): Promise<Content> {
    this.#stream.end();
    await this.#written;
    return { lines: this.#lines, sha256: this.#hash.digest('hex') };
  }
}

/** The values of a file in their order. Rejects where the file is cut off or is no zstd. */
export async function* readLines<T>(path: string): AsyncIterable<T> {
  for await (const line of linesOf(path)) yield JSON.parse(line) as T;
}

/** What a file really says. */
export async function contentOf(path: string): Promise<Content> {
  const hash = createHash('sha256');
  let lines = 0;
  for await (const line of linesOf(path)) {
    hash.update(line).update('\n');
    lines++;
  }
  return { lines, sha256: hash.digest('hex') };
}

async function* linesOf(path: string): AsyncIterable<string> {
  const text = new PassThrough();
  const read = pipeline(createReadStream(path), createZstdDecompress(), text);
  read.catch((error: Error) => text.destroy(error));
  yield* createInterface({ input: text, crlfDelay: Infinity });
  await read;
}

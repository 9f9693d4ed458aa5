import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { LiangshaiError } from '../../model/error.ts';
import type { Manifest } from './manifest.ts';

/** The file in the data directory by which a command reaches the service that holds it. */
const doorFile = 'liangshai.sock';

interface Refusal {
  code: string;
  message: string;
  hint: string;
}

/** What an embedded store's service does for a command that cannot open the files beside it. */
export type Serve = (directory: string) => Promise<Manifest>;

/**
 * A socket in the data directory that only the service's own user can open. DuckDB's file belongs to one process, so
 * a backup of a running service is made by that process itself.
 */
export class BackupDoor {
  readonly #data: string;
  readonly #path: string;
  readonly #server: Server;

  constructor(data: string, backUp: Serve) {
    this.#data = data;
    this.#path = socketPath(data);
    this.#server = createServer(async (asked, response) => {
      const directory = await text(asked);
      const [status, answer] = await backUp(directory).then(
        (manifest) => [200, manifest] as const,
        (error: unknown) => [500, errorBody(error)] as const,
      );
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }

  /** LiangshaiError `data-in-use`: with every engine in a server it is the spool that two must not share. */
  async start(): Promise<void> {
    if (await isServed(this.#data)) {
      throw new LiangshaiError(
        'data-in-use',
        `${this.#data} is in use by another process`,
        'stop the other liangshai on this data directory, or give this one its own under `data`',
      );
    }
    // What lies there was left behind by a service that was killed.
    await rm(this.#path, { force: true });
    this.#server.listen(this.#path);
    await once(this.#server, 'listening');
    await chmod(this.#path, 0o600);
  }

  /** Lets a backup that is under way come to its end. */
  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Asks the service that holds the data directory for a backup; null: none is running. */
export async function askForBackup(data: string, directory: string): Promise<Manifest | null> {
  const asked = request({ socketPath: socketPath(data), method: 'POST', path: '/backup', agent: false });
  asked.end(directory);
  try {
    const [response] = await once(asked, 'response');
    const answer: unknown = JSON.parse(await text(response));
    if (response.statusCode === 200) return answer as Manifest;
    const { code, message, hint } = answer as Refusal;
    throw new LiangshaiError(code, message, hint);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return null;
    throw error;
  }
}

/** A service holds the data directory at present. */
export async function isServed(data: string): Promise<boolean> {
  const socket = connect(socketPath(data));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

// A socket's path may have 107 bytes: from the working directory it is often shorter than from the root.
function socketPath(data: string): string {
  const path = join(data, doorFile);
  if (!isAbsolute(path)) return path;
  const near = join('.', relative(process.cwd(), dirname(path)), doorFile);
  return near.length < path.length ? near : path;
}

function errorBody(error: unknown): Refusal {
  if (error instanceof LiangshaiError) return { code: error.code, message: error.message, hint: error.hint };
  return { code: 'backup-failed', message: String(error), hint: 'see the log of the service' };
}

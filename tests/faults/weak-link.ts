import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** `slow`: every piece comes late. `hangs`: connections are taken and nothing comes. `down`: nobody is there. */
export type LinkState = 'sound' | 'slow' | 'hangs' | 'down';

const lateMs = 200;

/** One direction of a connection, and what is late on it. */
interface Way {
  to: Socket;
  waiting: Buffer[];
}

/** A TCP connection between the service and an engine, as good as a test wants it to be. */
export class WeakLink {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: LinkState = 'sound';

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Leads to a port of this machine. */
  static async to(port: number): Promise<WeakLink> {
    const server = createServer();
    const link = new WeakLink(server);
    server.on('connection', (near) => link.#join(near, port));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return link;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  become(state: LinkState): void {
    const before = this.#state;
    this.#state = state;
    // What hung did not arrive: a connection that goes on as if it had would be no network that there is.
    if (state === 'down' || before === 'hangs') for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing more comes through on the connections that there are, and nobody is told; new ones are sound. */
  lose(): void {
    for (const socket of this.#sockets) socket.removeAllListeners('data');
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(near: Socket, port: number): void {
    if (this.#state === 'down') {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => undefined);
      const way: Way = { to, waiting: [] };
      from.on('data', (piece: Buffer) => this.#pass(piece, way));
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  #pass(piece: Buffer, way: Way): void {
    if (this.#state === 'hangs') return;
    if (this.#state === 'slow' || way.waiting.length > 0) this.#delay(piece, way);
    else if (!way.to.destroyed) way.to.write(piece);
  }

  /** What was sent first arrives first, also when the link is sound again meanwhile. */
  #delay(piece: Buffer, { to, waiting }: Way): void {
    waiting.push(piece);
    setTimeout(() => {
      const first = waiting.shift()!;
      if (!to.destroyed) to.write(first);
    }, lateMs);
  }
}

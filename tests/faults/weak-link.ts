import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** `slow`: every piece comes late. `hangs`: connections are taken and nothing comes. `down`: nobody is there. */
export type LinkState = 'sound' | 'slow' | 'hangs' | 'down';

const lateMs = 200;

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
      from.on('data', (piece: Buffer) => this.#pass(piece, to));
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  #pass(piece: Buffer, to: Socket): void {
    if (this.#state === 'hangs') return;
    if (this.#state === 'slow') setTimeout(() => to.destroyed || to.write(piece), lateMs);
    else if (!to.destroyed) to.write(piece);
  }
}

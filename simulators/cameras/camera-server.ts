import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { City } from '../city/city.ts';
import type { Site } from '../city/site.ts';
import { drawScene } from './drawing.ts';
import { sceneAt } from './scene.ts';

export interface CameraOptions {
  city: City;
  cityNowMs: () => number;
  /** 0: any free port. */
  port: number;
}

const frameMs = 1000;
const boundary = 'liangshai-frame';

/** Any page may show a camera: it holds nothing but a drawing. */
const common = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

/**
 * The cameras of the city. `/cameras/{project}.svg` is the frame of now, to be asked for again and again;
 * `/cameras/{project}/stream` is a stream of frames (`multipart/x-mixed-replace`), one a second.
 */
export class CameraServer {
  readonly #options: CameraOptions;
  readonly #sites: ReadonlyMap<string, Site>;
  readonly #server: Server;
  readonly #streams = new Set<NodeJS.Timeout>();

  constructor(options: CameraOptions) {
    this.#options = options;
    this.#sites = new Map(options.city.sites.map((site) => [site.id, site]));
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** Resolves to the port. */
  async start(): Promise<number> {
    this.#server.listen(this.#options.port, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const timer of this.#streams) clearInterval(timer);
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://camera');
    const [, id = '', stream] = /^\/cameras\/([^/]+?)(?:\.svg)?(\/stream)?$/.exec(pathname) ?? [];
    const site = this.#sites.get(id);
    if (site === undefined) {
      response.writeHead(404, { ...common, 'content-type': 'text/plain' }).end('no such camera\n');
    } else if (stream === undefined) {
      response.writeHead(200, { ...common, 'content-type': 'image/svg+xml' }).end(this.#frame(site));
    } else this.#stream(site, response);
  }

  #frame(site: Site): string {
    return drawScene(sceneAt(site, this.#options.city.surroundings, this.#options.cityNowMs()));
  }

  #stream(site: Site, response: ServerResponse): void {
    response.writeHead(200, { ...common, 'content-type': `multipart/x-mixed-replace; boundary=${boundary}` });
    const send = () => {
      const frame = this.#frame(site);
      const head = `--${boundary}\r\ncontent-type: image/svg+xml\r\ncontent-length: ${Buffer.byteLength(frame)}\r\n\r\n`;
      // Whoever cannot keep up misses frames.
      if (!response.writableNeedDrain) response.write(`${head}${frame}\r\n`);
    };
    send();
    const timer = setInterval(send, frameMs);
    this.#streams.add(timer);
    response.on('close', () => {
      clearInterval(timer);
      this.#streams.delete(timer);
    });
  }
}

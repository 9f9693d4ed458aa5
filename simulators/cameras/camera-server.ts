import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LiangshaiError } from '../../model/error.ts';
import type { City } from '../city/city.ts';
import type { Site } from '../city/site.ts';
import { drawScene } from './drawing.ts';
import { firstSegmentMs, playlist, segment } from './hls.ts';
import { initialisation } from './mp4.ts';
import { sceneAt } from './scene.ts';
import type { Shape } from './shape.ts';
import { svgOf } from './svg.ts';

export interface CameraOptions {
  city: City;
  /** City time at an instant of the wall's. */
  cityTimeAt: (wallMs: number) => number;
  wallNowMs: () => number;
  /** 0: any free port. */
  port: number;
}

const frameMs = 1000;
const boundary = 'liangshai-frame';

/** Any page may show a camera: it holds nothing but a drawing. */
const common = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

const route = /^\/cameras\/([^/.]+)(?:\.svg|\/(stream|live\.m3u8|init\.mp4|(\d{1,9})\.m4s))$/;

/**
 * The cameras of the city. `/cameras/{project}.svg` is the frame of now, to be asked for again and again;
 * `/cameras/{project}/stream` a stream of such frames (`multipart/x-mixed-replace`), one a second;
 * `/cameras/{project}/live.m3u8` the same as an HLS stream of small pictures.
 */
export class CameraServer {
  readonly #options: CameraOptions;
  readonly #sites: ReadonlyMap<string, Site>;
  readonly #server: Server;
  readonly #streams = new Set<NodeJS.Timeout>();
  readonly #firstMs: number;

  constructor(options: CameraOptions) {
    this.#options = options;
    this.#firstMs = firstSegmentMs(options.wallNowMs());
    this.#sites = new Map(options.city.sites.map((site) => [site.id, site]));
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /**
   * Resolves to the port.
   * @throws LiangshaiError `cameras-port-taken`
   */
  async start(): Promise<number> {
    this.#server.listen(this.#options.port, '127.0.0.1');
    await once(this.#server, 'listening').catch((error: Error) => {
      const hint = 'give the cameras another --cameras-port; 0 in the demo: none';
      throw new LiangshaiError('cameras-port-taken', `the cameras cannot be served: ${error.message}`, hint);
    });
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
    const [, id = '', part, number] = route.exec(pathname) ?? [];
    const site = this.#sites.get(id);
    if (site === undefined) send(response, 404, 'text/plain', 'no such camera\n');
    else if (part === undefined) send(response, 200, 'image/svg+xml', this.#frame(site));
    else if (part === 'stream') this.#stream(site, response);
    else this.#hls(site, part, number, response);
  }

  #hls(site: Site, part: string, number: string | undefined, response: ServerResponse): void {
    const nowMs = this.#options.wallNowMs();
    if (part === 'live.m3u8') {
      send(response, 200, 'application/vnd.apple.mpegurl', playlist(this.#firstMs, nowMs));
    } else if (number === undefined) send(response, 200, 'video/mp4', initialisation());
    else {
      const seenAt = (wallMs: number) => this.#seen(site, wallMs);
      send(response, 200, 'video/iso.segment', segment(Number(number), this.#firstMs, seenAt));
    }
  }

  #seen(site: Site, wallMs: number): Shape[] {
    return drawScene(sceneAt(site, this.#options.city.surroundings, this.#options.cityTimeAt(wallMs)));
  }

  #frame(site: Site): string {
    return svgOf(site.name, this.#seen(site, this.#options.wallNowMs()));
  }

  #stream(site: Site, response: ServerResponse): void {
    response.writeHead(200, { ...common, 'content-type': `multipart/x-mixed-replace; boundary=${boundary}` });
    const push = () => {
      const frame = this.#frame(site);
      const head = `--${boundary}\r\ncontent-type: image/svg+xml\r\ncontent-length: ${Buffer.byteLength(frame)}\r\n\r\n`;
      // Whoever cannot keep up misses frames.
      if (!response.writableNeedDrain) response.write(`${head}${frame}\r\n`);
    };
    push();
    const timer = setInterval(push, frameMs);
    this.#streams.add(timer);
    response.on('close', () => {
      clearInterval(timer);
      this.#streams.delete(timer);
    });
  }
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { ...common, 'content-type': type }).end(body);
}

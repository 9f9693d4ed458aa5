import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from './refused.ts';

/** Below these there are no pages: who asks is a program and is answered by a problem. */
const notPages = /^\/(api|healthz|readyz|metrics)(\/|$)/;
/** Vite writes a hash of the content into these names. */
const hashed = /[\\/]assets[\\/]/;

const notBuilt = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>晾晒 Liangshai</title></head>
<body><h1>看板尚未构建 · The board is not built</h1>
<p>运行 <code>npm start</code> 会自动构建；或运行 <code>npx vite build board</code>，然后刷新本页。</p>
<p><code>npm start</code> builds it; or run <code>npx vite build board</code> and load this page again.
The API works all the same: <a href="/api/openapi.json">/api/openapi.json</a>.</p></body></html>
`;

/**
 * Serves the built board, and its page at every address that is no file: the board finds its way by the address.
 * The directory is looked at with each request, so the board may be built while the service runs.
 */
export function registerBoard(app: FastifyInstance, directory: string): void {
  app.register(async (files) => {
    files.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'open' };
      route.schema = { ...route.schema, hide: true };
    });
    await files.register(fastifyStatic, {
      root: directory,
      cacheControl: false,
      index: false,
      setHeaders: (reply, path) => {
        const caching = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
        reply.header('cache-control', caching);
      },
    });
    files.get('/', async (_request, reply) => sendPage(reply, directory));
  });

  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const isPage = request.method === 'GET' && !notPages.test(path) && !path.startsWith('/assets/');
    if (!isPage) throw new Refused('no-such-path', `${request.method} ${path} leads nowhere.`);
    return sendPage(reply, directory);
  });
}

function sendPage(reply: FastifyReply, directory: string): FastifyReply {
  reply.header('cache-control', 'no-cache');
  if (!existsSync(join(directory, 'index.html'))) {
    return reply.code(503).type('text/html; charset=utf-8').send(notBuilt);
  }
  return reply.sendFile('index.html');
}

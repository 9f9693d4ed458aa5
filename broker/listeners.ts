import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, TLSSocket, type TlsOptions } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { MqttTls } from './configuration.ts';

/** A way in that listens. */
export interface Listener {
  server: Server;
  port: number;
}

export interface ListenerSettings {
  host: string;
  port: number;
  tls: MqttTls | undefined;
  websocketPort: number | undefined;
  maxConnections: number;
  /** Of a WebSocket message, bytes. */
  maxPacketBytes: number;
  onConnection: (stream: Duplex, request?: IncomingMessage) => void;
  /** A connection above the limit was dropped. */
  onDrop: (address: string) => void;
}

/** A backlog for a city's meters that come back together after an outage. */
const acceptBacklog = 4096;
/** MQTT 3.1.1 names the first (6.0-3), clients of 3.1 the second. */
const websocketProtocols = ['mqtt', 'mqttv3.1'];
/** A peer that vanished without a word is noticed, even when its client wants no MQTT keep-alive. */
const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 };

/** Opens TCP, and TLS and WebSocket where they are configured; all or none. */
export async function openListeners(settings: ListenerSettings): Promise<Listener[]> {
  const tls = settings.tls === undefined ? null : await tlsOptions(settings.tls);
  const wanted: [Server, number][] = [[createServer(socketOptions, settings.onConnection), settings.port]];
  if (tls !== null) wanted.push([createTlsServer(tls, settings.onConnection), settings.tls!.port]);
  if (settings.websocketPort !== undefined)
    wanted.push([websocketServer(settings, tls), settings.websocketPort]);
  const open: Listener[] = [];
  try {
    for (const [server, port] of wanted) open.push(await listen(server, port, settings));
  } catch (error) {
    for (const { server } of open) server.close();
    throw error;
  }
  return open;
}

async function tlsOptions({ certificateFile, keyFile, clientCaFile }: MqttTls): Promise<TlsOptions> {
  // One after the other, so that of two unreadable files the same one is named at every start.
  const cert = await readFile(certificateFile);
  const key = await readFile(keyFile);
  const ca = clientCaFile === undefined ? undefined : await readFile(clientCaFile);
  // Not every client has a certificate; one without logs in by password.
  const client = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: false };
  return { cert, key, ...client, ...socketOptions, minVersion: 'TLSv1.2', handshakeTimeout: 10_000 };
}

function websocketServer(settings: ListenerSettings, tls: TlsOptions | null): Server {
  const http = tls === null ? createHttpServer() : createHttpsServer(tls);
  const websockets = new WebSocketServer({
    server: http,
    path: '/mqtt',
    handleProtocols: (protocols) => websocketProtocols.find((name) => protocols.has(name)) ?? false,
    maxPayload: settings.maxPacketBytes,
    perMessageDeflate: false,
  });
  websockets.on('connection', (socket, request) => {
    settings.onConnection(createWebSocketStream(socket), request);
  });
  return http;
}

function listen(
  server: Server,
  port: number,
  { host, maxConnections, onDrop }: ListenerSettings,
): Promise<Listener> {
  server.maxConnections = maxConnections;
  server.on('drop', (data) => onDrop(data?.remoteAddress ?? 'unknown'));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: acceptBacklog }, () => {
      server.off('error', reject);
      // A later fault of one connection is that connection's, which aedes hears of.
      server.on('error', () => undefined);
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

/** The peer's address, by whatever way it came. */
export function addressOf(stream: Duplex, request: IncomingMessage | undefined): string {
  return (request?.socket ?? (stream as Socket)).remoteAddress ?? 'unknown';
}

/** The CN of a client certificate that the configured authority has signed; null: none. */
export function certificateIdOf(stream: Duplex, request: IncomingMessage | undefined): string | null {
  const socket = request?.socket ?? stream;
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  const name = socket.getPeerCertificate().subject?.CN;
  return typeof name === 'string' && name !== '' ? name : null;
}

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { bad, type Check, type Diagnosis, good, type Installation } from './diagnosis.ts';

interface Door {
  key: string;
  host: string;
  port: number;
}

/** Every door can be opened; of a running service, is open. */
export const checkPorts: Check = async (installation) => {
  const doors = doorsOf(installation).filter(({ port }) => port !== 0);
  return Promise.all(doors.map((door) => (installation.running ? checkOpen(door) : checkFree(door))));
};

function doorsOf({ configuration: { http, mqtt } }: Installation): Door[] {
  const doors: Door[] = [{ key: 'http.port', host: http.host, port: http.port }];
  if (mqtt.external !== undefined) return doors;
  doors.push({ key: 'mqtt.port', host: mqtt.host, port: mqtt.port });
  if (mqtt.tls !== undefined) doors.push({ key: 'mqtt.tls.port', host: mqtt.host, port: mqtt.tls.port });
  if (mqtt.websocketPort !== undefined)
    doors.push({ key: 'mqtt.websocketPort', host: mqtt.host, port: mqtt.websocketPort });
  return doors;
}

async function checkFree({ key, host, port }: Door): Promise<Diagnosis> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return good(`port ${key}`, `${host}:${port} is free`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      return bad(`port ${key}`, `another program listens on ${host}:${port}`, `end it, or change ${key}`);
    }
    if (code === 'EACCES') {
      return bad(`port ${key}`, `this user may not listen on ${port}`, `choose a ${key} above 1023`);
    }
    return bad(`port ${key}`, message, `mend ${key} or its host`);
  } finally {
    server.close();
  }
}

async function checkOpen({ key, host, port }: Door): Promise<Diagnosis> {
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const socket = connect({ host: here, port, timeout: 2000 });
  try {
    await Promise.race([
      once(socket, 'connect'),
      once(socket, 'timeout').then(() => Promise.reject(new Error('no answer within 2 s'))),
    ]);
    return good(`port ${key}`, `the service answers on ${here}:${port}`);
  } catch (error) {
    return bad(`port ${key}`, (error as Error).message, 'look at the log of the service');
  } finally {
    socket.destroy();
  }
}

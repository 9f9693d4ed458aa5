import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { json } from 'node:stream/consumers';
import { LiangshaiError } from '../../model/error.ts';
import { openReadings, readingsFile } from '../readings.ts';
import { openRecords, recordsFile } from '../records.ts';
import { bad, type Check, type Diagnosis, good, type Installation } from './diagnosis.ts';

interface Engine {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Both stores open and can be read; of a running service, it says so itself. */
export const checkEngines: Check = async (installation) => {
  if (installation.running) return [await askService(installation)];
  const { configuration, nowMs } = installation;
  const { readings, records } = configuration.store;
  return [
    await checkEngine(`store ${records.engine}`, recordsFile(configuration), () =>
      openRecords(configuration),
    ),
    await checkEngine(`store ${readings.engine}`, readingsFile(configuration), () =>
      openReadings(configuration, nowMs),
    ),
  ];
};

/** `file` is null of an engine that is a server. Nothing is made by looking. */
async function checkEngine(of: string, file: string | null, open: () => Promise<Engine>): Promise<Diagnosis> {
  if (file !== null && !existsSync(file)) return good(of, 'is made at the first start');
  try {
    const engine = await open();
    await engine.start();
    await engine.stop();
    return good(of, 'opens');
  } catch (error) {
    if (error instanceof LiangshaiError) return bad(of, error.message, error.hint);
    return bad(of, (error as Error).message, 'see `liangshai doctor --verbose`, and the engine’s own log');
  }
}

interface Readiness {
  ready: boolean;
  parts: { part: string; ready: boolean; detail: string }[];
}

async function askService({ configuration: { http } }: Installation): Promise<Diagnosis> {
  if (http.port === 0) return good('service', 'holds the data directory');
  const host = http.host === '0.0.0.0' ? '127.0.0.1' : http.host;
  const options = { host, port: http.port, path: '/readyz', timeout: 5000 };
  // The certificate is made for the name by which people come, not for this machine's own address.
  const asked = http.tls ? httpsGet({ ...options, rejectUnauthorized: false }) : httpGet(options);
  asked.on('timeout', () => asked.destroy(new Error('no answer within 5 s')));
  try {
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const { ready, parts } = (await json(response)) as Readiness;
    const wrong = parts.filter((part) => !part.ready).map(({ part, detail }) => `${part}: ${detail}`);
    if (ready) return good('service', parts.map(({ part, detail }) => `${part}: ${detail}`).join(' · '));
    return bad('service', wrong.join(' · '), 'it comes back by itself when the cause is gone; see its log');
  } catch (error) {
    return bad('service', (error as Error).message, 'a service holds the data directory and does not answer');
  }
}

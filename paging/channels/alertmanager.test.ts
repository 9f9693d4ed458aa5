import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../store/free-port.fixture.ts';
import { hasProgram } from '../../tests/peers.ts';
import { alertmanager } from './alertmanager.ts';
import { matter, message } from './message.fixture.ts';

const program = 'prometheus-alertmanager';

interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  status: { state: string };
}

describe.skipIf(!hasProgram(program))(program, () => {
  let url: string;
  let directory: string;
  let server: ChildProcess;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'liangshai-alertmanager-'));
    const file = path.join(directory, 'alertmanager.yml');
    await writeFile(file, 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n');
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const words = [`--config.file=${file}`, `--storage.path=${directory}`, '--cluster.listen-address='];
    server = spawn(program, [...words, `--web.listen-address=127.0.0.1:${port}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilListening(server);
  });

  afterAll(async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    await rm(directory, { recursive: true });
  });

  const alerts = async (): Promise<Alert[]> =>
    (await fetch(`${url}/api/v2/alerts`)).json() as Promise<Alert[]>;
  const build = () =>
    alertmanager.build(
      { type: 'alertmanager', url, privateNetwork: true },
      { nowMs: Date.now, readSecret: async () => '' },
    );
  const matters = (over: object) => [matter({ openedMs: Date.now() - 1000, ...over })];

  test('a matter is one alert however often it is sent, a risen level takes its place, and closing ends it', async () => {
    const channel = await build();
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await channel.send(message({ matters: matters({}) }), '')).toEqual({
        outcome: 'delivered',
        detail: null,
      });
    }
    expect((await alerts()).map(({ labels }) => labels)).toEqual([
      {
        alertname: 'stalled',
        severity: 'yellow',
        service: 'liangshai',
        project: 'P1',
        district: 'YZ',
        department: 'JT',
      },
    ]);
    await channel.send(message({ matters: matters({ level: 'red' }) }), '');
    expect((await alerts()).map(({ labels }) => labels.severity)).toEqual(['red']);
    await channel.send(
      message({ purpose: 'closing', matters: matters({ level: 'red', closedMs: Date.now() }) }),
      '',
    );
    expect(await alerts()).toEqual([]);
  });

  test('a matter without a project has an alert of its own', async () => {
    const channel = await build();
    const storm = {
      page: 'storm~city~2026-11-24',
      matter: 'meter-storm',
      project: null,
      district: null,
      department: null,
    };
    await channel.send(message({ matters: matters(storm) }), '');
    expect((await alerts()).map(({ labels }) => labels.page)).toEqual(['storm~city~2026-11-24']);
  });
});

/** Alertmanager says so in its log. */
async function untilListening(server: ChildProcess): Promise<void> {
  let log = '';
  for await (const chunk of server.stderr!) {
    log += String(chunk);
    if (/Listening on|msg=Listening/.test(log)) break;
  }
  if (!/Listening/.test(log)) throw new Error(log);
  server.stderr!.resume();
}

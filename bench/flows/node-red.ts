import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Consumer, Ends } from './consumer.ts';

/** Not in our lock file: a peer of the bench, put beside the project only by who asks for it. */
const packages = ['node-red@5.0.7', 'node-red-contrib-influxdb@0.7.0'];
const home = process.env.NODE_RED_HOME ?? join(tmpdir(), 'liangshai-bench-node-red');
const program = join(home, 'node_modules', 'node-red', 'red.js');

/** Why Node-RED cannot run here; null: it can. */
export function missingNodeRed(): string | null {
  if (existsSync(program)) return null;
  return `Node-RED is left out: \`npm run bench:flows -- --install\` puts ${packages.join(' and ')} into ${home}`;
}

/** Puts it there, without a question. False: npm has said why it could not. */
export function installNodeRed(): boolean {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  // Nobody waits two minutes for the second and third attempt at a registry that cannot be reached.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=0'];
  const words = ['install', '--ignore-scripts', ...quiet, ...packages];
  return spawnSync('npm', words, { cwd: home, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/**
 * The flow that people commonly build: MQTT in, a function that makes fields and tags, InfluxDB out. As safe as its nodes
 * can be set: QoS 1, and a session that the broker keeps while it is away.
 */
function flow({ mqttPort, influxUrl, database }: Ends): object[] {
  const { hostname, port } = new URL(influxUrl);
  const func = `const { time, ...fields } = msg.payload;
msg.payload = [{ ...fields, time }, { meter: msg.topic.split('/')[1] }];
return msg;`;
  return [
    { id: 'meters', type: 'tab', label: 'meters' },
    {
      id: 'broker',
      type: 'mqtt-broker',
      broker: '127.0.0.1',
      port: String(mqttPort),
      clientid: 'node-red',
      autoConnect: true,
      protocolVersion: '4',
      keepalive: '60',
      cleansession: false,
    },
    { id: 'server', type: 'influxdb', hostname, port, database, usetls: false, influxdbVersion: '1.x' },
    {
      id: 'in',
      type: 'mqtt in',
      z: 'meters',
      topic: 'meters/+/readings',
      qos: '1',
      datatype: 'json',
      broker: 'broker',
      wires: [['point']],
    },
    { id: 'point', type: 'function', z: 'meters', func, outputs: 1, wires: [['out']] },
    {
      id: 'out',
      type: 'influxdb out',
      z: 'meters',
      influxdb: 'server',
      measurement: 'reading',
      precision: 'ms',
      wires: [],
    },
  ];
}

/** Starts it on a directory of its own, again and again the same. */
export async function nodeRed(directory: string, ends: Ends): Promise<Consumer> {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'flows.json'), JSON.stringify(flow(ends)));
  writeFileSync(
    join(directory, 'settings.js'),
    `module.exports = ${JSON.stringify({
      uiHost: '127.0.0.1',
      uiPort: 0,
      httpAdminRoot: false,
      flowFile: 'flows.json',
      nodesDir: [join(home, 'node_modules', 'node-red-contrib-influxdb')],
      logging: { console: { level: 'info' } },
    })};`,
  );
  const words = [program, '--userDir', directory, '--settings', join(directory, 'settings.js')];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const started = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Connected to broker')) resolve();
    });
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`Node-RED ended: ${said}`)));
  ended.catch(() => undefined);
  await Promise.race([started, ended]);
  return { child, measurement: '"reading"' };
}

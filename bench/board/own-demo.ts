import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LiangshaiProcess, scratchDirectory } from '../../tests/liangshai-process.ts';

/** Where a demo is to be met, and how to end it. */
export interface Demo {
  board: string;
  mqtt: string;
  data: string;
  end: () => Promise<void>;
}

const patienceMs = 10 * 60_000;

/** The demo as a new user starts it, whole and on free ports; resolves when all projects are judged and its meters are connected. */
export async function ownDemo(): Promise<Demo> {
  const scratch = await scratchDirectory();
  const ports = ['--mqtt-port', '0', '--http-port', '0', '--cameras-port', '0'];
  const demo = await LiangshaiProcess.start(scratch.directory, 'demo', '--data', 'data', ...ports);
  const end = async () => {
    await demo.end();
    await scratch.remove();
  };
  try {
    await untilReady(demo);
  } catch (error) {
    await end();
    throw error;
  }
  const mqtt = `mqtt://127.0.0.1:${demo.mqttPort}`;
  return { board: demo.board, mqtt, data: path.join(scratch.directory, 'data'), end };
}

interface Overview {
  counts: { projects: number; working: number; unknown: number };
}

async function untilReady(demo: LiangshaiProcess): Promise<void> {
  for (const untilMs = Date.now() + patienceMs; Date.now() < untilMs; await wait(1000)) {
    if (!/meters connected/.test(demo.output().stdout)) continue;
    const { counts } = await demo.get<Overview>('/api/v1/overview');
    if (counts.working > counts.projects / 4) return;
  }
  throw new Error(`the demo was not ready within ${patienceMs / 60_000} min: ${demo.output().stderr}`);
}

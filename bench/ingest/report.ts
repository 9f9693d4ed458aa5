import { type LoadOptions, type LoadResult, runLoad } from './mqtt-load.ts';
import type { Peer } from './peers.ts';
import { usageOf } from './process-usage.ts';

/** What is printed, and kept for RESULTS.md. */
export const printed: string[] = [];

export function print(line: string): void {
  printed.push(line);
  process.stdout.write(`${line}\n`);
}

export interface Measured extends LoadResult {
  peer: string;
  residentMb: number;
}

/** Drives a peer for as long as it takes, with a warming up before. */
export async function measure(
  peer: Peer,
  options: Omit<LoadOptions, 'port' | 'userOf' | 'serverCpu'> & Partial<LoadOptions>,
): Promise<Measured> {
  const pid = peer.process.pid!;
  const result = await runLoad({
    port: peer.port,
    userOf: (number) =>
      peer.meters === null ? null : { username: peer.meters[number]!, password: 'secret' },
    serverCpu: () => usageOf(pid).cpuSeconds,
    ...options,
  });
  return { ...result, peer: peer.name, residentMb: usageOf(pid).residentMb };
}

export function printHeader(title: string): void {
  print(`\n${title}\n`);
  print(
    '| peer | acknowledged/s | p50 ms | p99 ms | server CPU (cores) | acknowledged per CPU second | resident MB | generator CPU (cores) |',
  );
  print('|---|---|---|---|---|---|---|---|');
}

/** `times`: how many readings a message has. */
export function printRow(measured: Measured, times = 1): void {
  const { peer, p50Ms, p99Ms, serverCpuSeconds, cpuSeconds, residentMb, measuredSeconds } = measured;
  const perSecond = measured.perSecond * times;
  const cells = [
    peer,
    Math.round(perSecond).toLocaleString('en'),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    (serverCpuSeconds / measuredSeconds).toFixed(2),
    Math.round((perSecond * measuredSeconds) / serverCpuSeconds).toLocaleString('en'),
    Math.round(residentMb),
    (cpuSeconds / measuredSeconds).toFixed(2),
  ];
  print(`| ${cells.join(' | ')} |`);
}

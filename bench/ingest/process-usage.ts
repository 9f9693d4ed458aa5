import { readFileSync } from 'node:fs';

/** Clock ticks a second of /proc, on every Linux that Node runs on. */
const ticks = 100;

export interface ProcessUsage {
  /** User and system, all threads. */
  cpuSeconds: number;
  residentMb: number;
  /** The part of it that is mapped from files: libraries, and LMDB's. */
  mappedMb: number;
}

/** What a process has used so far, and what it holds now. */
export function usageOf(pid: number): ProcessUsage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytesOf = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticks,
    residentMb: megabytesOf('VmRSS'),
    mappedMb: megabytesOf('RssFile'),
  };
}

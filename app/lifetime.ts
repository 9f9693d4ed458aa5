import { writeSync } from 'node:fs';

interface Living<Started> {
  start(): Promise<Started>;
  stop(): Promise<void>;
}

/**
 * Starts, stays until SIGINT or SIGTERM, stops, and returns. A signal during the start stops what has started; a second
 * one ends the process at once, as an error does that nobody caught.
 */
export async function untilStopped<Started>(
  living: Living<Started>,
  onStarted: (started: Started) => Promise<void>,
): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  let count = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    count += 1;
    if (count > 1) dieBy(signal);
    ask();
  };
  for (const signal of signals) process.on(signal, onSignal);
  process.on('uncaughtException', dieOf);
  try {
    const running = living.start().then(onStarted);
    await Promise.race([asked, running.then(() => asked)]);
    // Whatever had begun has to be there before it can be stopped.
    await running.catch(() => undefined);
  } finally {
    await living.stop();
    for (const signal of signals) process.off(signal, onSignal);
    process.off('uncaughtException', dieOf);
  }
}

/**
 * Never by process.exit(): it waits for threads of which one may wait for this one, as DuckDB's does for the rows of a
 * write, and then the process neither lives nor ends, and keeps the file. What was acknowledged is on disk.
 */
function dieBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function dieOf(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeSync(process.stderr.fd, `liangshai: an error that nobody caught, the process ends: ${text}\n`);
  // Whoever watches over the process takes this one for a failure.
  dieBy('SIGABRT');
}

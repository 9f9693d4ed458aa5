interface Living<Started> {
  start(): Promise<Started>;
  stop(): Promise<void>;
}

/**
 * Starts, stays until SIGINT or SIGTERM, stops, and returns. A signal during the start stops what has started; a second
 * one ends the process at once.
 */
export async function untilStopped<Started>(
  living: Living<Started>,
  onStarted: (started: Started) => Promise<void>,
): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  let count = 0;
  const onSignal = (): void => {
    count += 1;
    if (count > 1) process.exit(130);
    ask();
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    const running = living.start().then(onStarted);
    await Promise.race([asked, running.then(() => asked)]);
    // Whatever had begun has to be there before it can be stopped.
    await running.catch(() => undefined);
  } finally {
    await living.stop();
    for (const signal of signals) process.off(signal, onSignal);
  }
}

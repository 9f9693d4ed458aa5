import { gzipSync } from 'node:zlib';
import type { Reading } from '../../model/reading.ts';

const linesAtOnce = 5000;

/** The yardstick: the same readings as bare line protocol, compressed, in the batches that InfluxDB advises. */
export async function writeLines(url: string, readings: readonly Reading[]): Promise<void> {
  const lines = readings.map(
    ({ meter, project, timeMs, receivedMs, energyKwh, powerKw }) =>
      `reading,meter=${meter},project=${project} energy_kwh=${energyKwh},power_kw=${powerKw},received_ms=${receivedMs}i ${timeMs}000000`,
  );
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const response = await fetch(`${url}/write?db=bare&precision=ns`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(lines.slice(from, from + linesAtOnce).join('\n')),
    });
    if (response.status !== 204) throw new Error(await response.text());
  }
}

export async function createBareDatabase(url: string): Promise<void> {
  await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q: 'CREATE DATABASE bare' }) });
}

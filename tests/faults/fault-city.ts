import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Configuration, readConfiguration } from '../../app/config.ts';
import { openReadings } from '../../app/readings.ts';
import { openRecords } from '../../app/records.ts';
import { hashSecret, newSecret } from '../../model/secret.ts';
import type { Credential } from '../../store/records.ts';
import { smallCity } from '../city.ts';
import { LiangshaiProcess, liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';

/** The multiplier of every meter of the small city. */
const multiplier = 60;
/** Everything but the board, whose start would be measured too. */
const roles = ['serve', '--only', 'broker,ingest,rules,paging'];

export const gateway = 'G1';

/** What lies in the store, by meter and time; `doubled` counts rows beyond the first of a key. */
export interface Stored {
  energyKwh: Map<string, number>;
  doubled: number;
}

export function keyOf(meter: string, timeMs: number): string {
  return `${meter} ${timeMs}`;
}

/** A city whose service is hurt: its directory, its meters with their secrets, and what is stored in the end. */
export class FaultCity {
  readonly directory: string;
  readonly meters: readonly string[];
  /** One for all, the gateway's too. */
  readonly secret: string;
  readonly configuration: Configuration;
  readonly remove: () => Promise<void>;

  private constructor(
    parts: Pick<FaultCity, 'directory' | 'meters' | 'secret' | 'configuration' | 'remove'>,
  ) {
    this.directory = parts.directory;
    this.meters = parts.meters;
    this.secret = parts.secret;
    this.configuration = parts.configuration;
    this.remove = parts.remove;
  }

  /** `settings` go into the configuration beside free ports. */
  static async open(meterCount: number, settings: object = {}): Promise<FaultCity> {
    const { directory, remove } = await scratchDirectory();
    await writeCity(directory, smallCity(meterCount));
    const file = path.join(directory, 'liangshai.yaml');
    // JSON is YAML.
    const ports = { http: { port: 0 }, mqtt: { host: '127.0.0.1', port: 0 } };
    await writeFile(file, JSON.stringify({ ...ports, ...settings }));
    const imported = await liangshai(directory, 'import', 'registry');
    if (imported.code !== 0) throw new Error(imported.stderr);
    const meters = Array.from({ length: meterCount }, (_, index) => `M${index + 1}`);
    const configuration = await readConfiguration(file);
    const secret = newSecret();
    await putCredentials(configuration, meters, secret);
    return new FaultCity({ directory, meters, secret, configuration, remove });
  }

  start(): Promise<LiangshaiProcess> {
    return LiangshaiProcess.start(this.directory, ...roles);
  }

  /** Reads the store itself; with an embedded one only while no service runs. */
  async stored(): Promise<Stored> {
    const readings = await openReadings(this.configuration, Date.now);
    await readings.start();
    const stored: Stored = { energyKwh: new Map(), doubled: 0 };
    try {
      const range = { fromMs: 0, toMs: Date.now() + 86_400_000 };
      for await (const { meter, timeMs, energyKwh } of readings.series(this.meters, range)) {
        for (const [row, time] of timeMs.entries()) {
          const key = keyOf(meter, time);
          if (stored.energyKwh.has(key)) stored.doubled++;
          stored.energyKwh.set(key, energyKwh[row]! / multiplier);
        }
      }
    } finally {
      await readings.stop();
    }
    return stored;
  }
}

async function putCredentials(
  configuration: Configuration,
  meters: readonly string[],
  secret: string,
): Promise<void> {
  const records = await openRecords(configuration);
  await records.start();
  try {
    const hash = await hashSecret(secret, 'device');
    const atMs = Date.now();
    const credential = (id: string, kind: Credential['kind'], of: string[]): Credential => ({
      id,
      kind,
      meters: of,
      hash,
      createdMs: atMs,
    });
    await records.putCredentials(
      [
        ...meters.map((meter) => credential(meter, 'meter', [meter])),
        credential(gateway, 'gateway', [...meters]),
      ],
      { actor: 'test', atMs },
    );
  } finally {
    await records.stop();
  }
}

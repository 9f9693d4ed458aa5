import type { ChildProcess } from 'node:child_process';
import { InfluxQuery } from '../../store/influx/query.ts';

/** Between what a consumer stands. */
export interface Ends {
  mqttPort: number;
  influxUrl: string;
  database: string;
}

/** What takes readings out of the broker and puts them into InfluxDB. */
export interface Consumer {
  child: ChildProcess;
  /** Where its readings lie, as InfluxQL names it. */
  measurement: string;
}

/** How many readings lie there. */
export async function storedBy({ measurement }: Consumer, { influxUrl, database }: Ends): Promise<number> {
  const options = { url: influxUrl, database, org: null, token: null, timeoutMs: 10_000 };
  const [series] = await new InfluxQuery(options, Date.now).ask(
    `SELECT count("energy_kwh") FROM ${measurement}`,
  );
  return Number(series?.values[0]?.[1] ?? 0);
}
